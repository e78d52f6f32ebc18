import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { CommunityAccess } from '../../../communities/public.ts';
import { People } from '../../../people/public.ts';
import type { Person } from '../../../platform/database/actor.ts';
import { PagesService } from '../pages.service.ts';
import { KeptPages } from './kept-pages.ts';
import { Outlines } from './outlines.ts';

let app: TestApp;
let people: Record<'animator' | 'member' | 'reader' | 'listed', TestPerson>;
let kept: PagesService;
let ids: Record<'community' | 'other' | 'top' | 'below' | 'beside' | 'draft' | 'restricted' | 'elsewhere' | 'file', string>;
beforeAll(async () => {
  app = await startTestApp();
  const [animator, member, reader, listed] = await Promise.all([
    app.people.create(),
    app.people.create(),
    app.people.create(),
    app.people.create(),
  ]);
  people = { animator, member, reader, listed };
  const [community, other] = await Promise.all([
    app.communities.create({ visibility: 'open', animators: [animator], members: [member, listed] }),
    app.communities.create({ animators: [animator] }),
  ]);
  const write = (title: string, more: object = {}) => app.pages.create({ communityId: community, author: animator, title, ...more });
  const top = await write('Accueil');
  const below = await write('Dessous', { parentId: top });
  ids = {
    community,
    other,
    top,
    below,
    beside: await write('À côté'),
    draft: await write('Brouillon', { draft: true }),
    restricted: await write('Pour quelques-uns', { participants: [animator, listed] }),
    elsewhere: await app.pages.create({ communityId: other, author: animator, title: 'Ailleurs' }),
    file: uuidv7(),
  };
  await app.db.many(`INSERT INTO page_link (page_id, target_id) SELECT $1, unnest($2::uuid[])`, [
    top,
    [ids.beside, ids.restricted, ids.elsewhere],
  ]);
  await app.db.many(
    `INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES ($1, 'plan.txt', 'text/plain', 1, '\\x00', $2)`,
    [ids.file, `files/${ids.file}`],
  );
  kept = readingAnew();
});
afterAll(() => app.close());

/** A process that has read nothing yet. */
const readingAnew = (pages = new KeptPages(app.db)) =>
  new PagesService(app.db, app.nest.get(CommunityAccess), app.nest.get(People), pages, new Outlines(app.db));

/** Something happens once, between asking who may read a page and reading what stands on it. */
class Interrupted extends KeptPages {
  private happens: (() => Promise<unknown>) | null;

  constructor(happens: () => Promise<unknown>) {
    super(app.db);
    this.happens = happens;
  }

  override async read(...asked: Parameters<KeptPages['read']>) {
    const { happens } = this;
    this.happens = null;
    await happens?.();
    return super.read(...asked);
  }
}

const asPerson = ({ id }: TestPerson): Person => ({
  id,
  organizationKind: 'customer',
  roles: [],
  sessionId: null,
  tokenId: null,
  scopes: null,
  requestId: null,
});

/** All that everybody is told: each page and both trees. */
async function told(pages: PagesService): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  const { community, other, file: _, ...pageIds } = ids;
  const note = async (what: string, ask: () => Promise<Buffer | string>) => {
    answers[what] = await ask().then(
      (json) => JSON.parse(String(json)) as unknown,
      (error: { status: number }) => error.status,
    );
  };
  for (const [who, person] of Object.entries(people)) {
    for (const [what, id] of Object.entries(pageIds)) await note(`${who}: ${what}`, () => pages.read(asPerson(person), id));
    for (const id of [community, other]) await note(`${who}: tree ${id}`, () => pages.tree(asPerson(person), id, {}));
  }
  return answers;
}

const sql = (text: string, ...values: unknown[]) => app.db.many(text, values);
const as = (who: keyof typeof people) => app.as(people[who]);

