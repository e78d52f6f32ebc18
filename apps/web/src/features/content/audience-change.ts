import type { AudienceView, PersonChip } from '@parvis/shared';

/** What a new list means for those who read now. Names are given where all of them are known, else their number. */
export interface AudienceChange {
  losing: { count: number; people: PersonChip[] | null };
  gaining: PersonChip[];
}

/** Compares who reads now with a list, in which `me` always stands. */
export function changeTo(now: AudienceView, list: readonly PersonChip[], me: PersonChip): AudienceChange {
  const next = withMe(list, me);
  const listed = new Set(next.map(({ id }) => id));
  const readers = now.listed ?? (now.people.length === now.count ? now.people : null);
  if (readers) {
    const reading = new Set(readers.map(({ id }) => id));
    const losing = readers.filter(({ id }) => !listed.has(id));
    return { losing: { count: losing.length, people: losing }, gaining: next.filter(({ id }) => !reading.has(id)) };
  }
  // More read than were named: on the list may only stand readers, so that the others are those who lose it.
  return { losing: { count: Math.max(0, now.count - next.length), people: null }, gaining: [] };
}

/** The list with whoever restricts: nobody locks herself out. */
export const withMe = (list: readonly PersonChip[], me: PersonChip): PersonChip[] =>
  list.some(({ id }) => id === me.id) ? [...list] : [me, ...list];
