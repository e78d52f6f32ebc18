import type { AnnotatedBy, AnnotationReply, AnnotationView, AnnotationVisibility, MemberRole, Motivation } from '@parvis/shared';
import { type NodeOf, documentLinks } from '@parvis/shared/document';
import type { Person } from '../../platform/database/actor.ts';
import { mayWritePages } from '../wiki/public.ts';
import type { Written } from './new-annotation.ts';
import { type ReaderFacts, annotationAbilities, replyAbilities } from './annotation.policy.ts';

/** A row of `READER`. */
export interface ReaderRow {
  role: MemberRole | null;
  annotatedBy: AnnotatedBy;
  communityArchived: boolean;
  pagesWrittenBy: 'members' | 'animators';
}
/** A row of `threadColumns`. */
export type ThreadRow = Omit<AnnotationView, 'can' | 'replies' | 'mentions'> & {
  authorId: string | null;
  communityId: string;
  talk: { replies: (Omit<AnnotationReply, 'can'> & { authorId: string | null })[]; mentions: AnnotationView['mentions'] };
};

export const readerFacts = (person: Person, row: ReaderRow): ReaderFacts => ({
  organizationKind: person.organizationKind,
  role: row.role,
  annotatedBy: row.annotatedBy,
  communityArchived: row.communityArchived,
  edits: mayWritePages(row),
});

/** A thread as somebody sees it, with what she may do. */
export function threadView(person: Person, reader: ReaderFacts, row: ThreadRow): AnnotationView {
  const { authorId, communityId: _, talk, ...view } = row;
  return {
    ...view,
    mentions: talk.mentions,
    replies: talk.replies.map(({ authorId: replier, ...reply }) => ({ ...reply, can: replyAbilities(person.id, reader, replier) })),
    can: annotationAbilities(person.id, reader, { authorId, visibility: view.visibility }),
  };
}

interface Fresh {
  id: string;
  pageId: string;
  motivation: Motivation;
  visibility: AnnotationVisibility;
  said: { body: NodeOf<'doc'>; text: string };
  written: Written;
}

/**
 * A thread that its author has begun just now, as reading it would give it, but without asking for it. Null where it names
 * people or shows files, which only reading tells.
 */
export function freshThread(author: Person, reader: ReaderFacts & { communityId: string }, fresh: Fresh): AnnotationView | null {
  const { id, pageId, motivation, visibility, said, written } = fresh;
  const { personIds, fileIds } = documentLinks(said.body);
  if (personIds.length > 0 || fileIds.length > 0) return null;
  return threadView(author, reader, {
    id,
    sourceId: pageId,
    authorId: author.id,
    communityId: reader.communityId,
    motivation,
    visibility,
    status: 'open',
    resolvedBy: null,
    resolvedAt: null,
    ...said,
    ...written,
    editedAt: null,
    talk: { replies: [], mentions: [] },
    files: [],
    reactions: [],
  });
}
