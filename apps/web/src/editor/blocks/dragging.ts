import type { Editor } from '@tiptap/core';
import type { Slice } from '@tiptap/pm/model';

/** Tells the editor that what is chosen is dragged, to be moved where it is dropped. */
export function dragSelection({ view }: Editor): Slice {
  const slice = view.state.selection.content();
  view.dragging = { slice, move: true };
  return slice;
}

/** Dropped elsewhere, or given up: nothing is moved. */
export function endDrag({ view }: Editor): void {
  view.dragging = null;
}
