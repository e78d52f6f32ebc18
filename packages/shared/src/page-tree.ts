import { z } from 'zod';
import { CommunityChip } from './communities.ts';
import { ContentCard } from './content.ts';
import { route } from './contract.ts';
import { LABELS } from './labels.ts';
import { PersonChip } from './people/person.ts';
import { Day, Id, PageQuery, byId, line, listOf, words } from './text.ts';
import { WatchLevel } from './watching.ts';
import { PageRef, PageView } from './wiki.ts';

/** Pages that one request copies at most. */
export const COPIED_PAGES = 500;

/** A label as people type it: one line, NFC, inner spaces made one. */
export const Label = line(50).transform((label) => label.replace(/\s+/g, ' '));

export const LabelCount = z.object({
  label: z.string(),
  /** Pages with it that I see. */
  count: z.int(),
});
export type LabelCount = z.infer<typeof LabelCount>;

/** Which annotations go along with a copied page: none, those that are open, or the resolved too. Of private ones only my own. */
export const CopiedAnnotations = z.enum(['none', 'open', 'all']);
export type CopiedAnnotations = z.infer<typeof CopiedAnnotations>;

export const PageCopy = PageRef.extend({
  communityId: Id,
  /** Pages copied, this one included. */
  pages: z.int(),
  /** Pages below that I cannot read, and that were left out. */
  leftOut: z.int(),
  /** Annotations copied with them. */
  annotations: z.int(),
});
export type PageCopy = z.infer<typeof PageCopy>;

export const PageTemplate = PageRef.extend({
  community: CommunityChip,
  excerpt: z.string(),
});
export type PageTemplate = z.infer<typeof PageTemplate>;

/** A page that somebody answers for, and when it is to be read again. */
export const PageReview = z.object({
  page: ContentCard,
  owner: PersonChip.nullable(),
  /** False: the owner can no longer read it; animators name somebody else. */
  ownerReads: z.boolean(),
  reviewAt: Day,
  due: z.boolean(),
});
export type PageReview = z.infer<typeof PageReview>;

export const PageSuggestion = PageRef.extend({
  community: CommunityChip,
  /** Title of the page above; null at the top, or when I may not read it. */
  parentTitle: z.string().nullable(),
});
export type PageSuggestion = z.infer<typeof PageSuggestion>;

export const Mentionable = z.object({ person: PersonChip, canRead: z.boolean() });
export type Mentionable = z.infer<typeof Mentionable>;

/** A day on which a page is to be read again. */
export const ReviewDay = z.iso
  .date()
  .refine((day) => day >= '2000-01-01' && day < '2200-01-01', { error: 'a day of this century or the next' });

const typed = words.default('');
const few = z.coerce.number().int().min(1).max(20).default(8);

