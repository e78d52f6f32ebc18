import type { AnnotationView } from '@parvis/shared';
import type { AnnotationSearch } from './annotation-search.ts';

/** The annotations that are shown, in their order; the open thread is among them whatever is filtered. */
export function shownOf(items: readonly AnnotationView[], search: AnnotationSearch, myId: string): AnnotationView[] {
  return items.filter((item) => item.id === search.annotation || fits(item, search, myId));
}

function fits({ status, motivation, target, author }: AnnotationView, search: AnnotationSearch, myId: string): boolean {
  const authorId = search.by === 'me' ? myId : search.by;
  return (
    (search.status === 'all' || status === (search.status ?? 'open')) &&
    (search.motivation === undefined || motivation === search.motivation) &&
    (search.anchor === undefined || target.state === search.anchor) &&
    (authorId === undefined || author?.id === authorId)
  );
}

/** How many are open and resolved, among those that fit everything else. */
export function countsOf(items: readonly AnnotationView[], search: AnnotationSearch, myId: string): { open: number; resolved: number } {
  const { annotation: _, ...others } = search;
  const count = (status: 'open' | 'resolved') =>
    shownOf(items, { ...others, status: 'all' }, myId).filter((item) => item.status === status).length;
  return { open: count('open'), resolved: count('resolved') };
}

/** Whether anything but the status is narrowed. */
export const isNarrowed = ({ motivation, anchor, by }: AnnotationSearch): boolean =>
  motivation !== undefined || anchor !== undefined || by !== undefined;

/** In the order of the screen: the lost ones, those about the whole page, then those of the text as it reads. */
export function inReadingOrder(items: readonly AnnotationView[]): AnnotationView[] {
  return items.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.target.start ?? 0) - (b.target.start ?? 0) ||
      (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0),
  );
}
const rank = ({ target }: AnnotationView): number => (target.state === 'ORPHAN' ? 0 : target.whole ? 1 : 2);

/** The one after (1) or before (-1) the open one; the first or the last when none is open. Goes round. */
export function neighbour(items: readonly AnnotationView[], opened: string | undefined, step: 1 | -1): string | null {
  if (items.length === 0) return null;
  const at = items.findIndex(({ id }) => id === opened);
  const to = at < 0 ? (step === 1 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
  return items[to]?.id ?? null;
}
