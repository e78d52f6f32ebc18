import type { FileRef, PageRef, PersonChip } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { createContext, useContext } from 'react';

/** What the blocks of a document need from around it. */
export interface Reading {
  /** The pages that the reader may see, by id. */
  pages: ReadonlyMap<string, PageRef>;
  files: ReadonlyMap<string, FileRef>;
  /** The people named in it of whom the reader may know. */
  people: ReadonlyMap<string, PersonChip>;
  /** The anchor of each heading. */
  anchors: ReadonlyMap<DocumentNode, string>;
  /** The paragraph that opens the page, set larger. */
  lead: DocumentNode | null;
}

export const ReadingContext = createContext<Reading>({
  pages: new Map(),
  files: new Map(),
  people: new Map(),
  anchors: new Map(),
  lead: null,
});
export const useReading = (): Reading => useContext(ReadingContext);
