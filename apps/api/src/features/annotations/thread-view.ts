import type { AnnotatedBy, AnnotationReply, AnnotationView, MemberRole } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { mayWritePages } from '../wiki/public.ts';
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
