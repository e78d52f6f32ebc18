import type { FileRef, PersonChip } from '@parvis/shared';
import { type ComponentType, createContext, useContext } from 'react';
import type { MentionablePerson } from '../../editor/props.ts';
import type { Said } from './expected.ts';
import type { Desk } from './desk.ts';
import type { AnnotatedPage } from './text-places.ts';

/** What is said, drawn as the reader draws text. */
export interface BodyProps {
  document: Said['body'];
  mentions: readonly PersonChip[];
  files: readonly FileRef[];
}

/** What every part of the panel needs from around it. */
export interface PanelTools {
  page: AnnotatedPage;
  me: PersonChip;
  /** A member of the page's community: may write for its members alone. */
  member: boolean;
  desk: Desk;
  /** Cards stand beside their passages; else they follow each other, with their quotes. */
  beside: boolean;
  /** Takes the panel away from over the text; not needed where it stands beside it. */
  onHide?: (() => void) | undefined;
  Body: ComponentType<BodyProps>;
  searchPeople: (words: string, signal: AbortSignal) => Promise<MentionablePerson[]>;
  upload?: ((file: File) => Promise<FileRef>) | undefined;
}

export const PanelContext = createContext<PanelTools | null>(null);

/** @throws Error outside of the panel. */
export function usePanelTools(): PanelTools {
  const tools = useContext(PanelContext);
  if (!tools) throw new Error('There is no annotation panel around this');
  return tools;
}
