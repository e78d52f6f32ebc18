import { type RefObject, useEffect } from 'react';

/** Opens what is folded while the page is printed: paper cannot be unfolded. The style sheet does it too where `::details-content` is known. */
export function usePrintedDetails(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const open = () => {
      // Told twice before it ends, what was opened first is still to be closed.
      const folded = [...(root.current?.querySelectorAll<HTMLDetailsElement>('details:not([open])') ?? [])];
      for (const details of folded) details.open = true;
      opened.push(...folded);
    };
    const close = () => {
      for (const details of opened) details.open = false;
      opened = [];
    };
    window.addEventListener('beforeprint', open);
    window.addEventListener('afterprint', close);
    return () => {
      window.removeEventListener('beforeprint', open);
      window.removeEventListener('afterprint', close);
    };
  }, [root]);
}
