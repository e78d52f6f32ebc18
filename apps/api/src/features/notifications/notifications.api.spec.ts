import { describe, expect, it } from '@jest/globals';
import { naming } from '../../../test/factories/annotations.ts';
import type { TestPerson } from '../../../test/factories/people.ts';
import { system } from '../../platform/database/actor.ts';
import { knownJobs } from '../../platform/jobs/job-type.ts';
import { ana, annotate, app, bob, cat, here, kinds, page, reply, told, write } from '../../../test/hearing.ts';

describe('a mention', () => {
  it('in a page is told when it is stored, once for each time that somebody is named', async () => {
    const id = await page('Carte');
    await write(ana, id, naming('Pour ', bob));
    const { items, unread } = await told(bob);
    expect(unread).toBe(1);
    expect(items).toMatchObject([
      {
        kind: 'mentioned',
        unread: true,
        actors: [{ name: 'Ana Rivoal' }],
        page: { id, title: 'Carte' },
        url: `/p/${id}/page`,
        community: { id: here },
      },
    ]);
    await app.as(bob).put(`/notifications/${items[0]!.id}/read`);
    await write(ana, id, {
      ...naming('Pour ', bob),
      content: [...naming('Pour ', bob).content, { type: 'paragraph', content: [{ type: 'text', text: 'Suite' }] }],
    });
    expect((await told(bob)).unread).toBe(0);
    await write(ana, id, naming('Pour ', bob, bob));
    expect((await told(bob)).unread).toBe(1);
    expect((await told(ana)).items).toEqual([]);
  });

  it('in a draft waits until it is published; in the draft of a page, too', async () => {
    const created = await app.as(ana).post('/pages', { communityId: here, title: 'Projet', draft: true, document: naming('Pour ', bob) });
    expect(await kinds(bob)).toEqual([]);
    await app.as(ana).put(`/pages/${created.body['id']}/publication`);
    expect(await kinds(bob)).toEqual(['mentioned']);
    const live = await page('Suivi');
    await app.as(ana).put(`/pages/${live}/draft-mode`);
    await write(ana, live, naming('Pour ', cat));
    expect(await kinds(cat)).toEqual([]);
    await app.as(ana).put(`/pages/${live}/publication`);
    expect(await kinds(cat)).toEqual(['mentioned']);
  });

  it('that comes with a copy is no news', async () => {
    const id = await page('Modèle');
    await write(ana, id, naming('Pour ', bob));
    await told(bob);
    await app.as(bob).put('/notifications/read', {});
    await app.as(ana).post(`/pages/${id}/copies`, { parentId: null, descendants: false });
    expect((await told(bob)).unread).toBe(0);
  });

  it('in an annotation or a reply is told, also when it is added later, and to nobody twice', async () => {
    const id = await page('Carte');
    const thread = await annotate(cat, id, { body: naming('Pour ', ana) });
    // She wrote the page, and is named: told once, of being named.
    expect((await told(ana)).items).toMatchObject([{ kind: 'mentioned', annotationId: thread, url: `/p/${id}/page?annotation=${thread}` }]);
    expect(await kinds(bob)).toEqual([]);
    const answer = await reply(cat, thread, { body: naming('Pour ', bob) });
    expect((await told(bob)).items).toMatchObject([{ kind: 'mentioned', annotationId: thread, excerpt: 'Pour @Bob Gallou' }]);
    await app.as(bob).put(`/notifications/read`, { itemId: thread });
    await app.as(cat).patch(`/annotations/${answer}`, { body: { ...naming('Pour ', bob), content: [...naming('Pour ', bob).content] } });
    expect((await told(bob)).unread).toBe(0);
    const plain = await annotate(cat, id);
    await app.as(cat).patch(`/annotations/${plain}`, { body: naming('Pour ', bob) });
    expect((await told(bob)).items[0]).toMatchObject({ kind: 'mentioned', annotationId: plain, unread: true });
  });

  it('of somebody who cannot read the page tells her nothing', async () => {
    const outsider = await app.people.create();
    const id = await page('Réservée', { participants: [ana, bob] });
    await write(ana, id, naming('Pour ', bob, cat, outsider));
    expect(await kinds(bob)).toEqual(['mentioned']);
    expect(await kinds(cat)).toEqual([]);
    expect(await kinds(outsider)).toEqual([]);
  });
});

