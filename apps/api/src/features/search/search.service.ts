import { Injectable } from '@nestjs/common';
import { type SearchAnswer, type SearchHit, type SearchSuggestions, SUGGEST_FROM, type searchRoutes } from '@parvis/shared';
import { z } from 'zod';
import type { Person } from '../../platform/database/actor.ts';
import { CursorTime, cursorOf, keyIn } from '../../platform/database/keyset.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Given } from '../../platform/http/route.ts';
import { correctedFrom } from './corrected.ts';
import { type Hit, type HitPage, type Place, SearchEngine } from './engine/search-engine.ts';
import { type Asked, simpleWords, takeApart } from './text/asked.ts';
import { NO_WIDER, type Wider } from './text/asked-query.ts';
import { excerptOf } from './text/excerpt.ts';
import { Marking } from './text/marking.ts';
import { wordsOf } from './text/words.ts';

type Routes = typeof searchRoutes;
type Query = Given<Routes['search']>['query'];

/** How far a search goes beyond what was typed: not; slips and beginnings; and one of the words may be missing. */
type Breadth = 0 | 1 | 2;

/** Fewer hits than this, and what was typed is taken for mistyped or not finished. */
const FEW = 3;
/** The year 2100: how new something is is reckoned from a moment, and PostgreSQL from none that is far from all others. */
const LATEST = 4_102_444_800;
const Cursor = z.tuple([
  z.literal([0, 1, 2]),
  z.int().min(0).max(LATEST),
  z.tuple([z.literal([-1, 0, 1, 2, 3]), CursorTime, z.uuid()]).nullable(),
  z.tuple([z.number(), z.uuid()]).nullable(),
]);

@Injectable()
export class SearchService {
  constructor(private readonly engine: SearchEngine) {}

  /** What is found, as JSON. One question to the engine; more only where what was typed is hardly found. */
  async search(person: Person, query: Query): Promise<string> {
    const asked = takeApart(query.q);
    if (asked.wanted.length === 0) throw nothingToFind(asked);
    const [breadth, began, band, after] = keyIn(Cursor, query.cursor) ?? [0, Math.floor(Date.now() / 1000), null, null];
    const place: Place = {
      asked: began,
      band: band && { named: band[0], at: band[1], id: band[2] },
      after: after && { score: after[0], id: after[1] },
    };
    const found = await this.find(person, query, asked, place, breadth);
    return JSON.stringify(answerOf(asked, found));
  }

  private async find(person: Person, query: Query, asked: Asked, place: Place, from: Breadth): Promise<Found> {
    const { kind, communityId, authorId, limit } = query;
    const filters = { kind, communityId, authorId, from: query.from, to: query.to };
    const ask = async (breadth: Breadth, wider: Wider): Promise<Found> => ({
      breadth,
      wider,
      page: await this.engine.find(person, { asked, wider, butOne: breadth === 2, filters, place, limit }),
    });
    const narrow = from === 0 ? await ask(0, NO_WIDER) : null;
    if (narrow && (narrow.page.hits.length >= FEW || query.cursor !== undefined)) return narrow;
    const wider = await this.wider(asked);
    const wide = from === 2 ? null : await ask(1, wider);
    const best = wide && narrow && wide.page.hits.length <= narrow.page.hits.length ? narrow : wide;
    if (best && (best.page.hits.length > 0 || asked.wanted.length === 1 || query.cursor !== undefined)) return best;
    return ask(2, wider);
  }

  private async wider(asked: Asked): Promise<Wider> {
    const simple = simpleWords(asked);
    const words = simple.filter(({ forgiving }) => forgiving).map(({ word }) => word);
    const last = simple.at(-1);
    return {
      near: await this.engine.near(words),
      beginning: last?.forgiving && last.word.length > SUGGEST_FROM ? last.word : null,
    };
  }

