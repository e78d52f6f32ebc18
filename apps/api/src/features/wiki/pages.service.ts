import { Injectable } from '@nestjs/common';
import type { PageAbilities, PageDraft, PageRef, PersonChip, wikiRoutes } from '@parvis/shared';
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

type Found = PageFacts & VisibilityRow & { body: Json; draft: PageDraft | null; links: (VisibilityRow & { page: PageRef })[] | null };

/** In JSON, quotes in somebody's text are escaped: only the attribute itself is found. */
const MENTION = /"personId"\s*:\s*"([\da-f-]{36})"/g;

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
    const { body, links, can, draft } = await this.load(person, pageId, version === 'draft');
    if (version === 'draft' && !can.edit) throw forbidden('You may read this page, not its draft.');
    const mentions = await this.mentionsIn(person, body);
    return `${body.slice(0, -1)},"links":${JSON.stringify(links)},"mentions":${JSON.stringify(mentions)},"draft":${JSON.stringify(can.edit ? draft : null)},"can":${JSON.stringify(can)}}`;
  }

  /** The people named in a document of whom the reader may know. Most pages name nobody, and cost nothing more. */
  async mentionsIn(person: Person, body: Json): Promise<PersonChip[]> {
    const ids = new Set(Array.from(body.matchAll(MENTION), ([, id]) => id));
    if (ids.size === 0) return [];
    const rows = await this.db.many<{ chip: PersonChip }>(
      `SELECT ${personChipJson('p')} AS chip FROM person p WHERE p.id = ANY($2::uuid[]) AND ${this.people.visibleTo('$1', 'p')}`,
      [person.id, [...ids]],
    );
    return rows.map(({ chip }) => chip);
  }

  /** What the person may do to a page that she can read. */
  async abilities(person: Person, pageId: string): Promise<PageAbilities> {
    return (await this.load(person, pageId, false)).can;
  }

  private async load(person: Person, pageId: string, draft: boolean) {
    const found = await this.db.one<Found>(READ_PAGE, [person.id, pageId, draft]);
    if (!found || !canSeeRow(person, found)) throw notFound();
    const links = (found.links ?? []).filter((link) => canSeeRow(person, link)).map(({ page }) => page);
    return { body: found.body, links, can: pageAbilities(person.id, found), draft: found.draft };
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