describe('a thread', () => {
  it('is told to the author of its page, to whoever answers for it and to those who watch it, once', async () => {
    const dan = await app.people.create();
    await app.as(ana).put(`/communities/${here}/members/${dan.id}`, { role: 'member' });
    await told(dan);
    await app.as(dan).put('/notifications/read', {});
    const id = await page('Carte');
    await app.as(ana).put(`/pages/${id}/review`, { ownerId: bob.id, reviewAt: null });
    await app.as(bob).put(`/contents/${id}/watch`, {});
    const thread = await annotate(cat, id);
    for (const person of [ana, bob])
      expect((await told(person)).items).toMatchObject([
        { kind: 'annotated', annotationId: thread, actors: [{ name: 'Cat Étienne' }], excerpt: 'À revoir' },
      ]);
    expect(await kinds(cat)).toEqual([]);
    expect((await told(dan)).unread).toBe(0);
  });

  it('that is private is told to nobody until others see it; a passage that is only marked, never', async () => {
    const id = await page('Carte');
    const thread = await annotate(cat, id, { body: naming('Pour ', bob), visibility: 'private' });
    await annotate(cat, id, { motivation: 'highlighting', target: { exact: 'Carte' } });
    expect([await kinds(ana), await kinds(bob)]).toEqual([[], []]);
    await app.as(cat).patch(`/annotations/${thread}`, { visibility: 'page' });
    expect([await kinds(ana), await kinds(bob)]).toEqual([['annotated'], ['mentioned']]);
  });

  it('tells replies to those who take part in it, as one entry with who replied', async () => {
    const id = await page('Carte');
    const thread = await annotate(bob, id);
    await reply(cat, thread);
    await reply(ana, thread);
    const { items } = await told(bob);
    expect(items).toMatchObject([{ kind: 'replied', annotationId: thread, actorCount: 2 }]);
    expect(items[0]?.actors.map(({ name }) => name)).toEqual(['Ana Rivoal', 'Cat Étienne']);
    expect((await told(cat)).items).toMatchObject([{ kind: 'replied', actorCount: 1, actors: [{ name: 'Ana Rivoal' }] }]);
  });

  it('tells whoever began it that it was resolved, unless she did it herself', async () => {
    const id = await page('Carte');
    const [one, other] = [await annotate(bob, id), await annotate(bob, id)];
    await app.as(ana).put(`/annotations/${one}/resolution`);
    await app.as(bob).put(`/annotations/${other}/resolution`);
    expect((await told(bob)).items).toMatchObject([{ kind: 'resolved', annotationId: one, actors: [{ name: 'Ana Rivoal' }] }]);
  });

  it('waits to be read again with what still holds, where a reply was taken back', async () => {
    const thread = await annotate(bob, await page('Carte'));
    await reply(ana, thread);
    const taken = await reply(cat, thread);
    const [item] = (await told(bob)).items;
    await app.as(bob).put(`/notifications/${item!.id}/read`);
    await app.as(cat).delete(`/annotations/${taken}`);
    expect((await app.as(bob).delete(`/notifications/${item!.id}/read`)).body).toEqual({ unread: 1 });
    expect((await told(bob)).items).toMatchObject([{ kind: 'replied', unread: true, actors: [{ name: 'Ana Rivoal' }] }]);
  });

  it('is not told of a reply that was taken back, in the list or in the count', async () => {
    const id = await page('Carte');
    const thread = await annotate(bob, id);
    const answer = await reply(cat, thread);
    expect((await told(bob)).unread).toBe(1);
    await app.as(cat).delete(`/annotations/${answer}`);
    expect(await told(bob)).toMatchObject({ items: [], unread: 0 });
  });
});