/** Whatever a page or a tree shows changes, by a screen or by another process; in this order, each on top of the one before. */
const CHANGES: [what: string, change: () => Promise<unknown>][] = [
  ['nothing', async () => undefined],
  ['a title', () => as('animator').patch(`/pages/${ids.beside}`, { title: 'À côté, autrement' })],
  ['the title of a page above', () => as('animator').patch(`/pages/${ids.top}`, { title: 'Bienvenue' })],
  ['a text', () => as('member').put(`/pages/${ids.below}/document`, { markdown: 'Un **autre** texte.' })],
  ['a new page', () => app.pages.create({ communityId: ids.community, author: people.member, title: 'Nouvelle' })],
  [
    'a page below another',
    () => as('member').post('/pages', { communityId: ids.community, parentId: ids.below, title: 'Plus bas', markdown: 'x' }),
  ],
  ['a place', () => as('animator').put(`/pages/${ids.beside}/place`, { parentId: ids.below })],
  ['labels', () => as('member').put(`/contents/${ids.top}/labels`, { labels: ['sécurité', 'accueil'] })],
  ['other labels', () => as('member').put(`/contents/${ids.top}/labels`, { labels: ['accueil'] })],
  ['a link more', () => sql(`INSERT INTO page_link (page_id, target_id) VALUES ($1, $2)`, ids.below, ids.top)],
  ['a link less', () => sql(`DELETE FROM page_link WHERE page_id = $1 AND target_id = $2`, ids.top, ids.beside)],
  ['a link that readers see', () => sql(`UPDATE page_link SET draft = NOT draft WHERE page_id = $1`, ids.below)],
  ['a file', () => sql(`INSERT INTO file_use (content_id, file_id) VALUES ($1, $2)`, ids.top, ids.file)],
  ['a file of before', () => sql(`UPDATE file_use SET place = 'past' WHERE content_id = $1`, ids.top)],
  ['for members only', () => sql(`UPDATE content SET audience = 'members' WHERE id = $1`, ids.beside)],
  ['a list', () => sql(`INSERT INTO content_participant (content_id, person_id) VALUES ($1, $2)`, ids.restricted, people.member.id)],
  [
    'a shorter list',
    () => sql(`DELETE FROM content_participant WHERE content_id = $1 AND person_id = $2`, ids.restricted, people.listed.id),
  ],
  ['another list', () => sql(`UPDATE content SET audience = 'participants', scope_id = id WHERE id = $1`, ids.below)],
  [
    'no list',
    () => sql(`UPDATE content SET audience = 'community', scope_id = NULL WHERE id = ANY($1::uuid[])`, [ids.below, ids.restricted]),
  ],
  [
    'a draft published',
    () => sql(`UPDATE content SET state = 'published', audience = 'community', scope_id = NULL WHERE id = $1`, ids.draft),
  ],
  ['the trash', () => as('animator').delete(`/pages/${ids.draft}`)],
  ['back from it', () => sql(`UPDATE content SET deleted_at = NULL, deleted_with = NULL WHERE id = $1`, ids.draft)],
  ['a name', () => sql(`UPDATE person SET name = 'Ana Autrement' WHERE id = $1`, people.animator.id)],
  ['a favourite', () => as('reader').put(`/contents/${ids.top}/favourite`)],
  [
    'what is watched',
    () => sql(`INSERT INTO content_watch (content_id, person_id, below, level) VALUES ($1, $2, true, 'all')`, ids.top, people.member.id),
  ],
  [
    'what of a community is watched',
    () => sql(`INSERT INTO community_watch (community_id, person_id, level) VALUES ($1, $2, 'none')`, ids.community, people.reader.id),
  ],
  ['who answers for it', () => sql(`UPDATE page SET owner_id = $2, review_at = current_date - 1 WHERE id = $1`, ids.top, people.member.id)],
  ['the name of a community', () => sql(`UPDATE community SET name = 'Autre nom' WHERE id = $1`, ids.community)],
  ['a closed community', () => sql(`UPDATE community SET visibility = 'closed' WHERE id = $1`, ids.community)],
  ['a membership', () => sql(`DELETE FROM membership WHERE community_id = $1 AND person_id = $2`, ids.community, people.listed.id)],
  [
    'a role',
    () => sql(`UPDATE membership SET role = 'animator' WHERE community_id = $1 AND person_id = $2`, ids.community, people.member.id),
  ],
  ['an archived community', () => sql(`UPDATE community SET archived_at = now() WHERE id = $1`, ids.community)],
];

describe('what a process keeps of pages and trees is told only while it is so', () => {
  it.each(CHANGES)('%s', async (what, change) => {
    await told(kept);
    const before = await told(kept);
    await change();
    const now = await told(readingAnew());
    if (what !== 'nothing') expect(now).not.toEqual(before);
    expect(await told(kept)).toEqual(now);
    expect(await told(kept)).toEqual(now);
  });

  it('was told from what is kept', async () => {
    const [{ version } = { version: 0 }] = await app.db.many<{ version: string }>(
      `SELECT version FROM community_outline WHERE community_id = $1`,
      [ids.community],
    );
    expect(Number(version)).toBeGreaterThan(10);
    const statements = await app.statements(() => told(kept));
    // Reads that are refused ask for nothing more either.
    expect(statements.length).toBeLessThanOrEqual(Object.keys(people).length * 9 + 8);
  });
});

describe('what changes while somebody reads', () => {
  const open = () =>
    app.pages
      .create({ communityId: ids.other, author: people.animator, title: 'Ouverte' })
      .then((id) => ({ id, reader: asPerson(people.animator) }));

  it('is read as it is afterwards', async () => {
    const { id, reader } = await open();
    const service = readingAnew(new Interrupted(() => sql(`UPDATE content SET title = 'Après' WHERE id = $1`, id)));
    expect(JSON.parse(String(await service.read(reader, id)))).toMatchObject({ title: 'Après' });
  });

  it('is not read where she may not any more', async () => {
    const { id, reader } = await open();
    const service = readingAnew(
      new Interrupted(() => sql(`UPDATE content SET audience = 'participants', scope_id = id, title = 'Secrète' WHERE id = $1`, id)),
    );
    await expect(service.read(reader, id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('the number of an outline', () => {
  const versions = () => app.db.many(`SELECT community_id, version FROM community_outline ORDER BY community_id`);

  it('stays while only texts change', async () => {
    const before = await versions();
    await sql(`UPDATE content SET excerpt = 'autre', updated_at = now() WHERE id = $1`, ids.top);
    await sql(`UPDATE page SET review_at = current_date WHERE id = $1`, ids.top);
    expect(await versions()).toEqual(before);
  });

  it('grows once, however much changes at once, in each community that it concerns', async () => {
    const count = async (id: string) =>
      Number((await app.db.one<{ version: string }>(`SELECT version FROM community_outline WHERE community_id = $1`, [id]))?.version);
    const before = [await count(ids.community), await count(ids.other)];
    await sql(`UPDATE content SET title = title || '!' WHERE community_id = ANY($1::uuid[]) AND kind = 'page'`, [ids.community, ids.other]);
    expect(await count(ids.community)).toBe(before[0]! + 1);
    expect(await count(ids.other)).toBe(before[1]! + 1);
  });
});
