import type { MemberRole, PageAbilities } from '@parvis/shared';

export interface PageFacts {
  authorId: string | null;
  /** Null: reads without being a member. */
  role: MemberRole | null;
  pagesWrittenBy: 'members' | 'animators';
  communityArchived: boolean;
}

/** All that may be done to one page that somebody can read. The service enforces it; screens receive it as `can`. */
export function pageAbilities(personId: string, page: PageFacts): PageAbilities {
  const writes = mayWritePages(page);
  const responsible = page.role === 'animator' || page.authorId === personId;
  return { edit: writes, createChild: writes, delete: writes && responsible, restrict: writes && responsible };
}

/** Who writes wiki pages: members, or animators only where the community says so; nobody in an archived community. */
export function mayWritePages({ role, pagesWrittenBy, communityArchived }: Omit<PageFacts, 'authorId'>): boolean {
  return !communityArchived && (role === 'animator' || (role === 'member' && pagesWrittenBy === 'members'));
}
