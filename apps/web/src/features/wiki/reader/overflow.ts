import { type RefObject, useLayoutEffect, useState } from 'react';

/**
 * True while an element is wider (`x`) or higher (`y`) inside than outside, so that it scrolls: only then the keyboard
 * must reach it. Measured before the first paint, so that nothing moves after it.
 */
export function useOverflow(element: RefObject<HTMLElement | null>, axis: 'x' | 'y'): boolean {
  const [overflows, setOverflows] = useState(false);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const measure = () => {
      const beyond = axis === 'x' ? current.scrollWidth - current.clientWidth : current.scrollHeight - current.clientHeight;
      setOverflows(beyond > 1);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    if (current.firstElementChild) observer.observe(current.firstElementChild);
    return () => observer.disconnect();
  }, [element, axis]);
  return overflows;
}
