import type { AnnotationVisibility, Motivation } from '@parvis/shared';
import { useSyncExternalStore } from 'react';
import type { SelectedText } from './annotations.queries.ts';
import type { Said } from './expected.ts';
import { newId } from '../../lib/new-id.ts';
import { emptyNote, together } from './note.ts';
import type { Tops } from './passage-tops.ts';

/** An annotation that is being written. */
export interface Composing extends Said {
  /** Chosen here: a repeated try is the same annotation. */
  id: string;
  /** On its way to the server: another one may be begun meanwhile. */
  sending: boolean;
  /** Null: about the whole page. */
  target: SelectedText | null;
  motivation: Motivation;
  visibility: AnnotationVisibility;
}

/** The key of what is being written among the places of annotations. */
export const NEW = 'new';

interface DeskState {
  composing: Composing | null;
  /** The annotation that is being attached to another passage. */
  attaching: string | null;
  /** Where each passage begins on the page; null until the text has been looked at. */
  places: Tops | null;
  /** The annotation that the pointer rests on, in the text or in the panel. */
  pointed: string | null;
}

/**
 * What the text and the panel of one page share while somebody annotates it. What is being written is kept on this
 * device until it is sent or given up.
 */
export class Desk {
  private state: DeskState;
  private awaitsFocus: string | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly pageId: string,
    private readonly personId: string,
  ) {
    this.state = { composing: this.kept(), attaching: null, places: null, pointed: null };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): DeskState => this.state;

  change(part: Partial<Omit<DeskState, 'composing'>>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }

  /** The thread with this id is to take the focus once it is shown: a key led there. */
  giveFocus(id: string): void {
    this.awaitsFocus = id;
  }

  /** Whether this thread is to take the focus; it is told once. */
  takeFocus(id: string): boolean {
    const takes = this.awaitsFocus === id;
    if (takes) this.awaitsFocus = null;
    return takes;
  }

  /** Begins an annotation; words that were begun before are taken along. */
  begin(target: SelectedText | null, motivation: Motivation): void {
    const { composing } = this.state;
    const begun =
      composing && !composing.sending ? composing : { id: newId(), sending: false, visibility: 'page' as const, ...emptyNote() };
    this.write({ ...begun, target, motivation });
  }

  /** The server has it. */
  arrived(id: string): void {
    if (this.state.composing?.id === id) this.write(null);
  }

  /** The server did not take it: it is written on, before the words of what was begun meanwhile. */
  giveBack(composing: Composing): void {
    const begun = this.state.composing;
    const words = begun && begun.id !== composing.id && begun.text.trim() !== '' ? begun : null;
    this.write({ ...composing, sending: false, ...(words && together(composing, words)) });
  }

  /** Keeps what is being written; null: it is sent, or given up. */
  write(composing: Composing | null): void {
    this.state = { ...this.state, composing, attaching: composing ? null : this.state.attaching };
    if (composing && composing.text.trim() !== '') localStorage.setItem(this.key, JSON.stringify(composing));
    else localStorage.removeItem(this.key);
    for (const listener of this.listeners) listener();
  }

  private get key(): string {
    return `parvis.draft.annotation.${this.personId}.${this.pageId}`;
  }

  private kept(): Composing | null {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? 'null') as Composing | null;
      return kept && { ...emptyNote(), ...kept, sending: false };
    } catch {
      return null;
    }
  }
}

let open: { key: string; desk: Desk } | null = null;

/** The desk of the page that is on the screen: there is one at a time. */
export function deskOf(pageId: string, personId: string): Desk {
  const key = `${pageId} ${personId}`;
  if (open?.key !== key) open = { key, desk: new Desk(pageId, personId) };
  return open.desk;
}

export const useDesk = (desk: Desk): DeskState => useSyncExternalStore(desk.subscribe, desk.read);
