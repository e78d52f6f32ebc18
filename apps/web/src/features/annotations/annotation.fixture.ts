import type { AnnotationView, PersonChip } from '@parvis/shared';

export const ANA: PersonChip = { id: '0199a000-0000-7000-8000-0000000000a1', name: 'Ana Roche', photoId: null, active: true };
export const LEO: PersonChip = { id: '0199a000-0000-7000-8000-0000000000a2', name: 'Léo Martin', photoId: null, active: true };
export const PAGE_ID = '0199a000-0000-7000-8000-0000000000b1';
export const REVISION_ID = '0199a000-0000-7000-8000-0000000000c1';
export const idOf = (number: number): string => `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;

interface Changes extends Partial<Omit<AnnotationView, 'target'>> {
  target?: Partial<AnnotationView['target']>;
}

/** A thread as the server tells it, by Ana, on the first letters of the page; with these changes. */
export function thread(number: number, { target, ...changes }: Changes = {}): AnnotationView {
  const place = { start: 0, end: 5, exact: 'Texte' };
  return {
    id: idOf(number),
    sourceId: PAGE_ID,
    motivation: 'commenting',
    visibility: 'page',
    status: 'open',
    resolvedBy: null,
    resolvedAt: null,
    author: ANA,
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: `Propos ${number}` }] }] },
    text: `Propos ${number}`,
    createdAt: `2026-01-${String(number).padStart(2, '0')}T08:00:00.000Z`,
    editedAt: null,
    replies: [],
    mentions: [],
    files: [],
    reactions: [],
    can: { edit: true, delete: true, resolve: true, reply: true, place: true },
    ...changes,
    target: {
      whole: false,
      state: 'SAFE',
      ...place,
      revisionId: REVISION_ID,
      original: { ...place, prefix: '', suffix: '', blockId: null, versionId: REVISION_ID },
      score: 1,
      method: 'same',
      ...target,
    },
  };
}

/** Without a place any more. */
export const lost = (number: number): AnnotationView =>
  thread(number, { target: { state: 'ORPHAN', start: null, end: null, exact: null } });
