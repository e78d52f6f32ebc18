import { z } from 'zod';
import { CommunityChip } from './communities.ts';
import { Audience, ContentState } from './content.ts';
import { route } from './contract.ts';
import { PersonChip } from './people/person.ts';
import { Day, Id, Instant, PageQuery, wordsUpTo } from './text.ts';
import { FileRef, PageRef } from './wiki.ts';

/** What can be found. A file is found by its name, in each page that holds it. */
export const SearchKind = z.enum(['page', 'annotation', 'community', 'person', 'file']);
export type SearchKind = z.infer<typeof SearchKind>;

/** Characters (UTF-16) that a search may have. */
export const SEARCH_LENGTH = 200;
/** Letters from which one is helped while typing; a single Chinese, Japanese or Korean character is enough as well. */
export const SUGGEST_FROM = 2;

/** What somebody types to find something: words, `"a phrase"`, `-left out`. */
const Sought = wordsUpTo(SEARCH_LENGTH);

/** Text in pieces, those that were found marked. Plain text: it is never HTML. */
export const MarkedText = z.array(z.object({ text: z.string(), hit: z.boolean() }));
export type MarkedText = z.infer<typeof MarkedText>;

export const SearchHit = z.object({
  kind: SearchKind,
  /** Of the page, annotation, community, person or file. The same file can be found in several pages: `kind`, `id` and `page` together are unique. */
  id: Id,
  /** Title or name; of an annotation, the title of its page. */
  title: z.string(),
  titleParts: MarkedText,
  /** At most some 240 characters around what was found; empty when there is no text. `…` stands where text was left out. */
  excerpt: MarkedText,
  /** Where it opens in the product, e.g. `/p/<id>/<slug>`; null for a person, who has no screen of her own. */
  url: z.string().nullable(),
  communityId: Id.nullable(),
  community: CommunityChip.nullable(),
  /** Who made it; null for people, communities and those who are gone. */
  author: PersonChip.nullable(),
  /** The last change; null for people and communities. */
  updatedAt: Instant.nullable(),
  /** Of a page or annotation. */
  state: ContentState.nullable(),
  audience: Audience.nullable(),
  /** The page that an annotation or a file belongs to. */
  page: PageRef.nullable(),
  /** Of a page: from the top of the tree down to its parent; ancestors that I may not read are left out. */
  breadcrumb: z.array(PageRef),
  /** Of a person: her chip, and what she does. */
  person: PersonChip.extend({ job: z.string(), organization: z.string() }).nullable(),
  file: FileRef.nullable(),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchAnswer = z.object({
  items: z.array(SearchHit),
  /** A page may hold fewer than were asked for and still go on: only null is the end. */
  nextCursor: z.string().nullable(),
  /** What was looked for instead, when what was typed is found (almost) nowhere; null when it was understood as typed. */
  corrected: z.string().nullable(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const SuggestedPage = PageRef.extend({
  titleParts: MarkedText,
  community: CommunityChip.nullable(),
  /** The page above it, when I may read it. */
  parentTitle: z.string().nullable(),
  /** I read it lately. */
  visited: z.boolean(),
});
export type SuggestedPage = z.infer<typeof SuggestedPage>;

export const SuggestedPerson = PersonChip.extend({ titleParts: MarkedText, job: z.string(), organization: z.string() });
export type SuggestedPerson = z.infer<typeof SuggestedPerson>;

export const SuggestedCommunity = CommunityChip.extend({
  titleParts: MarkedText,
  /** I am a member. */
  mine: z.boolean(),
});
export type SuggestedCommunity = z.infer<typeof SuggestedCommunity>;

/** Each list best first; the lists are the groups of the palette. */
export const SearchSuggestions = z.object({
  pages: z.array(SuggestedPage),
  people: z.array(SuggestedPerson),
  communities: z.array(SuggestedCommunity),
});
export type SearchSuggestions = z.infer<typeof SearchSuggestions>;

export const searchRoutes = {
  search: route({
    method: 'GET',
    path: '/search',
    access: 'session',
    raw: true,
    summary: 'Finds what I may see by words, "phrases" and -exclusions, best first; accents, endings and small slips are forgiven',
    query: PageQuery.extend({
      /** 400 `nothing-to-find` when it holds no word to look for. */
      q: Sought,
      kind: SearchKind.optional(),
      communityId: Id.optional(),
      authorId: Id.optional(),
      /** First and last day of the last change, both included, as days of my own time zone. */
      from: Day.optional(),
      to: Day.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    response: SearchAnswer,
  }),
  suggest: route({
    method: 'GET',
    path: '/search/suggestions',
    access: 'session',
    summary: 'Pages, people and communities while one types; without words, what I read last and my communities',
    query: z.strictObject({
      q: Sought.default(''),
      /** Pages of this community first. */
      communityId: Id.optional(),
      /** Of each kind. */
      limit: z.coerce.number().int().min(1).max(20).default(6),
    }),
    response: SearchSuggestions,
  }),
};
