import { z } from 'zod';
import { route } from './contract.ts';
import { PersonCard, PersonChip } from './people/person.ts';
import { Id, Instant, PageQuery, byId, line, listOf, paragraph, words } from './text.ts';

/** `open`: every employee reads. `closed`: listed to employees, members read. `secret`: unlisted, members read. */
export const CommunityVisibility = z.enum(['open', 'closed', 'secret']);
export type CommunityVisibility = z.infer<typeof CommunityVisibility>;

export const MemberRole = z.enum(['animator', 'member']);
export type MemberRole = z.infer<typeof MemberRole>;

/** `asked`: waits for an animator. `invited`: waits for the person. Only `member` gives access. */
export const MembershipState = z.enum(['member', 'asked', 'invited']);
export type MembershipState = z.infer<typeof MembershipState>;

/** Who may annotate its pages: every employee who reads them, members only, or every reader, invited partners too. */
export const AnnotatedBy = z.enum(['employees', 'members', 'readers']);
export type AnnotatedBy = z.infer<typeof AnnotatedBy>;

/** Paving emblem: a number from 0 to 35 gives pattern (6) and colour (6). */
export const Emblem = z.int().min(0).max(35);

export const Slug = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens');

export const CommunityAbilities = z.object({
  read: z.boolean(),
  join: z.boolean(),
  ask: z.boolean(),
  leave: z.boolean(),
  edit: z.boolean(),
  manageMembers: z.boolean(),
  archive: z.boolean(),
  writePages: z.boolean(),
  importPages: z.boolean(),
});
export type CommunityAbilities = z.infer<typeof CommunityAbilities>;

export const CommunityChip = z.object({ id: Id, name: z.string(), slug: z.string(), emblem: Emblem, visibility: CommunityVisibility });
export type CommunityChip = z.infer<typeof CommunityChip>;

export const CommunityView = CommunityChip.extend({
  description: z.string(),
  memberCount: z.int(),
  pageCount: z.int(),
  archivedAt: Instant.nullable(),
  /** Who may write wiki pages: every member, or animators only. */
  pagesWrittenBy: z.enum(['members', 'animators']),
  annotatedBy: AnnotatedBy,
  membership: z.object({ role: MemberRole, state: MembershipState }).nullable(),
  animators: z.array(PersonChip),
  /** Requests waiting for an animator; 0 for everybody else. */
  requestCount: z.int(),
  can: CommunityAbilities,
});
export type CommunityView = z.infer<typeof CommunityView>;

export const MemberView = z.object({
  person: PersonCard,
  role: MemberRole,
  state: MembershipState,
  since: Instant,
});
export type MemberView = z.infer<typeof MemberView>;

/** Reads also accept the community's slug, as it stands in addresses. */
const byIdOrSlug = z.strictObject({ id: z.union([Id, Slug]) });
const memberOf = z.strictObject({ id: Id, userId: Id });

export const communityRoutes = {
  listCommunities: route({
    method: 'GET',
    path: '/communities',
    access: 'session',
    summary: 'Communities that I may know of: mine, or all that are listed to me',
    query: PageQuery.extend({
      filter: z.enum(['mine', 'all']).default('all'),
      archived: z.stringbool().default(false),
      q: words.optional(),
    }),
    response: listOf(CommunityView),
  }),
  createCommunity: route({
    method: 'POST',
    path: '/communities',
    access: 'session',
    status: 201,
    summary: 'Creates a community; its creator animates it',
    body: z.strictObject({
      id: Id.optional(),
      name: line(80),
      slug: Slug.optional(),
      description: paragraph(500).default(''),
      visibility: CommunityVisibility,
      emblem: Emblem.optional(),
      pagesWrittenBy: z.enum(['members', 'animators']).default('members'),
      annotatedBy: AnnotatedBy.default('employees'),
    }),
    response: CommunityView,
  }),
  readCommunity: route({
    method: 'GET',
    path: '/communities/:id',
    access: 'session',
    summary: 'A community, by id or slug',
    params: byIdOrSlug,
    response: CommunityView,
  }),
  editCommunity: route({
    method: 'PATCH',
    path: '/communities/:id',
    access: 'session',
    summary: 'Edits a community; making it secret or closed ends access at once for those who are not members',
    params: byId,
    body: z
      .strictObject({
        name: line(80),
        description: paragraph(500),
        visibility: CommunityVisibility,
        emblem: Emblem,
        pagesWrittenBy: z.enum(['members', 'animators']),
        annotatedBy: AnnotatedBy,
      })
      .partial(),
    response: CommunityView,
  }),
  archiveCommunity: route({
    method: 'PUT',
    path: '/communities/:id/archive',
    access: 'session',
    summary: 'Archives: readable as before, nothing can be written',
    params: byId,
    response: CommunityView,
  }),
  unarchiveCommunity: route({
    method: 'DELETE',
    path: '/communities/:id/archive',
    access: 'session',
    summary: 'Takes a community out of the archive',
    params: byId,
    response: CommunityView,
  }),

  joinCommunity: route({
    method: 'PUT',
    path: '/communities/:id/membership',
    access: 'session',
    summary: 'Joins an open community, asks to join a closed one, or accepts an invitation',
    params: byId,
    response: CommunityView,
  }),
  leaveCommunity: route({
    method: 'DELETE',
    path: '/communities/:id/membership',
    access: 'session',
    status: 204,
    summary: 'Leaves, withdraws a request, or declines an invitation',
    params: byId,
  }),

  listMembers: route({
    method: 'GET',
    path: '/communities/:id/members',
    access: 'session',
    summary: 'Members; requests and invitations for animators',
    params: byId,
    query: PageQuery.extend({ state: MembershipState.default('member'), q: words.optional() }),
    response: listOf(MemberView),
  }),
  setMember: route({
    method: 'PUT',
    path: '/communities/:id/members/:userId',
    access: 'session',
    summary: 'Adds a member, accepts a request, or changes a role',
    params: memberOf,
    body: z.strictObject({ role: MemberRole.default('member') }),
    response: MemberView,
  }),
  removeMember: route({
    method: 'DELETE',
    path: '/communities/:id/members/:userId',
    access: 'session',
    status: 204,
    summary: 'Removes a member, refuses a request, or withdraws an invitation; with `state`, only while it is still that',
    params: memberOf,
    query: z.strictObject({ state: MembershipState.optional() }),
  }),
  inviteMember: route({
    method: 'PUT',
    path: '/communities/:id/invitations/:userId',
    access: 'session',
    summary: 'Invites somebody to join',
    params: memberOf,
    body: z.strictObject({ role: MemberRole.default('member') }),
    response: MemberView,
  }),
};
