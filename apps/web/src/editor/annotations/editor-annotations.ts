import type { Passage } from '@parvis/shared/anchoring';
import type { Anchor, Revisions } from './places.ts';

/** What the screen around the editor knows of the annotations of its page, and does with them. */
export interface EditorAnnotations {
  anchors: readonly Anchor[];
  revisions: Revisions;
  /** The one whose thread is open. */
  active: string | null;
  /** Some cannot be placed before the texts of these revisions are known. */
  onMissing: (revisionIds: readonly string[]) => void;
  /** Somebody went to one in the text. */
  onOpen: (id: string) => void;
  /** Somebody wants to annotate what is selected; null where this person may not. */
  onAnnotate: (() => void) | null;
  /** What is selected next is where an annotation is attached to, rather than annotated anew. */
  attaching: boolean;
  /** Where each stands on the page, in pixels from its top, whenever that changes. */
  onPlaced?: (tops: ReadonlyMap<string, number>) => void;
  /** What is about to be annotated reads so now; null: its text is gone. */
  onWritten?: (passage: Passage | null) => void;
}
