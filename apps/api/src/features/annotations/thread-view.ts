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
/** A row of `THREAD`. */
export type ThreadRow = Omit<AnnotationView, 'can' | 'replies'> & {
  authorId: string | null;
  communityId: string;
  replies: (Omit<AnnotationReply, 'can'> & { authorId: string | null })[];
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
  const { authorId, communityId: _, replies, ...view } = row;
  return {
    ...view,
    replies: replies.map(({ authorId: replier, ...reply }) => ({ ...reply, can: replyAbilities(person.id, reader, replier) })),
    can: annotationAbilities(person.id, reader, { authorId, visibility: view.visibility }),
  };
}
