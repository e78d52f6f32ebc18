import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchAnswer, SearchSuggestions } from '@parvis/shared';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { SearchUpkeep } from './index/upkeep.service.ts';

let app: TestApp;
let ana: TestPerson;
let people: Record<'employee' | 'member' | 'partner' | 'partnerIn' | 'vendor' | 'administrator', TestPerson>;
let ids: { open: string; secret: string; page: string };

/** A word for each thing, so that what is found tells what was seen. Letters alone: words are words. */
const WORD = {
  page: 'zibelinepage',
  secretPage: 'zibelinesecrete',
  secretCommunity: 'zibelinecommunaute',
  closedCommunity: 'zibelinefermee',
  restricted: 'zibelinerestreinte',
  below: 'zibelinedessous',
  draft: 'zibelinebrouillon',
  trashed: 'zibelinejetee',
  unpublished: 'zibelineinedite',
  published: 'zibelinepubliee',
  annotation: 'zibelineannotation',
  membersNote: 'zibelinemembres',
  privateNote: 'zibelineprivee',
  noteOnSecret: 'zibelinemarge',
  reply: 'zibelinereponse',
  file: 'zibelinefichier',
  secretFile: 'zibelinepiece',
  person: 'Zibelineactive',
  deactivated: 'Zibelinepartie',
  pending: 'Zibelineattente',
  partnerPerson: 'Zibelinepartenaire',
} as const;
type Thing = keyof typeof WORD;

const fileIn = (pageId: string, name: string) =>
  app.db.many(
    `WITH f AS (INSERT INTO file (id, name, media_type, size, sha256, storage_key) VALUES (uuidv7(), $2, 'text/plain', 1, '\\x00', $2) RETURNING id)
     INSERT INTO file_use (content_id, file_id) SELECT $1, id FROM f`,
    [pageId, `${name}.txt`],
  );

beforeAll(async () => {
  app = await startTestApp();
  const { create } = app.people;
  ana = await create({ name: 'Ana', roles: ['admin'] });
  people = {
    employee: await create({ name: 'Ève' }),
    member: await create({ name: 'Bob' }),
    partner: await create({ name: 'Max', organization: 'partner' }),
    partnerIn: await create({ name: WORD.partnerPerson, organization: 'partner' }),
    vendor: await create({ name: 'Zoé', organization: 'vendor' }),
    administrator: await create({ name: 'Adèle', roles: ['admin'] }),
  };
  await create({ name: WORD.person });
  await create({ name: WORD.deactivated, deactivatedAt: new Date() });
  await create({ name: WORD.pending, pendingApproval: true });
  const open = await app.communities.create({
    name: 'Place',
    visibility: 'open',
    animators: [ana],
    members: [people.member, people.partnerIn],
  });
  const secret = await app.communities.create({ name: WORD.secretCommunity, visibility: 'secret', animators: [ana] });
  await app.communities.create({ name: WORD.closedCommunity, visibility: 'closed', animators: [ana] });
  const page = (communityId: string, title: string, more: object = {}) => app.pages.create({ communityId, author: ana, title, ...more });
  const plain = await page(open, `Note ${WORD.page}`);
  const hidden = await page(secret, `Note ${WORD.secretPage}`);
  const restricted = await page(open, WORD.restricted, { participants: [ana, people.member] });
  await page(open, WORD.below, { parentId: restricted });
  await page(open, WORD.draft, { draft: true });
  await page(open, WORD.trashed, { trashedAt: new Date() });
  const note = (pageId: string, text: string, visibility: 'private' | 'community' | 'page' = 'page') =>
    app.annotations.create({ pageId, author: ana, text, visibility });
  const thread = await note(plain, WORD.annotation);
  await app.annotations.reply(thread, ana, WORD.reply);
  await note(plain, WORD.membersNote, 'community');
  await note(plain, WORD.privateNote, 'private');
  await note(hidden, WORD.noteOnSecret);
  await fileIn(plain, WORD.file);
  await fileIn(hidden, WORD.secretFile);
  // Readers read what is published, while the draft says more.
  const drafted = (await app.as(ana).post('/pages', { communityId: open, title: 'Règle', markdown: WORD.published })).body['id'] as string;
  await app.as(ana).put(`/pages/${drafted}/draft-mode`);
  await app.as(ana).put(`/pages/${drafted}/document`, { markdown: WORD.unpublished });
  ids = { open, secret, page: plain };
  await app.settle();
  await app.nest.get(SearchUpkeep, { strict: false }).rebuild();
});
afterAll(() => app.close());

