import type {
  AnnotationReply,
  AnnotationView,
  AnnotationVisibility,
  Motivation,
  PersonChip,
  Reaction,
  RouteInput,
  api,
} from '@parvis/shared';

// How the threads of a page will look once the server has done what it is asked. Its answer takes their place.

type Items = readonly AnnotationView[];
export type NewAnnotation = Extract<RouteInput<typeof api.annotate>['body'], { sourceId: string }>;
/** What somebody wrote: the document, and its words, whom it names and what it shows for as long as the server has not read it. */
export type Said = Pick<AnnotationView, 'body' | 'text' | 'mentions' | 'files'>;

/** With a new thread, at its place in the text. */
export function annotated(items: Items, input: NewAnnotation & Said, me: PersonChip): AnnotationView[] {
  const thread = threadOf(input, me);
  const at = items.findIndex(({ target }) => (target.start ?? -1) > (thread.target.start ?? -1));
  return items.toSpliced(at < 0 ? items.length : at, 0, thread);
}

function threadOf(
  { id = '', sourceId, motivation, visibility, target, body, text, mentions, files }: NewAnnotation & Said,
  me: PersonChip,
): AnnotationView {
  const start = target?.start ?? 0;
  const revisionId = target?.versionId ?? '';
  const place = target && { start, end: start + target.exact.length, exact: target.exact };
  return {
    id,
    sourceId,
    motivation: motivation ?? 'commenting',
    visibility: visibility ?? 'page',
    status: 'open',
    resolvedBy: null,
    resolvedAt: null,
    author: me,
    body,
    text,
    createdAt: new Date().toISOString(),
    editedAt: null,
    target: {
      whole: !place,
      state: 'SAFE',
      start: place?.start ?? null,
      end: place?.end ?? null,
      exact: place?.exact ?? null,
      revisionId,
      original: place ? { ...place, prefix: target.prefix ?? '', suffix: target.suffix ?? '', blockId: null, versionId: revisionId } : null,
      score: 1,
      method: 'same',
    },
    replies: [],
    mentions,
    files,
    reactions: [],
    // Until the server has it, nothing can be done with it.
    can: { edit: false, delete: false, resolve: false, reply: false, place: false },
  };
}

export function replied(items: Items, { id, rootId, ...said }: Said & { id: string; rootId: string }, me: PersonChip): AnnotationView[] {
  const reply: AnnotationReply = {
    id,
    author: me,
    body: said.body,
    text: said.text,
    createdAt: new Date().toISOString(),
    editedAt: null,
    reactions: [],
    can: { edit: false, delete: false },
  };
  return items.map((item) => (item.id === rootId ? { ...item, ...shownWith(item, said), replies: [...item.replies, reply] } : item));
}

interface Edit {
  id: string;
  said?: Said;
  motivation?: Motivation;
  visibility?: AnnotationVisibility;
}
export function edited(items: Items, { id, said, ...choices }: Edit): AnnotationView[] {
  const words = said && { body: said.body, text: said.text, editedAt: new Date().toISOString() };
  return items.map((item) => {
    if (item.id === id) return { ...item, ...choices, ...words, ...shownWith(item, said) };
    if (!item.replies.some((reply) => reply.id === id)) return item;
    const replies = item.replies.map((reply) => (reply.id === id ? { ...reply, ...words } : reply));
    return { ...item, ...shownWith(item, said), replies };
  });
}

/** Whom a thread names and what it shows, with what is said in it now. */
const shownWith = (thread: AnnotationView, said: Said | undefined): Pick<AnnotationView, 'mentions' | 'files'> => ({
  mentions: [...thread.mentions, ...(said?.mentions ?? [])],
  files: [...thread.files, ...(said?.files ?? [])],
});

/** Without a thread or a reply. */
export const without = (items: Items, { id }: { id: string }): AnnotationView[] =>
  items.filter((item) => item.id !== id).map((item) => ({ ...item, replies: item.replies.filter((reply) => reply.id !== id) }));

/** Resolved by somebody, or by nobody: open again. */
export const resolved = (items: Items, id: string, by: PersonChip | null): AnnotationView[] =>
  items.map((item) =>
    item.id === id ? { ...item, status: by ? 'resolved' : 'open', resolvedBy: by, resolvedAt: by && new Date().toISOString() } : item,
  );

/** With my reaction to a thread or a reply, or without it. */
export function toggled(items: Items, input: { id: string; reaction: Reaction; on: boolean }, me: PersonChip): AnnotationView[] {
  const react = <T extends { id: string; reactions: AnnotationView['reactions'] }>(one: T): T =>
    one.id === input.id ? { ...one, reactions: reactionsWith(one.reactions, input, me) } : one;
  return items.map((item) => ({ ...react(item), replies: item.replies.map(react) }));
}

function reactionsWith(
  reactions: AnnotationView['reactions'],
  { reaction, on }: { reaction: Reaction; on: boolean },
  me: PersonChip,
): AnnotationView['reactions'] {
  const known = reactions.find((entry) => entry.reaction === reaction);
  if (on === (known?.mine ?? false)) return reactions;
  const people = known?.people.filter(({ id }) => id !== me.id) ?? [];
  const next = { reaction, count: (known?.count ?? 0) + (on ? 1 : -1), mine: on, people: on ? [...people, me] : people };
  const kept = known ? reactions.map((entry) => (entry === known ? next : entry)) : [...reactions, next];
  return kept.filter(({ count }) => count > 0);
}
