import type { PageView, PersonChip } from '@parvis/shared';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import { contactOf } from './contact.ts';
import { WritingSession } from './session.ts';
import { AT_FIRST, type Facts, type WritingState, stateOf } from './writing-state.ts';

/** Colours of cursors; everybody computes the same one for a person. */
const COLOURS = 8;
export const colourOf = (personId: string): number => Number.parseInt(personId.slice(-6), 16) % COLOURS;

/** Opens a page for writing while the screen shows it. Null until it is opened; `again` opens it anew, without what was here. */
export function useWriting(page: Pick<PageView, 'id' | 'title'>, me: Pick<PersonChip, 'id' | 'name'>) {
  const [session, open] = useState<WritingSession | null>(null);
  const [round, setRound] = useState(0);
  const { id: pageId, title } = page;
  const { id, name } = me;
  useEffect(() => {
    const opened = new WritingSession({ pageId, title, me: { id, name }, colour: colourOf(id), contact: contactOf });
    open(opened);
    return () => {
      open(null);
      void opened.leave();
    };
    // The title is only what it is remembered by: a new one opens nothing anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pageId, id, name, round]);
  return { session, again: () => setRound((count) => count + 1) };
}

const nothing = { facts: AT_FIRST, state: stateOf(AT_FIRST) };
const never = () => () => undefined;

/** How it stands with what is written. */
export function useWritingState(session: WritingSession | null): { facts: Facts; state: WritingState } {
  return useSyncExternalStore(session?.subscribe ?? never, session?.snapshot ?? (() => nothing));
}

/** Who writes on the page now, without me: each once, by name. */
export function useOthers(session: WritingSession | null, myId: string): PersonChip[] {
  const [others, setOthers] = useState<PersonChip[]>([]);
  useEffect(() => {
    const awareness = session?.provider.awareness;
    if (!awareness) return;
    const look = () => setOthers((before) => unlessSame(before, othersIn(awareness, myId)));
    look();
    awareness.on('change', look);
    return () => awareness.off('change', look);
  }, [session, myId]);
  return others;
}

function othersIn(awareness: Awareness, myId: string): PersonChip[] {
  const found = new Map<string, PersonChip>();
  for (const { user } of awareness.getStates().values() as Iterable<{ user?: Partial<PersonChip> }>)
    if (user?.id && user.name && user.id !== myId) found.set(user.id, { id: user.id, name: user.name, photoId: null, active: true });
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Moving cursors change nothing of who is there. */
const unlessSame = (before: PersonChip[], now: PersonChip[]): PersonChip[] =>
  before.length === now.length && before.every(({ id, name }, index) => id === now[index]?.id && name === now[index]?.name) ? before : now;