const search = async (person: TestPerson, q: string, more = '') =>
  (await app.as(person).get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}&limit=50${more}`)).body;
const suggest = async (person: TestPerson, q: string) =>
  (await app.as(person).get<SearchSuggestions>(`/search/suggestions?q=${encodeURIComponent(q)}&limit=20`)).body;

/** Her search for the word of this thing shows it: what is like it may be found in its place. */
const finds = async (person: TestPerson, thing: Thing): Promise<boolean> =>
  JSON.stringify((await search(person, WORD[thing])).items)
    .toLowerCase()
    .includes(WORD[thing].toLowerCase());

async function found(person: TestPerson): Promise<string[]> {
  const things: Thing[] = [];
  for (const thing of Object.keys(WORD) as Thing[]) if (await finds(person, thing)) things.push(thing);
  return things.toSorted();
}

const EVERYBODY_IN: Thing[] = ['page', 'published', 'annotation', 'reply', 'file'];
/** Written by hand: what each may find. */
const EXPECTED: Record<keyof typeof people, Thing[]> = {
  employee: [...EVERYBODY_IN, 'closedCommunity', 'person'],
  member: [...EVERYBODY_IN, 'membersNote', 'restricted', 'below', 'closedCommunity', 'person', 'partnerPerson'],
  partner: [],
  partnerIn: [...EVERYBODY_IN, 'membersNote', 'partnerPerson'],
  vendor: [],
  administrator: [...EVERYBODY_IN, 'closedCommunity', 'secretCommunity', 'person'],
};

describe('search finds what one may see, and nothing else', () => {
  it.each(Object.keys(EXPECTED) as (keyof typeof people)[])('%s', async (who) => {
    expect(await found(people[who])).toEqual(EXPECTED[who].toSorted());
  });

  it('the author, who finds her own drafts and private notes, yet no trash and nobody who left', async () => {
    const never: Thing[] = ['trashed', 'deactivated', 'pending', 'unpublished'];
    expect(await found(ana)).toEqual((Object.keys(WORD) as Thing[]).filter((thing) => !never.includes(thing)).toSorted());
  });

  it.each(['employee', 'partner', 'vendor'] as const)('however it is asked for: beginnings, slips and phrases, %s', async (who) => {
    for (const thing of ['secretPage', 'secretCommunity', 'privateNote', 'draft', 'trashed', 'unpublished', 'deactivated'] as const) {
      const word = WORD[thing];
      const slip = `${word.slice(0, 8)}x${word.slice(8)}`;
      for (const q of [word.slice(0, -2), slip, `"${word}"`, `note ${word}`, `${word} -rien`]) {
        const { items, corrected } = await search(people[who], q);
        expect(JSON.stringify({ items, corrected }).toLowerCase()).not.toContain(word.toLowerCase());
      }
    }
  });

  it('and no filter opens anything', async () => {
    for (const filter of [`&communityId=${ids.secret}`, `&authorId=${ana.id}`, '&kind=annotation', '&kind=file', '&kind=community'])
      expect(JSON.stringify(await search(people.employee, 'zibeline note', filter))).not.toMatch(
        /secrete|zibelinecommunaute|privee|marge|piece/,
      );
  });
});

describe('what is offered while typing', () => {
  const NAMED: Thing[] = [
    'page',
    'secretPage',
    'secretCommunity',
    'closedCommunity',
    'restricted',
    'below',
    'draft',
    'trashed',
    'person',
    'deactivated',
    'pending',
    'partnerPerson',
  ];
  const offered = async (person: TestPerson) => {
    const text = JSON.stringify(await suggest(person, 'zib')).toLowerCase();
    return NAMED.filter((thing) => text.includes(WORD[thing].toLowerCase()));
  };

  it.each(Object.keys(EXPECTED) as (keyof typeof people)[])('is what one may see: %s', async (who) => {
    expect((await offered(people[who])).toSorted()).toEqual(EXPECTED[who].filter((thing) => NAMED.includes(thing)).toSorted());
  });

  it('and so is what one read last', async () => {
    await app.as(people.member).put(`/contents/${ids.page}/visit`);
    expect((await suggest(people.member, '')).pages.map(({ id }) => id)).toEqual([ids.page]);
    await app.db.many(`INSERT INTO visit (person_id, content_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [people.partner.id, ids.page]);
    expect((await suggest(people.partner, '')).pages).toEqual([]);
  });
});

describe('whoever loses access finds nothing from the next search on', () => {
  const reader = () => people.partnerIn;

  it('by leaving a community, and by the trash; and finds it again', async () => {
    const things: Thing[] = ['page', 'annotation', 'file'];
    const all = async () => Promise.all(things.map((thing) => finds(reader(), thing)));
    expect(await all()).toEqual([true, true, true]);
    await app.as(ana).delete(`/communities/${ids.open}/members/${reader().id}`);
    expect(await all()).toEqual([false, false, false]);
    expect((await suggest(reader(), WORD.page)).pages).toEqual([]);
    await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'member', 'member')`, [
      ids.open,
      reader().id,
    ]);
    expect(await all()).toEqual([true, true, true]);
    await app.as(ana).delete(`/pages/${ids.page}`);
    expect(await all()).toEqual([false, false, false]);
    await app.as(ana).put(`/trash/${ids.page}/restoration`);
    expect(await all()).toEqual([true, true, true]);
  });

  it('by a community that is closed', async () => {
    expect(await finds(people.employee, 'page')).toBe(true);
    await app.as(ana).patch(`/communities/${ids.open}`, { visibility: 'secret' });
    expect(await finds(people.employee, 'page')).toBe(false);
    expect((await search(people.employee, 'Place', '&kind=community')).items).toEqual([]);
  });
});
