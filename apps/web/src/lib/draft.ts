import { useEffect, useState } from 'react';

/** State that survives a reload: what somebody typed is kept on this device until it is sent. */
export function useDraft<T extends object>(key: string, empty: T): [value: T, set: (value: T) => void, forget: () => void] {
  const name = `parvis.draft.${key}`;
  const [value, setValue] = useState<T>(() => ({ ...empty, ...kept<T>(name) }));
  useEffect(() => {
    if (JSON.stringify(value) === JSON.stringify(empty)) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  });
  const forget = () => {
    localStorage.removeItem(name);
    setValue(empty);
  };
  return [value, setValue, forget];
}

function kept<T>(name: string): Partial<T> {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<T>;
  } catch {
    return {};
  }
}
