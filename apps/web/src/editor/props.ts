import type { FileRef, PageRef, PersonChip } from '@parvis/shared';
import type { Passage } from '@parvis/shared/anchoring';
import type { DocumentNode } from '@parvis/shared/document';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import type { EditorAnnotations } from './annotations/editor-annotations.ts';

/** Somebody who may be mentioned; `canRead` tells whether she would see the page. */
export interface MentionablePerson extends PersonChip {
  canRead: boolean;
}

/** Sends one file and tells how far it is, from 0 to 1. Rejects with `AbortError` when `signal` is aborted. */
export type Upload = (file: File, onProgress: (part: number) => void, signal: AbortSignal) => Promise<FileRef>;

export interface PageEditorProps {
  /** Its fragment `default` is the page; whoever gives it loads, syncs and destroys it. */
  document: Doc;
  /** Who else writes and where; null where nobody is told (offline, tests). */
  awareness: Awareness | null;
  /** Me, as others see me. `colour` is one of `CARET_COLOURS` (a number from 0). */
  user: { id: string; name: string; colour: number };
  editable: boolean;
  pageId: string;
  communityId: string;
  /** The title stands outside; arrows up and Backspace at the very beginning lead there. */
  onLeaveUp?: () => void;
  /** Pages, files and people that the document already leads to, as the page was read. What is added meanwhile is learnt by the searches. */
  links?: readonly PageRef[];
  files?: readonly FileRef[];
  mentions?: readonly PersonChip[];
  upload: Upload;
  searchPages: (words: string, signal: AbortSignal) => Promise<PageRef[]>;
  searchPeople: (words: string, signal: AbortSignal) => Promise<MentionablePerson[]>;
  /** Drawn over the text, never part of it. Without: none are. */
  annotations?: EditorAnnotations | undefined;
  /** Once, when the text can be typed in. */
  onReady?: (editor: PageEditorHandle) => void;
  /** After each change, mine or another's, at most a few times a second. */
  onChange?: (state: EditorFacts) => void;
}

/** What the screen around the editor shows of it. */
export interface EditorFacts {
  words: number;
  characters: number;
  /** In reading order; `id` is the block's, for `goTo`. */
  headings: { id: string; level: number; text: string }[];
  /** Files that are still on their way: the screen should warn before it is left. */
  uploads: number;
}

/** What the screen around the editor may ask of it. */
export interface PageEditorHandle {
  /** Puts the cursor into the text: at its beginning, its end, or where it was. */
  focus: (where?: 'start' | 'end') => void;
  /** Scrolls a block into sight and puts the cursor there. */
  goTo: (blockId: string) => void;
  /** The document as it stands, checked by nobody yet. */
  read: () => DocumentNode;
  facts: () => EditorFacts;
  /** Opens find (and replace). */
  find: (withReplace?: boolean) => void;
  annotations: {
    /** Begins to annotate what is selected: the passage follows the text until `end`. False when nothing is. */
    begin: () => boolean;
    /** What is about to be annotated, as it reads now; null when its text is gone, or when nothing is. */
    passage: () => Passage | null;
    end: () => void;
  };
}