  async suggest(person: Person, { q, communityId, limit }: Given<Routes['suggest']>['query'] & {}): Promise<SearchSuggestions> {
    const about = { communityId: communityId ?? null, limit };
    const asked = takeApart(q);
    if (!isEnough(q)) return marked(await this.engine.offer(person, null, NO_WIDER, about), null);
    if (asked.wanted.length === 0) return { pages: [], people: [], communities: [] };
    const found = await this.engine.offer(person, asked, NO_WIDER, about);
    if (found.pages.length + found.people.length + found.communities.length > 0)
      return marked(found, new Marking(asked, beginnings(asked)));
    const near = await this.engine.near(simpleWords(asked).map(({ word }) => word));
    if ([...near.values()].every((words) => words.length === 0)) return marked(found, null);
    const wider = { near, beginning: null };
    return marked(await this.engine.offer(person, asked, wider, about), new Marking(asked, wider));
  }
}

interface Found {
  page: HitPage;
  breadth: Breadth;
  wider: Wider;
}

/** The last word is perhaps not finished. */
const beginnings = (asked: Asked): Wider => ({ near: new Map(), beginning: simpleWords(asked).at(-1)?.word ?? null });

/** Enough to be helped: two letters, or one character of a script whose characters are words. */
const isEnough = (q: string): boolean => {
  const words = [...wordsOf(q)];
  return words.some(({ text, unspaced }) => unspaced || text.length >= SUGGEST_FROM) || words.length > 1;
};

function nothingToFind(asked: Asked): Refusal {
  const excludes = asked.unwanted.length + asked.unwantedPhrases.length > 0;
  return new Refusal(
    400,
    'nothing-to-find',
    excludes ? 'Say also what to look for, not only what to leave out.' : 'Type at least one word.',
    {
      errors: [{ field: 'q', message: 'It holds no word to look for.', expected: 'at least one word' }],
    },
  );
}

function answerOf(asked: Asked, { page, breadth, wider }: Found): SearchAnswer {
  const marking = new Marking(asked, wider);
  const items = page.hits.map((hit) => itemOf(hit, marking));
  const { next } = page;
  return {
    items,
    nextCursor:
      next &&
      cursorOf([
        breadth,
        next.asked,
        next.band && [next.band.named, next.band.at, next.band.id],
        next.after && [next.after.score, next.after.id],
      ] as never),
    corrected: breadth === 0 ? null : correctedFrom(asked, wider, items),
  };
}

function itemOf(hit: Hit, marking: Marking): SearchHit {
  const { kind, id, title, communityId, community, author, updatedAt, state, audience, page, breadcrumb, file } = hit;
  return {
    kind,
    id,
    title,
    titleParts: marking.mark(title),
    excerpt: hit.job ? marking.mark(hit.job) : hit.piece ? excerptOf(hit.piece, marking) : [],
    url: addressOf(hit),
    communityId: communityId ?? (kind === 'community' ? id : null),
    community,
    author,
    updatedAt,
    state,
    audience,
    page,
    breadcrumb,
    person: hit.person && { ...hit.person.chip, job: hit.job ?? '', organization: hit.person.organization },
    file,
  };
}

function addressOf({ kind, id, slug, communitySlug, page }: Hit): string | null {
  if (kind === 'page') return `/p/${id}/${slug}`;
  if (kind === 'community') return `/c/${communitySlug}`;
  if (!page) return null;
  return kind === 'annotation' ? `/p/${page.id}/${page.slug}?annotation=${id}` : `/p/${page.id}/${page.slug}`;
}

function marked(found: Awaited<ReturnType<SearchEngine['offer']>>, marking: Marking | null): SearchSuggestions {
  const parts = (name: string) => marking?.mark(name) ?? [{ text: name, hit: false }];
  return {
    pages: found.pages.map((page) => ({ ...page, titleParts: parts(page.title) })),
    people: found.people.map((person) => ({ ...person, titleParts: parts(person.name) })),
    communities: found.communities.map((community) => ({ ...community, titleParts: parts(community.name) })),
  };
}
