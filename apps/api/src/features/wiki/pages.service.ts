import { Injectable } from '@nestjs/common';
import type { PageAbilities, PageDraft, PageRef, PageView, PersonChip, wikiRoutes } from '@parvis/shared';
import { CommunityAccess } from '../../communities/public.ts';
import { type VisibilityRow, canSeeRow, visibleTo } from '../../content/public.ts';
import { People, personChipJson } from '../../people/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import type { Given } from '../../platform/http/route.ts';
import { forbidden, notFound } from '../../platform/http/refusal.ts';
import { normalAddress } from './address.ts';
import { type PageFacts, pageAbilities } from './page.policy.ts';
import { READ_BRANCH, READ_PAGE, READ_TREE } from './page.queries.ts';

type Json = string;

type Found = PageFacts &
  VisibilityRow & {
    body: Json;
    links: (VisibilityRow & { page: PageRef })[] | null;
    review: Pick<PageView['review'], 'reviewAt' | 'due' | 'confirmedAt'>;
    ownerId: string | null;
    confirmedById: string | null;
    draft: (Omit<PageDraft, 'authors'> & { authorIds: string[] }) | null;
  };
/** What code adds to the JSON that the database made. */
type Added = Pick<PageView, 'links' | 'mentions' | 'review' | 'draft' | 'can'>;

/** In JSON, quotes in somebody's text are escaped: only the attribute itself is found. */
const MENTION = /"personId"\s*:\s*"([\da-f-]{36})"/g;

const namedIn = (body: Json): Set<string> => new Set(Array.from(body.matchAll(MENTION), ([, id]) => id!));

/** Reading the wiki. Answers are the database's own JSON, sent as they lie. */
@Injectable()
export class PagesService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly people: People,
  ) {}

  /** As its readers read it; `draft`: as its editors have it, for them alone. */
  async read(person: Person, pageId: string, version?: 'draft'): Promise<Json> {
    const { found, links, can } = await this.load(person, pageId, version === 'draft');
    if (version === 'draft' && !can.edit) throw forbidden('You may read this page, not its draft.');
    const draft = can.edit ? found.draft : null;
    const named = namedIn(found.body);
    const people = await this.peopleOf(person, [...named, found.ownerId, found.confirmedById, ...(draft?.authorIds ?? [])]);
    const chip = (id: string | null): PersonChip | null => people.get(id ?? '')?.chip ?? null;
    const added: Added = {
      links,
      mentions: [...named].flatMap((id) => (people.get(id)?.known ? (chip(id) ?? []) : [])),
      review: { ...found.review, owner: chip(found.ownerId), confirmedBy: chip(found.confirmedById) },
      draft: draft && { changed: draft.changed, since: draft.since, authors: draft.authorIds.flatMap((id) => chip(id) ?? []) },
      can,
    };
    return `${found.body.slice(0, -1)},${JSON.stringify(added).slice(1)}`;
  }

  /** The people named in a document of whom the reader may know. */
  async mentionsIn(person: Person, body: Json): Promise<PersonChip[]> {
    const people = await this.peopleOf(person, [...namedIn(body)]);
    return [...people.values()].filter(({ known }) => known).map(({ chip }) => chip);
  }

  /** People by their ids, and whether the reader may know of each. Most pages name nobody, and cost nothing more. */
  private async peopleOf(person: Person, ids: readonly (string | null)[]): Promise<Map<string, { chip: PersonChip; known: boolean }>> {
    const asked = ids.filter((id) => id !== null);
    if (asked.length === 0) return new Map();
    const rows = await this.db.many<{ chip: PersonChip; known: boolean }>(
      `SELECT ${personChipJson('p')} AS chip, ${this.people.visibleTo('$1', 'p')} AS known FROM person p WHERE p.id = ANY($2::uuid[])`,
      [person.id, asked],
    );
    return new Map(rows.map((row) => [row.chip.id, row]));
  }

  /** What the person may do to a page that she can read. */
  async abilities(person: Person, pageId: string): Promise<PageAbilities> {
    return (await this.load(person, pageId, false)).can;
  }

  private async load(person: Person, pageId: string, draft: boolean) {
    const found = await this.db.one<Found>(READ_PAGE, [person.id, pageId, draft]);
    if (!found || !canSeeRow(person, found)) throw notFound();
    const links = (found.links ?? []).filter((link) => canSeeRow(person, link)).map(({ page }) => page);
    return { found, links, can: pageAbilities(person.id, found) };
  }

  async tree(person: Person, communityId: string, { parentId }: Given<typeof wikiRoutes.readPageTree>['query']): Promise<Json> {
    return parentId === undefined
      ? this.communities.readIn<Json>(person, communityId, READ_TREE)
      : this.communities.readIn<Json>(person, communityId, READ_BRANCH, [parentId]);
  }

  /** The page that an old or imported address led to. */
  async resolveAddress(person: Person, communityId: string, path: string): Promise<PageRef> {
    const found = await this.db.one<PageRef>(
      `SELECT c.id, c.title, c.slug FROM page_address a JOIN content c ON c.id = a.page_id AND ${visibleTo('$1', 'c')}
       WHERE a.community_id = $2 AND a.path = $3`,
      [person.id, communityId, normalAddress(path)],
    );
    if (!found) throw notFound();
    return found;
  }
}