export const pageTreeRoutes = {
  renamePage: route({
    method: 'PATCH',
    path: '/pages/:id',
    access: 'session',
    summary: 'Renames a page; addresses with its old name lead to it as before',
    params: byId,
    body: z.strictObject({ title: line(200) }),
    response: PageView,
    raw: true,
  }),
  movePage: route({
    method: 'PUT',
    path: '/pages/:id/place',
    access: 'session',
    summary:
      'Moves a page with all below it: `after` a sibling (null: first), or `before` one, else last. To another community it takes its readers there',
    params: byId,
    body: z.strictObject({
      communityId: Id.optional(),
      parentId: Id.nullable(),
      after: Id.nullable().optional(),
      before: Id.optional(),
    }),
    response: PageView,
    raw: true,
  }),
  copyPage: route({
    method: 'POST',
    path: '/pages/:id/copies',
    access: 'session',
    status: 201,
    summary: 'Copies a page, with what lies below when asked, at most 500 pages; pages that I cannot read are left out and counted',
    params: byId,
    body: z.strictObject({
      id: Id.optional(),
      communityId: Id.optional(),
      parentId: Id.nullable(),
      title: line(200).optional(),
      descendants: z.boolean(),
      annotations: CopiedAnnotations.default('none'),
    }),
    response: PageCopy,
  }),

  setLabels: route({
    method: 'PUT',
    path: '/contents/:id/labels',
    access: 'session',
    summary: 'The labels of a piece of content, all at once; at most 20, capitals make no difference',
    params: byId,
    body: z.strictObject({ labels: z.array(Label).max(LABELS) }),
    response: z.object({ labels: z.array(z.string()) }),
  }),
  listLabels: route({
    method: 'GET',
    path: '/communities/:id/labels',
    access: 'session',
    summary: 'Labels in use in a community, by name, with how many pages I see',
    params: byId,
    query: PageQuery.extend({ q: typed }),
    response: listOf(LabelCount),
  }),
  listLabelledPages: route({
    method: 'GET',
    path: '/communities/:id/pages-labelled',
    access: 'session',
    summary: 'Pages of a community with this label, by title',
    params: byId,
    query: PageQuery.extend({ label: Label }),
    response: listOf(ContentCard),
  }),

  watchContent: route({
    method: 'PUT',
    path: '/contents/:id/watch',
    access: 'session',
    status: 204,
    summary: 'Chooses what I want to hear of a page, with `below` also of all that lies below it, now and later',
    params: byId,
    body: z.strictObject({ below: z.boolean().default(false), level: WatchLevel.default('all') }),
  }),
  unwatchContent: route({
    method: 'DELETE',
    path: '/contents/:id/watch',
    access: 'session',
    status: 204,
    summary: 'Takes back the choice for a page: what holds above it counts again',
    params: byId,
  }),
  readCommunityWatch: route({
    method: 'GET',
    path: '/communities/:id/watch',
    access: 'session',
    summary: 'What I want to hear of a community; `watched`: everything',
    params: byId,
    response: z.object({ watched: z.boolean(), level: WatchLevel }),
  }),
  watchCommunity: route({
    method: 'PUT',
    path: '/communities/:id/watch',
    access: 'session',
    status: 204,
    summary: 'Chooses what I want to hear of a community; everything unless told',
    params: byId,
    body: z.strictObject({ level: WatchLevel.default('all') }),
  }),
  unwatchCommunity: route({
    method: 'DELETE',
    path: '/communities/:id/watch',
    access: 'session',
    status: 204,
    summary: 'Takes back the choice for a community; choices for pages stay',
    params: byId,
  }),

  markTemplate: route({
    method: 'PUT',
    path: '/pages/:id/template',
    access: 'session',
    status: 204,
    summary: 'Offers a page as a template for new ones',
    params: byId,
  }),
  unmarkTemplate: route({
    method: 'DELETE',
    path: '/pages/:id/template',
    access: 'session',
    status: 204,
    summary: 'Offers a page as a template no longer',
    params: byId,
  }),
  listTemplates: route({
    method: 'GET',
    path: '/communities/:id/templates',
    access: 'session',
    summary: 'Templates that I read: those of this community, then those of my others, by title',
    params: byId,
    query: PageQuery,
    response: listOf(PageTemplate),
  }),

  planReview: route({
    method: 'PUT',
    path: '/pages/:id/review',
    access: 'session',
    summary: 'Names who answers for a page and the day on which it is to be read again; a day needs an owner',
    params: byId,
    body: z.strictObject({ ownerId: Id.nullable(), reviewAt: ReviewDay.nullable() }),
    response: PageView,
    raw: true,
  }),
  confirmReview: route({
    method: 'PUT',
    path: '/pages/:id/review/confirmation',
    access: 'session',
    summary: 'Says that a page was read again and is right, until the next day given (null: no further day)',
    params: byId,
    body: z.strictObject({ reviewAt: ReviewDay.nullable() }),
    response: PageView,
    raw: true,
  }),
  listMyReviews: route({
    method: 'GET',
    path: '/reviews',
    access: 'session',
    summary: 'Pages that I am to read again, the most urgent first: mine, and where I animate those whose owner can no longer read them',
    query: PageQuery.extend({ due: z.stringbool().default(false) }),
    response: listOf(PageReview),
  }),
  listReviews: route({
    method: 'GET',
    path: '/communities/:id/reviews',
    access: 'session',
    summary: 'Pages of a community with a day of review, the most urgent first',
    params: byId,
    query: PageQuery.extend({ due: z.stringbool().default(false) }),
    response: listOf(PageReview),
  }),

  suggestPages: route({
    method: 'GET',
    path: '/communities/:id/page-suggestions',
    access: 'session',
    summary: 'Pages by the words typed, accents forgiven: this community first, then my others; without words the last changed',
    params: byId,
    query: z.strictObject({ q: typed, limit: few }),
    response: z.object({ items: z.array(PageSuggestion) }),
  }),
  suggestPeople: route({
    method: 'GET',
    path: '/contents/:id/mentionable',
    access: 'session',
    summary: 'People by the words typed, members first, each with whether she can read this',
    params: byId,
    query: z.strictObject({ q: typed, limit: few }),
    response: z.object({ items: z.array(Mentionable) }),
  }),
};
