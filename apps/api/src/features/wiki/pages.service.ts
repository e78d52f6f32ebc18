import { Injectable } from '@nestjs/common';
import type { PageAbilities, PageRef, PageView, PersonChip, WatchLevel, wikiRoutes } from '@parvis/shared';
import { CommunityAccess } from '../../communities/public.ts';
import { type VisibilityRow, canSeeRow, visibleTo } from '../../content/public.ts';
import { People, personChipJson } from '../../people/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import type { Given } from '../../platform/http/route.ts';
import { forbidden, notFound, unavailable } from '../../platform/http/refusal.ts';
import { normalAddress } from './address.ts';
import { type PageFacts, pageAbilities } from './page.policy.ts';
import { KeptPages, type PageStamp, type SharedPage, isOf, namedIn } from './reading/kept-pages.ts';
import type { Around, Outline, OutlineViewer } from './reading/outline.ts';
import { Outlines } from './reading/outlines.ts';
import { READ_AROUND, READ_BRANCH, READ_REFS, READ_ROOTS, STANDING, STANDING_IN_LISTS, TREE_STANDING } from './reading/reading.queries.ts';

type Json = string;

/** How somebody stands to a page: `STANDING`. */
interface Standing extends PageFacts, VisibilityRow, PageStamp {
  outlineVersion: string | null;
  lists: string[];
  communityId: string;
  community: Json;
  due: boolean;
  people: PersonChip[] | null;
  favourite: boolean;
  watches: { contentId: string; level: WatchLevel; below: boolean }[] | null;
  communityLevel: WatchLevel | null;
}
/** What is told of a page beside what is the same for all who read it, and its community. */
type Added = Omit<
  PageView,
  | 'community'
  | keyof PageRef
  | 'communityId'
  | 'parentId'
  | 'document'
  | 'text'
  | 'versionId'
  | 'state'
  | 'audience'
  | 'createdAt'
  | 'updatedAt'
  | 'labels'
  | 'template'
  | 'files'
>;

/** How often a page may change, or its outline, between two statements of one reader. */
const ATTEMPTS = 8;

