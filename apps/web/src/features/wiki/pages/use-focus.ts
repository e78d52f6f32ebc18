import { type RefObject, useEffect, useRef } from 'react';

/** The field that somebody has just asked for: it has the focus as it appears, its words selected. */
export function useFocus(): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return field;
}
