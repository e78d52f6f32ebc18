import { z } from 'zod';
import { CommunityChip } from './communities.ts';
import { route } from './contract.ts';
import { PersonChip } from './people/person.ts';
import { Id, Instant, PageQuery, byId, listOf } from './text.ts';

export const ContentKind = z.enum(['page', 'annotation']);
export type ContentKind = z.infer<typeof ContentKind>;

export const ContentState = z.enum(['draft', 'published', 'archived']);
export type ContentState = z.infer<typeof ContentState>;

/** `community`: whoever may read the community. `members`: its members only. `participants`: those of an explicit list (a draft, a restricted page). */
export const Audience = z.enum(['community', 'members', 'participants']);
export type Audience = z.infer<typeof Audience>;

/** A piece of content in a list: recent pages, favourites, trash. */
export const ContentCard = z.object({
  id: Id,
  kind: ContentKind,
  title: z.string(),
  slug: z.string(),
  excerpt: z.string(),
  state: ContentState,
  audience: Audience,
  community: CommunityChip.nullable(),
  author: PersonChip.nullable(),
  lastEditor: PersonChip.nullable(),
  updatedAt: Instant,
});
export type ContentCard = z.infer<typeof ContentCard>;

/**
 * The rule that decides who sees a piece of content, for a sentence in plain words, e.g.
 * `open` → "All 612 employees, and 2 invited partners"; `list` → "3 people".
 */
export const AudienceView = z.object({
  rule: z.enum(['open-community', 'closed-community', 'secret-community', 'list', 'list-in-community']),
  community: CommunityChip.nullable(),
  /** People who can see it now. */
  count: z.int(),
  /** Members of the community among them who belong to another organization. */
  partners: z.int(),
  /** The restricted page whose list decides, when it is not this one. */
  restrictedBy: z.object({ id: Id, title: z.string() }).nullable(),
  /** The first of them by name, at most 12; those whom I may know of. */
  people: z.array(PersonChip),
  /** The whole list of this very page, for whoever may change it; null when it has none of its own, or is not mine to change. */
  listed: z.array(PersonChip).nullable(),
  can: z.object({ restrict: z.boolean() }),
});
export type AudienceView = z.infer<typeof AudienceView>;

export const TrashedContent = ContentCard.extend({
  deletedAt: Instant,
  deletedBy: PersonChip.nullable(),
  /** When it is erased for good: 30 days after it was deleted. */
  erasedAt: Instant,
  /** Pages that were deleted with it. */
  withDescendants: z.int(),
});
export type TrashedContent = z.infer<typeof TrashedContent>;

export const contentRoutes = {
  readAudience: route({
    method: 'GET',
    path: '/contents/:id/audience',
    access: 'session',
    summary: 'Who can see this?',
    params: byId,
    response: AudienceView,
  }),
  setAudience: route({
    method: 'PUT',
    path: '/contents/:id/audience',
    access: 'session',
    summary: 'Restricts to a list of people, or opens to the community again',
    params: byId,
    body: z.discriminatedUnion('audience', [
      z.strictObject({ audience: z.literal('community') }),
      z.strictObject({ audience: z.literal('participants'), participantIds: z.array(Id).min(1).max(500) }),
    ]),
    response: AudienceView,
  }),
  addFavourite: route({
    method: 'PUT',
    path: '/contents/:id/favourite',
    access: 'session',
    status: 204,
    summary: 'Adds to my favourites',
    params: byId,
  }),
  removeFavourite: route({
    method: 'DELETE',
    path: '/contents/:id/favourite',
    access: 'session',
    status: 204,
    summary: 'Removes from my favourites',
    params: byId,
  }),
  listFavourites: route({
    method: 'GET',
    path: '/favourites',
    access: 'session',
    summary: 'My favourites, newest first',
    query: PageQuery,
    response: listOf(ContentCard),
  }),
  recordVisit: route({
    method: 'PUT',
    path: '/contents/:id/visit',
    access: 'session',
    status: 204,
    summary: 'Remembers that I read this',
    params: byId,
  }),
  listVisited: route({
    method: 'GET',
    path: '/recently-viewed',
    access: 'session',
    summary: 'What I read last',
    query: PageQuery,
    response: listOf(ContentCard),
  }),
  listRecent: route({
    method: 'GET',
    path: '/recent',
    access: 'session',
    summary: 'What changed last in my communities',
    query: PageQuery,
    response: listOf(ContentCard),
  }),
  listTrash: route({
    method: 'GET',
    path: '/trash',
    access: 'session',
    summary: 'What I may restore, newest first',
    query: PageQuery.extend({ communityId: Id.optional() }),
    response: listOf(TrashedContent),
  }),
  restoreFromTrash: route({
    method: 'PUT',
    path: '/trash/:id/restoration',
    access: 'session',
    summary: 'Restores what was deleted, with all that was deleted with it',
    params: byId,
    response: ContentCard,
  }),
};
