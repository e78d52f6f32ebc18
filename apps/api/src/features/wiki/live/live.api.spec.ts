import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { LIVE_FRAGMENT } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { v7 as uuidv7 } from 'uuid';
import { Doc, XmlElement, type XmlText, applyUpdate, encodeStateAsUpdate, encodeStateVector, equalSnapshots, snapshot } from 'yjs';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type LiveScreen, openLive, until } from '../../../../test/live-screen.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { system } from '../../../platform/database/actor.ts';
import { LiveAccess } from './live-access.ts';
import { LivePages } from './live-pages.ts';
import { PageLog } from './page-log.ts';
import { PageStoring } from './page-storing.service.ts';

let first: TestApp;
let second: TestApp;
let addresses: [string, string];
let maelle: TestPerson;
let aicha: TestPerson;
let reader: TestPerson;
let outsider: TestPerson;
let communityId: string;
beforeAll(async () => {
  first = await startTestApp();
  second = await startTestApp({ database: first.database });
  addresses = [await first.listen(), await second.listen()];
  [maelle, aicha, reader, outsider] = await Promise.all([
    first.people.create({ name: 'Maëlle Kervadec' }),
    first.people.create({ name: 'Aïcha Benali' }),
    first.people.create({ name: 'Noémie Vasseur' }),
    first.people.create({ name: 'Paul Even' }),
  ]);
  communityId = await first.communities.create({ visibility: 'closed', pagesWrittenBy: 'members', animators: [maelle], members: [aicha] });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const screens: LiveScreen[] = [];
afterEach(() => screens.splice(0).forEach((screen) => screen.close()));
async function open(pageId: string, person: TestPerson, process: 0 | 1 = 0): Promise<LiveScreen> {
  const screen = await openLive(addresses[process], pageId, { cookie: person.cookie });
  screens.push(screen);
  return screen;
}
const newPage = (text = 'Réception des appuis') => first.pages.create({ communityId, author: maelle, title: 'Appuis', text });
const stored = async (pageId: string) => {
  await first.nest.get(PageStoring).store(pageId);
  const answer = await first.as(maelle).get(`/pages/${pageId}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body;
};

/** Whether somebody waits for a row that another holds. */
const somebodyWaits = async () =>
  (await first.db.one<{ waits: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid AND a.datname = current_database() WHERE NOT l.granted) AS waits`,
  ))!.waits;

describe('writing together', () => {
  it('shows to each what the other writes, and says saved only for what is in the log', async () => {
    const pageId = await newPage();
    const [one, two] = [await open(pageId, maelle), await open(pageId, aicha)];
    one.type(' : la veille');
    await one.saved();
    await until(() => two.text() === 'Réception des appuis : la veille');
    const { count } = (await first.db.one<{ count: number }>(`SELECT count(*)::int FROM page_update WHERE page_id = $1`, [pageId]))!;
    expect(count).toBeGreaterThan(0);
    expect((await stored(pageId))['text']).toBe('Réception des appuis : la veille');
  });

  it('tells with their true names who is there', async () => {
    const pageId = await newPage();
    const [one, two] = [await open(pageId, maelle), await open(pageId, aicha)];
    one.provider.setAwarenessField('user', { id: aicha.id, name: 'La Direction' });
    const seen = () => [...two.provider.awareness!.getStates().values()].map((state) => state['user']?.name).filter(Boolean);
    await until(() => seen().length > 0);
    expect(seen()).toEqual(['Maëlle Kervadec']);
  });

  it('goes on in another process through the log, cursors too', async () => {
    const pageId = await newPage('Un');
    const [here, there] = [await open(pageId, maelle, 0), await open(pageId, aicha, 1)];
    here.type(' deux');
    there.addParagraph('Trois');
    await until(() => here.text() === 'Un deux\nTrois' && there.text() === here.text());
    here.provider.setAwarenessField('cursor', { anchor: 1, head: 1 });
    await until(() => [...there.provider.awareness!.getStates().values()].some((state) => state['user']?.name === 'Maëlle Kervadec'));
    await Promise.all([here.saved(), there.saved()]);
    expect((await stored(pageId))['text']).toBe('Un deux\nTrois');
  });

  it('has in its log what Yjs clears away when marks were given at once in several processes', async () => {
    const pageId = await newPage();
    const screen = await open(pageId, maelle);
    const log = first.nest.get(PageLog);
    const logged = async () => (await log.read(first.db, pageId))!.live;
    const state = encodeStateAsUpdate(await logged());
    const marks = [8, 5].map((length, clientID) => {
      const other = new Doc();
      other.clientID = clientID + 1;
      applyUpdate(other, state);
      const before = encodeStateVector(other);
      ((other.getXmlFragment(LIVE_FRAGMENT).get(0) as XmlElement).get(0) as XmlText).format(0, length, { bold: {} });
      return { update: encodeStateAsUpdate(other, before), actorId: aicha.id };
    });
    await first.db.write(system, (tx) => log.append(tx, pageId, marks, 'elsewhere'));
    await until(() => screen.fragment.toJSON().includes('<bold>Récep</bold>tion'));
    await until(async () => equalSnapshots(snapshot(screen.doc), snapshot(await logged())));
    const { content } = (await stored(pageId))['document'] as NodeOf<'doc'>;
    expect(content?.[0]?.content).toMatchObject([{ text: 'Récep', marks: [{ type: 'bold' }] }, { text: 'tion des appuis' }]);
  });

  it('is stored also where two processes each let through what is out of order together: an emptied list goes', async () => {
    const pageId = await newPage('Avant');
    const item = (text: string) => ({ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
    const content = [
      { type: 'paragraph', content: [{ type: 'text', text: 'Avant' }] },
      { type: 'bulletList', content: ['Un', 'Deux'].map(item) },
    ];
    await first.as(maelle).put(`/pages/${pageId}/document`, { document: { type: 'doc', content } });
    const [near, far] = [await open(pageId, maelle, 0), await open(pageId, aicha, 1)];
    for (const [index, screen] of [near, far].entries()) (screen.fragment.get(1) as XmlElement).delete(index, 1);
    await Promise.all([near.saved(), far.saved()]);
    expect((await stored(pageId))['text']).toBe('Avant');
    await until(() => near.fragment.length === 1 && far.fragment.length === 1);
  });

  it('merges what was written while the network was away', async () => {
    const pageId = await newPage('Début');
    const [one, two] = [await open(pageId, maelle), await open(pageId, aicha)];
    one.cut();
    one.addParagraph('écrit dans le train');
    two.addParagraph('écrit au bureau');
    await two.saved();
    await one.reconnect();
    await one.saved();
    await until(() => one.text() === two.text());
    expect(one.text()).toContain('écrit dans le train');
    expect(one.text()).toContain('écrit au bureau');
  });

  it('writes a new revision some seconds after somebody wrote, while she goes on', async () => {
    const pageId = await newPage();
    const screen = await open(pageId, aicha);
    screen.type(' : la veille');
    await screen.saved();
    const read = async () => (await first.as(maelle).get(`/pages/${pageId}`)).body['text'];
    await until(async () => (await read()) === 'Réception des appuis : la veille', 8_000);
    expect(screen.provider.synced).toBe(true);
  });

  it('has a screen come again that opened its page while it was let go: what it writes is saved', async () => {
    const pageId = await newPage('Début');
    const screen = await open(pageId, maelle);
    first.nest.get(LivePages)['forget'](`page:${pageId}`);
    const { documents } = first.nest.get(LivePages).server;
    const letGo = documents.get(`page:${pageId}`);
    documents.delete(`page:${pageId}`);
    screen.type(' et suite');
    await screen.saved();
    expect((await stored(pageId))['text']).toBe('Début et suite');
    // It would keep the process awake.
    letGo?.destroy();
  });

  it('keeps a page open for who came back while what somebody who left had written was still being stored', async () => {
    const pageId = await newPage('Début');
    const pages = first.nest.get(LivePages);
    const left = await open(pageId, maelle);
    left.type(' et suite');
    await left.saved();
    let release = () => {};
    const held = first.db.write(system, async (tx) => {
      await tx.many(`SELECT id FROM page WHERE id = $1 FOR UPDATE`, [pageId]);
      await new Promise<void>((resolve) => (release = resolve));
    });
    left.close();
    await until(() => !pages.server.documents.has(`page:${pageId}`));
    const quiet = await open(pageId, aicha);
    release();
    await held;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const writes = await open(pageId, maelle);
    writes.type(', puis la pose');
    await until(() => quiet.text() === 'Début et suite, puis la pose');
  });

  it('holds nothing open of a page that could not be read, and opens it the next time', async () => {
    const pageId = await newPage('Début');
    const pages = first.nest.get(LivePages);
    await until(() => pages.count === 0);
    const since = jest.spyOn(first.nest.get(PageLog), 'since').mockRejectedValueOnce(new Error('The database is away'));
    const screen = await openLive(addresses[0], pageId, { cookie: maelle.cookie }, { wait: false });
    screens.push(screen);
    await until(() => since.mock.calls.length === 1);
    await until(() => pages.count === 0);
    since.mockRestore();
    const next = await open(pageId, aicha);
    expect(next.text()).toBe('Début');
  });

  it('writes a new revision by itself, by the person who wrote, and lets the page go when nobody writes any more', async () => {
    const pageId = await newPage();
    const screen = await open(pageId, aicha);
    screen.type(', puis la pose');
    await screen.saved();
    screen.close();
    await until(async () => (await first.as(maelle).get(`/pages/${pageId}`)).body['text'] === 'Réception des appuis, puis la pose');
    expect((await first.as(maelle).get(`/pages/${pageId}`)).body['lastEditor']).toMatchObject({ id: aicha.id });
    await until(() => first.nest.get(LivePages).count === 0);
  });
});

describe('who may write', () => {
  it('lets nobody in who may not read the page, and says the same of a page that is not there', async () => {
    const pageId = await newPage();
    expect((await open(pageId, outsider)).reasons).toEqual(['access-lost']);
    expect((await open('01900000-0000-7000-8000-000000000000', maelle)).reasons).toEqual(['access-lost']);
  });

  it('turns away whoever is not signed in, or comes from elsewhere', async () => {
    const pageId = await newPage();
    for (const headers of [{}, { cookie: 'parvis_session=x' }, { cookie: maelle.cookie, origin: 'https://ailleurs.example' }]) {
      const screen = await openLive(addresses[0], pageId, headers as Record<string, string>, { wait: false });
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(screen.provider.synced).toBe(false);
      screen.close();
    }
  });

  it('takes nothing from who may only read, and the state stays what it was', async () => {
    const openCommunity = await first.communities.create({
      visibility: 'open',
      pagesWrittenBy: 'animators',
      animators: [maelle],
      members: [reader],
    });
    const pageId = await first.pages.create({ communityId: openCommunity, author: maelle, title: 'Lecture', text: 'À lire' });
    const writer = await open(pageId, maelle);
    const before = writer.text();
    const screen = await open(pageId, reader);
    screen.type(' et à défigurer');
    await until(() => screen.reasons.includes('refused-read-only') || screen.told.some(({ kind }) => kind === 'refused'));
    expect(writer.text()).toBe(before);
    expect(await first.db.many(`SELECT seq FROM page_update WHERE page_id = $1`, [pageId])).toEqual([]);
  });

  it('puts out at once, in every process, whoever lost access, and takes nothing any more', async () => {
    const pageId = await newPage();
    const member = await first.people.create();
    await first.as(maelle).put(`/communities/${communityId}/members/${member.id}`, { role: 'member' });
    const screen = await open(pageId, member, 1);
    const writer = await open(pageId, maelle);
    await first.as(maelle).delete(`/communities/${communityId}/members/${member.id}`);
    screen.type(' encore un mot');
    await until(() => screen.reasons.includes('access-lost'));
    expect(writer.text()).toBe('Réception des appuis');
  });

  it('puts out the author of a draft that is published below what she may not read', async () => {
    const parentId = await newPage();
    const draft = (await first.as(aicha).post('/pages', { communityId, parentId, title: 'Neuve', markdown: 'x', draft: true })).body['id'];
    const screen = await open(draft, aicha);
    await first.as(maelle).put(`/contents/${parentId}/audience`, { audience: 'participants', participantIds: [maelle.id] });
    screen.type(' et suite');
    await screen.saved();
    await first.as(aicha).put(`/pages/${draft}/publication`);
    await until(() => screen.reasons.includes('access-lost'));
  });

  it('tells nobody that her access is gone while nobody can know: she comes again, and what she wrote is saved', async () => {
    const pageId = await newPage('Début');
    const screen = await open(pageId, maelle);
    const access = jest.spyOn(first.nest.get(LiveAccess), 'of').mockRejectedValueOnce(new Error('The database is away'));
    await first.db.write(system, async (tx) => tx.revoke({ kind: 'content', contentId: uuidv7() }));
    await until(() => screen.reasons.length > 0);
    screen.type(' et suite');
    await screen.saved();
    access.mockRestore();
    expect(screen.reasons[0]).toBe('reconnect');
    expect((await stored(pageId))['text']).toBe('Début et suite');
  });
});

describe('bad updates', () => {
  const hostile: [string, (screen: LiveScreen) => void][] = [
    ['an unknown block', (screen) => screen.fragment.push([new XmlElement('script')])],
    ['a link that runs', (screen) => screen.firstText().format(0, 3, { link: { href: 'javascript:alert(1)' } })],
    ['an attribute of its own', (screen) => screen.firstBlock().setAttribute('onclick', 'alert(1)')],
    ['another root', (screen) => screen.doc.getMap('secret').set('a', 1)],
    ['a row outside a table', (screen) => screen.fragment.push([new XmlElement('tableRow')])],
    ['something that is not text in text', (screen) => screen.firstText().insertEmbed(0, { html: '<b>' })],
  ];
  it.each(hostile)('refuses %s before anybody sees it', async (_, write) => {
    const pageId = await newPage();
    const [bad, good] = [await open(pageId, aicha), await open(pageId, maelle)];
    write(bad);
    await until(() => bad.told.some(({ kind }) => kind === 'refused'));
    good.type('.');
    await good.saved();
    expect(good.text()).toBe('Réception des appuis.');
    expect(good.doc.share.size).toBe(1);
    expect((await stored(pageId))['text']).toBe('Réception des appuis.');
  });

  it('takes nothing from who lost access while the beginning of her session was being noted', async () => {
    const pageId = await newPage('Texte');
    const secret = await first.communities.create({ visibility: 'secret', animators: [maelle], members: [aicha] });
    await first.as(maelle).put(`/pages/${pageId}/place`, { communityId: secret, parentId: null });
    const screen = await open(pageId, aicha);
    let letGo: (() => void) | null = null;
    const held = first.db.write(system, async (tx) => {
      await tx.many(`SELECT id FROM page WHERE id = $1 FOR UPDATE`, [pageId]);
      await new Promise<void>((resolve) => (letGo = resolve));
    });
    await until(() => letGo !== null);
    screen.type(' après coup');
    await until(somebodyWaits);
    expect((await first.as(maelle).delete(`/communities/${secret}/members/${aicha.id}`)).status).toBe(204);
    await until(() => screen.reasons.includes('access-lost'));
    letGo!();
    await held;
    const after = await open(pageId, maelle);
    after.type(' et plus');
    await after.saved();
    expect((await stored(pageId))['text']).toBe('Texte et plus');
  });

  it('refuses what is too large, says so, and keeps the page', async () => {
    const pageId = await newPage();
    const screen = await open(pageId, maelle);
    screen.addParagraph('x'.repeat(2_100_000));
    await until(() => screen.told.some((message) => message.kind === 'refused' && message.code === 'too-large'));
    expect((await stored(pageId))['text']).toBe('Réception des appuis');
  });

  it('hangs up on more than it listens to at once, and says why', async () => {
    const pageId = await newPage();
    const screen = await open(pageId, maelle);
    screen.addParagraph('x'.repeat(5_000_000));
    await until(() => screen.codes.length > 0);
    expect(screen.codes[0]).toBe(1_009);
    expect((await stored(pageId))['text']).toBe('Réception des appuis');
  });
});

describe('writing by request beside open editors', () => {
  it('changes only what differs: editors see it, ids stay, what they write meanwhile stays', async () => {
    const pageId = await newPage('Premier');
    const screen = await open(pageId, aicha);
    screen.addParagraph('Deuxième', 'second-one');
    screen.addParagraph('Troisième', 'third-one');
    await screen.saved();
    const answer = await first.as(maelle).put(`/pages/${pageId}/document`, { markdown: 'Nouveau\n\nPremier\n\nTroisième revu' });
    expect(answer.status).toBe(200);
    await until(() => screen.text() === 'Nouveau\nPremier\nTroisième revu');
    const { content } = answer.body['document'] as { content: { attrs: { id: string } }[] };
    expect(content.at(-1)?.attrs.id).toBe('third-one');
    screen.type(' encore', 2);
    await screen.saved();
    expect((await stored(pageId))['text']).toBe('Nouveau\nPremier\nTroisième revu encore');
  });

  it('honours If-Match, also while the editors are ahead of the newest revision', async () => {
    const pageId = await newPage('Premier');
    const { versionId } = (await first.as(maelle).get(`/pages/${pageId}`)).body;
    const put = (tag: string) => first.as(maelle).put(`/pages/${pageId}/document`, { markdown: 'Autre' }, { 'if-match': tag });
    const screen = await open(pageId, aicha);
    screen.type(' mot');
    await screen.saved();
    expect((await put(`"${versionId}"`)).status).toBe(412);
    const now = (await stored(pageId))['versionId'];
    expect((await put(`"${now}"`)).status).toBe(200);
    expect((await put('"a" "b"')).body).toMatchObject({ status: 400 });
  });

  it('gives an older version again under open editors, in every process, and keeps what they had written as a version', async () => {
    const pageId = await newPage('Premier');
    const { versionId } = (await first.as(maelle).get(`/pages/${pageId}`)).body;
    const [near, far] = [await open(pageId, aicha), await open(pageId, maelle, 1)];
    near.type(' jet, puis un autre');
    await near.saved();
    const answer = await first.as(maelle).put(`/pages/${pageId}/restoration`, { versionId });
    expect(answer.status).toBe(200);
    await until(() => near.text() === 'Premier' && far.text() === 'Premier');
    far.type(' mot');
    await far.saved();
    expect((await stored(pageId))['text']).toBe('Premier mot');
    const { items } = (await first.as(maelle).get(`/pages/${pageId}/versions`)).body as { items: { id: string }[] };
    const texts = await Promise.all(items.map(async ({ id }) => (await first.as(maelle).get(`/pages/${pageId}/versions/${id}`)).text));
    expect(texts.some((text) => text.includes('jet, puis un autre'))).toBe(true);
  });
});
