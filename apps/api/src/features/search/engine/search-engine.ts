import type { FileRef, MarkedText, PageRef, PersonChip, SearchHit, SearchKind } from '@parvis/shared';
import type { Person } from '../../../platform/database/actor.ts';
import type { Asked } from '../text/asked.ts';
import type { Wider } from '../text/asked-query.ts';
import type { Piece } from '../text/excerpt.ts';

/** Where a search goes on. */
export interface Place {
  /** Seconds since 1970 when the search began: how new something is is reckoned from then. */
  asked: number;
  /** The last entry, by name and time, of the band that was read to its end. */
  band: { named: number; at: string; id: string } | null;
  /** The last entry shown of the present band. */
  after: { score: number; id: string } | null;
}

export interface Filters {
  kind?: SearchKind | undefined;
  communityId?: string | undefined;
  authorId?: string | undefined;
  /** Days of the viewer's own time zone. */
  from?: string | undefined;
  to?: string | undefined;
}

export interface Search {
  asked: Asked;
  wider: Wider;
  /** One of the wanted things may be missing. */
  butOne: boolean;
  filters: Filters;
  place: Place;
  limit: number;
}

/** A hit whose text is not marked yet. */
export interface Hit extends Pick<
  SearchHit,
  'kind' | 'id' | 'title' | 'communityId' | 'community' | 'author' | 'updatedAt' | 'state' | 'audience' | 'breadcrumb'
> {
  /** The piece of its text that shows most of what was asked; null where there is no text. */
  piece: Piece | null;
  job: string | null;
  slug: string | null;
  communitySlug: string | null;
  page: PageRef | null;
  person: { chip: PersonChip; organization: string } | null;
  file: FileRef | null;
}

export interface HitPage {
  hits: Hit[];
  /** Null at the end. */
  next: Place | null;
}

/** What is offered while somebody types, not marked yet. */
export interface Offered {
  pages: Unmarked<{
    id: string;
    title: string;
    slug: string;
    community: SearchHit['community'];
    parentTitle: string | null;
    visited: boolean;
  }>[];
  people: Unmarked<PersonChip & { job: string; organization: string }>[];
  communities: Unmarked<NonNullable<SearchHit['community']> & { mine: boolean }>[];
}
type Unmarked<T> = T & { titleParts?: MarkedText };

/**
 * What answers searches. Whoever implements it puts the rights of the viewer into the query itself: what she may not
 * see is neither counted nor cut off by a limit, and a check afterwards may only take away.
 */
export abstract class SearchEngine {
  abstract find(viewer: Person, search: Search): Promise<HitPage>;

  /** Names that begin with what was typed; without words, what the viewer read last and her communities. */
  abstract offer(viewer: Person, asked: Asked | null, wider: Wider, about: { communityId: string | null; limit: number }): Promise<Offered>;

  /** Words that slips of the finger may have meant, by the word typed, the nearest first. They may come from anywhere: show none that was not found. */
  abstract near(words: readonly string[]): Promise<Map<string, string[]>>;
}
