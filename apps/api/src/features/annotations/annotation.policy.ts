import type { AnnotatedBy, AnnotationAbilities, AnnotationVisibility, MemberRole, OrganizationKind } from '@parvis/shared';

/** What decides what somebody may do on a page that she reads. */
export interface ReaderFacts {
  organizationKind: OrganizationKind;
  /** Null: reads without being a member. */
  role: MemberRole | null;
  annotatedBy: AnnotatedBy;
  communityArchived: boolean;
  /** Whether she edits the page. */
  edits: boolean;
}

/** Whether somebody who reads a page annotates it: employees unless the community narrows it to members or opens it to partners. */
export function mayAnnotate({ organizationKind, role, annotatedBy, communityArchived }: ReaderFacts): boolean {
  if (communityArchived) return false;
  if (annotatedBy === 'readers') return true;
  return organizationKind === 'customer' && (annotatedBy === 'employees' || role !== null);
}

/** All that somebody may do to one thread that she sees. Authors decide on their own; editors of the page resolve any. */
export function annotationAbilities(
  personId: string,
  reader: ReaderFacts,
  thread: { authorId: string | null; visibility: AnnotationVisibility },
): AnnotationAbilities {
  const annotates = mayAnnotate(reader);
  const own = thread.authorId === personId;
  const moderates = !reader.communityArchived && reader.role === 'animator' && thread.visibility !== 'private';
  return {
    edit: own && annotates,
    delete: (own && !reader.communityArchived) || moderates,
    resolve: (own && annotates) || (reader.edits && !reader.communityArchived),
    reply: annotates,
    place: (own && annotates) || (reader.edits && !reader.communityArchived),
  };
}

/** A reply: its author changes it, she and animators take it back. */
export function replyAbilities(personId: string, reader: ReaderFacts, authorId: string | null): { edit: boolean; delete: boolean } {
  const own = authorId === personId;
  return { edit: own && mayAnnotate(reader), delete: !reader.communityArchived && (own || reader.role === 'animator') };
}
