import type { ContentKind, MemberRole } from '@parvis/shared';

interface Facts {
  authorId: string | null;
  role: MemberRole | null;
  communityId: string | null;
  communityArchived: boolean;
}

/** Who decides who sees a piece of content: its author while she is a member, and animators; nobody in an archived community. */
export const mayRestrict = (personId: string, { authorId, role, communityId, communityArchived }: Facts): boolean =>
  communityId !== null && !communityArchived && (role === 'animator' || (role !== null && authorId === personId));

/**
 * Who takes something out of the trash: its author, whoever put it there, and animators, as long as they are members.
 * What one said about something comes back by oneself, member or not.
 */
export const mayRestore = (personId: string, content: Facts & { kind: ContentKind; deletedBy: string | null }): boolean =>
  !content.communityArchived &&
  ((content.kind === 'annotation' && content.authorId === personId && content.deletedBy === personId) ||
    mayRestoreAsMember(personId, content));

const mayRestoreAsMember = (personId: string, content: Facts & { deletedBy: string | null }): boolean =>
  content.role !== null && (content.role === 'animator' || content.authorId === personId || content.deletedBy === personId);
