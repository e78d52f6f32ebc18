import { usePanelTools } from './panel-context.ts';

/** Begins to attach an annotation to another passage: the text must be in sight for that. */
export function useAttaching(): (id: string) => void {
  const { desk, beside, onHide } = usePanelTools();
  return (id) => {
    desk.change({ attaching: id });
    if (!beside) onHide?.();
  };
}
