import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Socket } from 'socket.io-client';
import * as Y from 'yjs';
import type { TestPerson } from '../../../test/factories/people.ts';
import { openLive, until as eventually } from '../../../test/live-screen.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { openHints } from '../../../test/hint-socket.ts';
import { naming } from '../../../test/factories/annotations.ts';

/** Two processes of one installation. */
let first: TestApp;
let second: TestApp;
let address: string;
let ana: TestPerson;
let bob: TestPerson;
let here: string;
const sockets: Socket[] = [];
beforeAll(async () => {
  first = await startTestApp();
  second = await startTestApp({ database: first.database });
  address = await second.listen();
  [ana, bob] = await Promise.all([first.people.create({ name: 'Ana' }), first.people.create({ name: 'Bob' })]);
  here = await first.communities.create({ animators: [ana], members: [bob] });
});
afterAll(async () => {
  sockets.forEach((socket) => socket.disconnect());
  await second.close();
  await first.close();
});

const until = async (happened: () => boolean) => {
  for (let tries = 0; !happened() && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  return happened();
};

async function listen(person: TestPerson): Promise<string[]> {
  const socket = (await openHints(address, { cookie: person.cookie }))!;
  sockets.push(socket);
  const heard: string[] = [];
  socket.onAny((event: string, ...given: unknown[]) => heard.push(`${event} ${JSON.stringify(given)}`));
  return heard;
}
const annotate = (words: string, person = ana) =>
  first.as(person).post('/annotations', {
    sourceId: page,
    body: naming(words, bob),
  });
let page: string;

it('the screens of whoever is told hear of it in another process, at once, by a hint that holds nothing', async () => {
  page = await first.pages.create({ communityId: here, author: ana, title: 'Carte' });
  const [hers, his] = [await listen(ana), await listen(bob)];
  await annotate('kanari-dans-le-fil ');
  const hint = `stale ${JSON.stringify([{ type: 'notifications', id: bob.id }])}`;
  expect(await until(() => his.includes(hint))).toBe(true);
  expect((await second.as(bob).get('/notifications')).body).toMatchObject({ unread: 1, items: [{ kind: 'mentioned' }] });
  expect([...hers, ...his].join()).not.toContain('kanari');
  expect(hers.filter((line) => line.includes('notifications'))).toEqual([]);
  // Read in one window: the other one hears of it.
  his.length = 0;
  await first.as(bob).put('/notifications/read', {});
  expect(await until(() => his.includes(hint))).toBe(true);
});

it('writing together tells those who watch once for each time that somebody sits down to it; who is named, at once', async () => {
  const pageId = await first.pages.create({ communityId: here, author: ana, title: 'À quatre mains' });
  await first.as(bob).put('/notifications/read', {});
  await first.as(bob).put(`/contents/${pageId}/watch`, {});
  const told = async () => {
    await first.settle();
    const { items } = (await second.as(bob).get('/notifications?unread=true')).body;
    return items.map(({ kind, actors }: { kind: string; actors: { name: string }[] }) => [kind, ...actors.map(({ name }) => name)]);
  };
  const stores = () =>
    eventually(
      async () =>
        (await first.db.one(`SELECT FROM page_live WHERE page_id = $1 AND state_seq = last_seq AND last_seq > 0`, [pageId])) !== null,
    );
  const screen = await openLive(address, pageId, { cookie: ana.cookie });
  for (const words of [' Un.', ' Deux.']) {
    screen.type(words);
    await screen.saved();
    await stores();
  }
  expect(await told()).toEqual([]);
  screen.doc.transact(() => {
    const mention = new Y.XmlElement('mention');
    (screen.fragment.get(0) as Y.XmlElement).push([mention]);
    mention.setAttribute('personId', bob.id);
  });
  await screen.saved();
  await stores();
  expect(await told()).toEqual([['mentioned', 'Ana']]);
  await first.as(bob).put(`/contents/${pageId}/visit`);
  screen.type(' Trois.');
  await screen.saved();
  screen.close();
  await eventually(async () => (await told()).length > 0);
  expect(await told()).toEqual([['updated', 'Ana']]);
}, 60_000);

it('who is named by one of several who write together is told by whom, also where she herself, or somebody else, wrote last', async () => {
  const cat = await first.people.create({ name: 'Cat' });
  await first.db.many(`INSERT INTO membership (community_id, person_id, role, state) VALUES ($1, $2, 'member', 'member')`, [here, cat.id]);
  const pageId = await first.pages.create({ communityId: here, author: ana, title: 'À six mains' });
  const [hers, his, theirs] = [
    await openLive(address, pageId, { cookie: ana.cookie }),
    await openLive(address, pageId, { cookie: bob.cookie }),
    await openLive(address, pageId, { cookie: cat.cookie }),
  ];
  hers.doc.transact(() => {
    for (const person of [bob, cat]) {
      const mention = new Y.XmlElement('mention');
      (hers.fragment.get(0) as Y.XmlElement).push([mention]);
      mention.setAttribute('personId', person.id);
    }
  });
  await hers.saved();
  his.type(' Moi aussi.');
  await his.saved();
  [hers, his, theirs].forEach((screen) => screen.close());
  const named = async (person: TestPerson) => {
    await first.settle();
    const { items } = (await second.as(person).get('/notifications')).body;
    return items
      .filter((item: { page: { id: string } | null; kind: string }) => item.page?.id === pageId && item.kind === 'mentioned')
      .map(({ actors }: { actors: { name: string }[] }) => actors[0]?.name);
  };
  await eventually(async () => (await named(cat)).length > 0);
  expect([await named(bob), await named(cat), await named(ana)]).toEqual([['Ana'], ['Ana'], []]);
}, 60_000);

it('screens count again when what they count goes out of sight, and when it comes back', async () => {
  const top = await first.pages.create({ communityId: here, author: ana, title: 'Haut' });
  const below = await first.pages.create({ communityId: here, author: ana, title: 'Bas', parentId: top });
  const { id: thread } = (await first.as(ana).post('/annotations', { sourceId: below, body: naming('Pour ', bob) })).body;
  await first.settle();
  const his = await listen(bob);
  const counted = async (unread: number) => {
    const hint = `stale ${JSON.stringify([{ type: 'notifications', id: bob.id }])}`;
    expect(await until(() => his.includes(hint))).toBe(true);
    await first.settle();
    his.length = 0;
    expect((await second.as(bob).get('/notifications/unread')).body).toEqual({ unread });
  };
  const { unread } = (await second.as(bob).get('/notifications/unread')).body;
  await first.as(ana).delete(`/pages/${top}`);
  await counted(unread - 1);
  await first.as(ana).put(`/trash/${top}/restoration`);
  await counted(unread);
  await first.as(ana).put(`/contents/${top}/audience`, { audience: 'participants', participantIds: [ana.id] });
  await counted(unread - 1);
  await first.as(ana).put(`/contents/${top}/audience`, { audience: 'community' });
  await counted(unread);
  await first.as(ana).patch(`/annotations/${thread}`, { visibility: 'private' });
  await counted(unread - 1);
  // What she does with it alone is nothing to others.
  await first.as(ana).patch(`/annotations/${thread}`, { text: 'Pour moi' });
  await first.settle();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(his).toEqual([]);
  await first.as(ana).patch(`/annotations/${thread}`, { visibility: 'page' });
  await counted(unread);
  await first.as(ana).delete(`/annotations/${thread}`);
  await counted(unread - 1);
});

it('whoever loses access has nothing new in any process, and hears that it is so', async () => {
  await first.as(bob).put('/notifications/read', {});
  await annotate('Encore ');
  await first.settle();
  expect((await second.as(bob).get('/notifications/unread')).body).toEqual({ unread: 1 });
  await first.as(ana).delete(`/communities/${here}/members/${bob.id}`);
  for (const app of [first, second])
    expect((await app.as(bob).get('/notifications')).body).toEqual({ items: [], unread: 0, nextCursor: null });
  // That he lost it is told once more; from here on there is nothing.
  await first.settle();
  const his = await listen(bob);
  await annotate('Sans lui ');
  await first.settle();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(his.filter((line) => line.includes('notifications'))).toEqual([]);
  expect((await second.as(bob).get('/notifications/unread')).body).toEqual({ unread: 0 });
});