/** Reading the wiki. What is the same for many is kept in the process; that it still is so, and who may read it, is asked of the database each time. */
@Injectable()
export class PagesService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly people: People,
    private readonly pages: KeptPages,
    private readonly outlines: Outlines,
  ) {}

  /** As its readers read it; `draft`: as its editors have it, for them alone. */
  async read(person: Person, pageId: string, version?: 'draft'): Promise<Buffer> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { standing, outline, can } = await this.standing(person, pageId);
      if (version === 'draft' && !can.edit) throw forbidden('You may read this page, not its draft.');
      const page = await this.pages.read(pageId, version === 'draft', standing);
      if (!page || !isOf(page, standing)) continue;
      const current = await this.outlineFor(standing, outline);
      if (current === 'again') continue;
      const added = await this.added(person, pageId, { standing, page, outline: current, can });
      return Buffer.concat([page.body, Buffer.from(`,"community":${standing.community},${JSON.stringify(added).slice(1)}`)]);
    }
    throw unavailable();
  }

  private async standing(person: Person, pageId: string): Promise<{ standing: Standing; outline: Outline | null; can: PageAbilities }> {
    const outline = this.outlines.holding(pageId);
    const lists = outline?.lists ?? [];
    const standing = await (lists.length === 0
      ? this.db.together<Standing>(STANDING, ['uuid', 'uuid'], [person.id, pageId])
      : this.db.together<Standing>(STANDING_IN_LISTS, ['uuid', 'uuid', 'uuid[]'], [person.id, pageId, lists]));
    if (!standing || !canSeeRow(person, standing)) throw notFound();
    return { standing, outline, can: pageAbilities(person.id, standing) };
  }

  /** The outline that the standing speaks of; null: none is kept. `again`: it has lists of which nobody asked yet, or is newer. */
  private async outlineFor({ communityId, outlineVersion }: Standing, known: Outline | null): Promise<Outline | null | 'again'> {
    if (known?.communityId === communityId && known.version === outlineVersion) return known;
    const read = await this.outlines.readIfAskedAgain(communityId, outlineVersion);
    return read === null || (read.version === outlineVersion && read.lists.length === 0) ? read : 'again';
  }

  private async added(
    person: Person,
    pageId: string,
    { standing, page, outline, can }: { standing: Standing; page: SharedPage; outline: Outline | null; can: PageAbilities },
  ): Promise<Added> {
    const draft = can.edit ? page.draft : null;
    const viewer: OutlineViewer = { belongs: standing.role !== null, lists: new Set(standing.lists) };
    const around = outline?.around(viewer, pageId, page.above) ?? (await this.db.hot.one<Around>(READ_AROUND, [person.id, pageId]));
    const named = await this.peopleOf(person, [...page.namedIds, ...(draft?.authorIds ?? [])]);
    const chips = new Map([...(standing.people ?? []), ...Array.from(named.values(), ({ chip }) => chip)].map((chip) => [chip.id, chip]));
    const chip = (id: string | null): PersonChip | null => chips.get(id ?? '') ?? null;
    return {
      author: chip(page.authorId),
      lastEditor: chip(page.lastEditorId),
      breadcrumb: around?.breadcrumb ?? [],
      previous: around?.previous ?? null,
      next: around?.next ?? null,
      favourite: standing.favourite,
      ...watching(standing, pageId, page.above),
      links: await this.linked(person, page.linkIds, outline, viewer),
      mentions: page.namedIds.flatMap((id) => (named.get(id)?.known ? (chip(id) ?? []) : [])),
      review: {
        owner: chip(page.ownerId),
        reviewAt: page.reviewAt,
        due: standing.due,
        confirmedAt: page.confirmedAt,
        confirmedBy: chip(page.confirmedById),
      },
      draft: draft && { changed: draft.changed, since: draft.since, authors: draft.authorIds.flatMap((id) => chip(id) ?? []) },
      can,
    };
  }

  /** Of the pages that it links to, those that she sees. */
  private async linked(person: Person, ids: readonly string[], outline: Outline | null, viewer: OutlineViewer): Promise<PageRef[]> {
    const elsewhere = ids.filter((id) => !outline?.has(id));
    const refs = elsewhere.length === 0 ? [] : await this.db.hot.many<PageRef>(READ_REFS, [person.id, elsewhere]);
    const seen = new Map(refs.map((ref) => [ref.id, ref]));
    return ids.flatMap((id) => seen.get(id) ?? outline?.ref(viewer, id) ?? []);
  }

  /** The people named in a document of whom the reader may know. */
  async mentionsIn(person: Person, body: Json): Promise<PersonChip[]> {
    const people = await this.peopleOf(person, namedIn(body));
    return [...people.values()].filter(({ known }) => known).map(({ chip }) => chip);
  }

  /** People by their ids, and whether the reader may know of each. Most pages name nobody, and cost nothing more. */
  private async peopleOf(person: Person, ids: readonly string[]): Promise<Map<string, { chip: PersonChip; known: boolean }>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.hot.many<{ chip: PersonChip; known: boolean }>(
      `SELECT ${personChipJson('p')} AS chip, ${this.people.visibleTo('$1', 'p')} AS known FROM person p WHERE p.id = ANY($2::uuid[])`,
      [person.id, ids],
    );
    return new Map(rows.map((row) => [row.chip.id, row]));
  }

  /** What the person may do to a page that she can read. */
  async abilities(person: Person, pageId: string): Promise<PageAbilities> {
    return (await this.standing(person, pageId)).can;
  }

  async tree(person: Person, communityId: string, { parentId }: Given<typeof wikiRoutes.readPageTree>['query']): Promise<Json | Buffer> {
    if (parentId !== undefined) return this.communities.readIn<Json>(person, communityId, READ_BRANCH, [parentId]);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const known = this.outlines.of(communityId);
      const { membership, version, lists } = await this.communities.loadWith<{ version: string | null; lists: string[] }>(
        person,
        communityId,
        TREE_STANDING,
        ['uuid[]'],
        [known?.lists ?? []],
      );
      const outline = await this.outlines.read(communityId, version);
      if (!outline) return this.communities.readIn<Json>(person, communityId, READ_ROOTS);
      if (outline.version === version && (outline === known || outline.lists.length === 0))
        return outline.tree({ belongs: membership?.state === 'member', lists: new Set(lists) });
    }
    throw unavailable();
  }

  /** The page that an old or imported address led to. */
  async resolveAddress(person: Person, communityId: string, path: string): Promise<PageRef> {
    const found = await this.db.hot.one<PageRef>(
      `SELECT c.id, c.title, c.slug FROM page_address a JOIN content c ON c.id = a.page_id AND ${visibleTo('$1', 'c')}
       WHERE a.community_id = $2 AND a.path = $3`,
      [person.id, communityId, normalAddress(path)],
    );
    if (!found) throw notFound();
    return found;
  }
}

/** What she hears of the page: her nearest choice, for itself, for something above it with all below, or for its community. */
function watching(
  { watches, communityLevel }: Standing,
  pageId: string,
  above: readonly string[],
): Pick<PageView, 'watching' | 'watched' | 'level'> {
  const own = watches?.find(({ contentId }) => contentId === pageId);
  const nearest = own ?? above.toReversed().flatMap((id) => watches?.find(({ contentId, below }) => below && contentId === id) ?? [])[0];
  const level = nearest?.level ?? communityLevel ?? 'mentions';
  return { watching: own ? (own.below ? 'below' : 'page') : null, watched: level === 'all', level };
}