describe('a page', () => {
  it('tells those who watch it of a change once for each time that somebody sits down to write, never of annotations', async () => {
    const id = await page('Carte');
    await app.as(bob).put(`/contents/${id}/watch`, {});
    await app.as(ana).put(`/contents/${id}/watch`, {});
    for (const text of ['un', 'deux', 'trois'])
      await write(ana, id, { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
    await app.settle();
    const counted = await app.db.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM notice n JOIN notification g ON g.id = n.notification_id WHERE g.person_id = $1 AND n.kind = 'updated'`,
      [bob.id],
    );
    expect(counted?.count).toBe(1);
    expect((await told(bob)).items).toMatchObject([{ kind: 'updated', actors: [{ name: 'Ana Rivoal' }] }]);
    expect(await kinds(ana)).toEqual([]);
    await app.as(bob).put('/notifications/read', {});
    await annotate(cat, id);
    expect((await told(bob)).items.filter(({ unread }) => unread)).toMatchObject([{ kind: 'annotated' }]);
  });

  it('tells those who watch the community of a new page, and of one that goes elsewhere, not of its order', async () => {
    await app.as(bob).put(`/communities/${here}/watch`, {});
    const [first, other] = [
      (await app.as(ana).post('/pages', { communityId: here, title: 'Une', markdown: 'x' })).body['id'],
      (await app.as(ana).post('/pages', { communityId: here, title: 'Autre', markdown: 'x' })).body['id'],
    ];
    expect((await told(bob)).items).toMatchObject([
      { kind: 'published', page: { id: other } },
      { kind: 'published', page: { id: first } },
    ]);
    await app.as(bob).put('/notifications/read', {});
    await app.as(ana).put(`/pages/${other}/place`, { parentId: null, after: null });
    expect((await told(bob)).unread).toBe(0);
    await app.as(ana).put(`/pages/${other}/place`, { parentId: first });
    expect((await told(bob, '?unread=true')).items).toMatchObject([{ kind: 'moved', page: { id: other } }]);
  });

  it('is read by being read: the visit marks it, and the other windows hear of it', async () => {
    const id = await page('Carte');
    await write(ana, id, naming('Pour ', bob));
    expect((await told(bob)).unread).toBe(1);
    await app.as(bob).get(`/pages/${id}`);
    expect((await told(bob)).unread).toBe(1);
    await app.as(bob).put(`/contents/${id}/visit`);
    expect((await told(bob)).items).toMatchObject([{ unread: false }]);
    expect((await app.as(bob).get('/notifications/unread')).body).toEqual({ unread: 0 });
  });
});

describe('what somebody chose to hear', () => {
  const level = (person: TestPerson, address: string, chosen: object) => app.as(person).put(`${address}/watch`, chosen);

  it('is everything, mentions and replies, or nothing; the nearest choice counts', async () => {
    const top = await page('Haut');
    const below = await page('Bas', { parentId: top });
    const seen = async () => {
      const { body } = await app.as(bob).get(`/pages/${below}`);
      return [body['level'], body['watched'], body['watching']];
    };
    expect(await seen()).toEqual(['mentions', false, null]);
    await level(bob, `/communities/${here}`, { level: 'all' });
    expect(await seen()).toEqual(['all', true, null]);
    await level(bob, `/contents/${top}`, { level: 'none', below: true });
    expect(await seen()).toEqual(['none', false, null]);
    await annotate(cat, below);
    await write(ana, below, naming('Pour ', bob));
    expect(await kinds(bob)).toEqual([]);
    await level(bob, `/contents/${below}`, { level: 'mentions' });
    expect(await seen()).toEqual(['mentions', false, 'page']);
    await annotate(cat, below);
    await write(ana, below, naming('Pour ', bob, bob));
    expect(await kinds(bob)).toEqual(['mentioned']);
    await app.as(bob).delete(`/contents/${below}/watch`);
    await app.as(bob).delete(`/contents/${top}/watch`);
    const thread = await annotate(cat, below);
    expect((await told(bob)).items[0]).toMatchObject({ kind: 'annotated', annotationId: thread });
  });

  it('of her own page, the author may also want less', async () => {
    const id = await page('Carte');
    await level(ana, `/contents/${id}`, { level: 'mentions' });
    const thread = await annotate(cat, id);
    expect(await kinds(ana)).toEqual([]);
    await level(ana, `/contents/${id}`, { level: 'none' });
    await reply(cat, thread, { body: naming('Pour ', ana) });
    expect(await kinds(ana)).toEqual([]);
  });

  it('is listed, community by community and page by page', async () => {
    const [one, two] = [await page('Une'), await page('Deux')];
    await level(bob, `/contents/${one}`, { level: 'none', below: true });
    await level(bob, `/contents/${two}`, {});
    await level(bob, `/communities/${here}`, { level: 'none' });
    const { body } = await app.as(bob).get('/notifications/pages?limit=1');
    expect(body['items']).toMatchObject([{ page: { id: two }, level: 'all', below: false, community: { id: here } }]);
    const rest = await app.as(bob).get(`/notifications/pages?cursor=${body['nextCursor']}`);
    expect(rest.body).toMatchObject({ items: [{ page: { id: one }, level: 'none', below: true }], nextCursor: null });
    expect((await app.as(bob).get('/notifications/communities')).body['items']).toMatchObject([{ community: { id: here }, level: 'none' }]);
  });
});

describe('a review', () => {
  it('is told to whoever answers for the page on its day, whatever she chose to hear', async () => {
    const id = await page('Carte');
    await app.as(ana).put(`/pages/${id}/review`, { ownerId: bob.id, reviewAt: '2026-03-02' });
    await app.as(bob).put(`/contents/${id}/watch`, { level: 'none' });
    const remind = knownJobs().find((job) => job.name === 'remind-reviews')!;
    for (const now of ['2026-03-02T12:00:00Z', '2026-03-02T13:00:00Z']) {
      await app.db.write(system, async (tx) => tx.enqueue(remind, { now }));
      await app.settle();
    }
    expect((await told(bob)).items).toMatchObject([{ kind: 'review-due', actors: [], page: { id }, url: `/p/${id}/page` }]);
    expect(await kinds(ana)).toEqual([]);
  });
});

describe('a community', () => {
  it('tells whoever is invited, and those who animate it that somebody asks; the answer ends the request', async () => {
    const [dan, eve] = await Promise.all([app.people.create({ name: 'Dan' }), app.people.create({ name: 'Ève' })]);
    await app.as(ana).put(`/communities/${here}/invitations/${dan.id}`, { role: 'member' });
    expect((await told(dan)).items).toMatchObject([
      { kind: 'invited', community: { id: here, name: 'Ouvrages' }, actors: [{ name: 'Ana Rivoal' }], url: `/c/c-${here}` },
    ]);
    await app.as(eve).put(`/communities/${here}/membership`);
    expect((await told(ana)).items).toMatchObject([{ kind: 'asked', actors: [{ name: 'Ève' }], url: `/c/c-${here}/members` }]);
    expect(await kinds(bob)).toEqual([]);
    await app.as(ana).put(`/communities/${here}/members/${eve.id}`, { role: 'member' });
    expect(await told(ana)).toMatchObject({ items: [], unread: 0 });
    expect((await told(eve)).items).toMatchObject([{ kind: 'joined', actors: [{ name: 'Ana Rivoal' }] }]);
    await app.as(ana).delete(`/communities/${here}/members/${dan.id}`);
    expect(await told(dan)).toMatchObject({ items: [], unread: 0 });
  });
});
