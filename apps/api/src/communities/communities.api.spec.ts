import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../test/test-app.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob] = await Promise.all([app.people.create({ name: 'Ana Rivoal' }), app.people.create({ name: 'Bob Gallou' })]);
});
afterAll(() => app.close());

type Named = { name: string };
const membershipOf = async (communityId: string, person: TestPerson) =>
  app.db.one(`SELECT role, state FROM membership WHERE community_id = $1 AND person_id = $2`, [communityId, person.id]);
const events = async (communityId: string) =>
  (await app.db.many<Named>(`SELECT name FROM domain_event WHERE payload ->> 'communityId' = $1 ORDER BY seq`, [communityId])).map(
    ({ name }) => name,
  );
/** A community that Ana animates. */
const closed = (more: Parameters<TestApp['communities']['create']>[0] = {}) => app.communities.create({ animators: [ana], ...more });

describe('making a community', () => {
  it('makes its creator the animator, and gives it an address', async () => {
    const made = await app
      .as(ana)
      .post('/communities', { name: '  Les Étoiles du Nord ', visibility: 'closed', description: 'Ciel\r\nnoir' });
    expect(made).toMatchObject({
      status: 201,
      body: {
        name: 'Les Étoiles du Nord',
        slug: 'les-etoiles-du-nord',
        description: 'Ciel\nnoir',
        membership: { role: 'animator', state: 'member' },
        animators: [{ name: 'Ana Rivoal' }],
        memberCount: 1,
        can: { edit: true, manageMembers: true, writePages: true, leave: true, join: false },
      },
    });
    expect((await app.as(ana).get('/communities/les-etoiles-du-nord')).body['id']).toBe(made.body['id']);
    expect(await events(made.body['id'])).toEqual(['community.created']);
  });

  it('numbers the addresses of communities of one name, and refuses one that is asked for and taken', async () => {
    const name = 'Potager partagé';
    const slugs = await Promise.all([1, 2, 3].map(() => app.as(bob).post('/communities', { name, visibility: 'open' })));
    expect(new Set(slugs.map(({ body }) => body['slug']))).toEqual(new Set(['potager-partage', 'potager-partage-2', 'potager-partage-3']));
    const wanted = await app.as(ana).post('/communities', { name: 'Autre', slug: 'potager-partage', visibility: 'open' });
    expect(wanted).toMatchObject({ status: 409, body: { code: 'slug-taken' } });
  });

  it('makes one, however often the same request comes', async () => {
    const body = { id: uuidv7(), name: 'Une fois', slug: 'une-fois', visibility: 'secret' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => app.as(ana).post('/communities', body)));
    expect(answers.map(({ status, body: { id } }) => [status, id])).toEqual(answers.map(() => [201, body.id]));
    expect(await app.db.many(`SELECT id FROM community WHERE name = 'Une fois'`)).toHaveLength(1);
    expect(await events(body.id)).toEqual(['community.created']);
  });

  it('refuses an id that is somebody else’s, and tells nothing of it', async () => {
    const id = await app.communities.create({ name: 'Cachée', visibility: 'secret', animators: [bob] });
    const answer = await app.as(ana).post('/communities', { id, name: 'Mienne', visibility: 'open' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'id-taken' } });
    expect(answer.text).not.toContain('Cachée');
  });

  it('tells its creator no more of it once she is no longer in it', async () => {
    const body = { id: uuidv7(), name: 'Quittée', visibility: 'secret' };
    await app.as(ana).post('/communities', body);
    await app.as(ana).put(`/communities/${body.id}/members/${bob.id}`, { role: 'animator' });
    await app.as(bob).delete(`/communities/${body.id}/members/${ana.id}`);
    expect((await app.as(ana).post('/communities', body)).status).toBe(404);
  });
});

describe('editing', () => {
  it('changes what is given and leaves the rest', async () => {
    const id = await closed({ name: 'Avant', members: [bob] });
    const edited = await app.as(ana).patch(`/communities/${id}`, { name: 'Après', pagesWrittenBy: 'animators' });
    expect(edited).toMatchObject({ status: 200, body: { name: 'Après', visibility: 'closed', pagesWrittenBy: 'animators' } });
    expect((await app.as(bob).get(`/communities/${id}`)).body['can']).toMatchObject({ edit: false, writePages: false, read: true });
    expect((await app.as(bob).post('/pages', { communityId: id, title: 'x' })).status).toBe(403);
    expect((await app.as(bob).patch(`/communities/${id}`, { name: 'De Bob' })).status).toBe(403);
  });

  it('made secret, it is gone at once for those who are not in it', async () => {
    const id = await closed({ name: 'Bientôt secrète', visibility: 'open' });
    expect((await app.as(bob).get(`/communities/${id}`)).status).toBe(200);
    await app.as(ana).patch(`/communities/${id}`, { visibility: 'secret' });
    expect((await app.as(bob).get(`/communities/${id}`)).status).toBe(404);
    expect((await app.as(bob).get('/communities?q=bientot')).body['items']).toEqual([]);
  });
});

describe('archiving', () => {
  it('leaves everything readable, and nothing writable', async () => {
    const id = await closed({ members: [bob] });
    const pageId = await app.pages.create({ communityId: id, author: ana, title: 'Reste' });
    const archived = await app.as(ana).put(`/communities/${id}/archive`);
    expect(archived.body).toMatchObject({ archivedAt: expect.any(String), can: { edit: false, writePages: false, archive: true } });
    expect((await app.as(bob).get(`/pages/${pageId}`)).body['can']).toMatchObject({ edit: false, delete: false, createChild: false });
    const cat = await app.people.create();
    const writes = await Promise.all([
      app.as(ana).post('/pages', { communityId: id, title: 'x' }),
      app.as(ana).patch(`/communities/${id}`, { name: 'x' }),
      app.as(ana).delete(`/pages/${pageId}`),
      app.as(ana).put(`/contents/${pageId}/audience`, { audience: 'participants', participantIds: [ana.id] }),
      app.as(ana).put(`/communities/${id}/members/${cat.id}`, { role: 'member' }),
      app.as(ana).put(`/communities/${id}/invitations/${cat.id}`, {}),
      app.as(ana).delete(`/communities/${id}/members/${bob.id}`),
      app.as(cat).put(`/communities/${id}/membership`),
    ]);
    expect(writes.map(({ status }) => status)).toEqual([403, 403, 403, 403, 409, 409, 409, 403]);
    const names = async (query: string) =>
      (await app.as(bob).get(`/communities${query}`)).body['items'].map((item: { id: string }) => item.id);
    expect(await names('?filter=mine')).not.toContain(id);
    expect(await names('?filter=mine&archived=true')).toContain(id);
  });

  it('ends again, by animators and administrators alone', async () => {
    const id = await closed({ members: [bob], archived: true });
    expect((await app.as(bob).delete(`/communities/${id}/archive`)).status).toBe(403);
    const administrator = await app.people.create({ roles: ['admin'] });
    expect((await app.as(administrator).delete(`/communities/${id}/archive`)).body).toMatchObject({ archivedAt: null });
    await app.as(ana).delete(`/communities/${id}/archive`);
    expect(await events(id)).toEqual(['community.unarchived']);
    expect((await app.as(bob).post('/pages', { communityId: id, title: 'x' })).status).toBe(201);
  });
});

type Seen = 'reads' | 'listed' | 'nothing';
/** What each sees of an open, a closed and a secret community. `in`: a member of all three. */
const SIGHT: [who: string, open: Seen, closed: Seen, secret: Seen][] = [
  ['employee', 'reads', 'listed', 'nothing'],
  ['employee who asked or is invited', 'reads', 'listed', 'listed'],
  ['member', 'reads', 'reads', 'reads'],
  ['partner', 'nothing', 'nothing', 'nothing'],
  ['partner in', 'reads', 'reads', 'reads'],
  ['vendor', 'nothing', 'nothing', 'nothing'],
  ['vendor in', 'reads', 'reads', 'reads'],
  ['administrator', 'reads', 'listed', 'listed'],
];

describe('who sees a community', () => {
  const people = new Map<string, TestPerson>();
  const ids: string[] = [];
  beforeAll(async () => {
    const { create } = app.people;
    people.set('employee', await create());
    people.set('employee who asked or is invited', await create());
    people.set('member', await create());
    people.set('partner', await create({ organization: 'partner' }));
    people.set('partner in', await create({ organization: 'partner' }));
    people.set('vendor', await create({ organization: 'vendor', roles: ['support-agent'] }));
    people.set('vendor in', await create({ organization: 'vendor' }));
    people.set('administrator', await create({ roles: ['admin'] }));
    const waiting = [people.get('employee who asked or is invited')!];
    for (const visibility of ['open', 'closed', 'secret'] as const)
      ids.push(
        await closed({
          name: `Vue ${visibility}`,
          visibility,
          members: ['member', 'partner in', 'vendor in'].map((who) => people.get(who)!),
          ...(visibility === 'secret' ? { invited: waiting } : { asked: waiting }),
        }),
      );
  });

  it.each(SIGHT)('%s', async (who, ...expected) => {
    const client = app.as(people.get(who)!);
    const listed = (await client.get('/communities?q=vue&limit=100')).body['items'] as {
      id: string;
      can: { read: boolean };
      pageCount: number;
    }[];
    for (const [index, id] of ids.entries()) {
      const inList = listed.find((item) => item.id === id);
      const page = await client.get(`/communities/${id}`);
      const tree = await client.get(`/communities/${id}/pages`);
      const members = await client.get(`/communities/${id}/members`);
      const seen: Seen = inList ? (inList.can.read ? 'reads' : 'listed') : 'nothing';
      expect({ id: ['open', 'closed', 'secret'][index], seen }).toEqual({ id: ['open', 'closed', 'secret'][index], seen: expected[index] });
      // The page, the tree and the members say the same as the list.
      expect(page.status).toBe(seen === 'nothing' ? 404 : 200);
      expect(tree.status).toBe({ reads: 200, listed: 403, nothing: 404 }[seen]);
      const mayList = who === 'administrator' ? 200 : tree.status;
      expect(members.status).toBe(mayList);
      if (inList) expect(page.body).toEqual(inList);
    }
  });

  it('pages of the list follow each other without gap or double', async () => {
    const member = app.as(people.get('member')!);
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { items, nextCursor } = (await member.get(`/communities?filter=mine&limit=1${cursor && `&cursor=${cursor}`}`)).body;
      seen.push(...items.map(({ name }: Named) => name));
      if (!nextCursor) break;
      cursor = nextCursor;
    }
    expect(seen).toEqual(['Vue closed', 'Vue open', 'Vue secret']);
  });
});

describe('coming in', () => {
  it('an open community is joined at once, and twice is once', async () => {
    const id = await closed({ visibility: 'open' });
    const joined = await Promise.all([1, 2].map(() => app.as(bob).put(`/communities/${id}/membership`)));
    for (const { body } of joined) expect(body).toMatchObject({ membership: { state: 'member', role: 'member' } });
    expect(await events(id)).toEqual(['membership.joined']);
  });

  it('a closed one is asked, and an animator accepts', async () => {
    const id = await closed();
    const asked = await app.as(bob).put(`/communities/${id}/membership`);
    expect(asked.body).toMatchObject({ membership: { state: 'asked' }, can: { read: false, ask: false, leave: true }, requestCount: 0 });
    expect((await app.as(bob).get(`/communities/${id}/pages`)).status).toBe(403);
    expect((await app.as(ana).get(`/communities/${id}`)).body['requestCount']).toBe(1);
    const { items } = (await app.as(ana).get(`/communities/${id}/members?state=asked`)).body;
    expect(items).toMatchObject([{ person: { name: 'Bob Gallou' }, state: 'asked' }]);
    expect((await app.as(bob).put(`/communities/${id}/members/${bob.id}`, { role: 'member' })).status).toBe(403);
    await app.as(ana).put(`/communities/${id}/members/${bob.id}`, { role: 'member' });
    expect((await app.as(bob).get(`/communities/${id}/pages`)).status).toBe(200);
    expect(await events(id)).toEqual(['membership.asked', 'membership.joined']);
  });

  it('counts as many requests as it lists: none of somebody who was deactivated since', async () => {
    const gone = await app.people.create();
    const id = await closed({ asked: [bob, gone] });
    await app.db.many(`UPDATE person SET deactivated_at = now() WHERE id = $1`, [gone.id]);
    expect((await app.as(ana).get(`/communities/${id}`)).body['requestCount']).toBe(1);
    expect((await app.as(ana).get(`/communities/${id}/members?state=asked`)).body['items']).toHaveLength(1);
  });

  it('and another one, who does not know it yet, refuses: the answer that came first holds', async () => {
    const id = await closed({ asked: [bob] });
    await app.as(ana).put(`/communities/${id}/members/${bob.id}`, {});
    const refusing = await app.as(ana).delete(`/communities/${id}/members/${bob.id}?state=asked`);
    expect(refusing).toMatchObject({ status: 409, body: { code: 'answered' } });
    expect((await app.as(bob).get(`/communities/${id}`)).body['membership']).toMatchObject({ state: 'member' });
  });

  it('or refuses; one may ask again', async () => {
    const id = await closed({ asked: [bob] });
    expect((await app.as(ana).delete(`/communities/${id}/members/${bob.id}`)).status).toBe(204);
    expect((await app.as(bob).get(`/communities/${id}`)).body).toMatchObject({ membership: null, can: { ask: true } });
  });

  it('a secret one is not there to ask, until one is invited', async () => {
    const id = await closed({ visibility: 'secret' });
    const partner = await app.people.create({ organization: 'partner' });
    expect((await app.as(bob).put(`/communities/${id}/membership`)).status).toBe(404);
    expect((await app.as(ana).put(`/communities/${id}/invitations/${bob.id}`, {})).body).toMatchObject({ state: 'invited' });
    expect((await app.as(bob).get(`/communities/${id}`)).body).toMatchObject({ can: { read: false, join: true } });
    expect((await app.as(bob).get(`/communities/${id}/pages`)).status).toBe(403);
    expect((await app.as(bob).put(`/communities/${id}/membership`)).body).toMatchObject({ can: { read: true } });
    // Whom an animator does not know of, she cannot invite; the answer is that of nobody.
    expect((await app.as(ana).put(`/communities/${id}/invitations/${partner.id}`, {})).status).toBe(404);
    expect((await app.as(ana).put(`/communities/${id}/invitations/${uuidv7()}`, {})).status).toBe(404);
    expect((await app.as(ana).put(`/communities/${id}/members/${partner.id}`, { role: 'member' })).status).toBe(404);
  });

  it('who is invited to animate does so once she accepts, and may decline', async () => {
    const id = await closed();
    await app.as(ana).put(`/communities/${id}/invitations/${bob.id}`, { role: 'animator' });
    await app.as(bob).put(`/communities/${id}/membership`);
    expect(await membershipOf(id, bob)).toEqual({ role: 'animator', state: 'member' });
    const cat = await app.people.create();
    await app.as(ana).put(`/communities/${id}/invitations/${cat.id}`, {});
    expect((await app.as(cat).delete(`/communities/${id}/membership`)).status).toBe(204);
    expect(await membershipOf(id, cat)).toBeNull();
  });

  it('inviting somebody who asked lets her in; inviting a member changes nothing', async () => {
    const id = await closed({ asked: [bob] });
    expect((await app.as(ana).put(`/communities/${id}/invitations/${bob.id}`, {})).body).toMatchObject({ state: 'member' });
    await app.as(ana).put(`/communities/${id}/invitations/${bob.id}`, { role: 'animator' });
    expect(await membershipOf(id, bob)).toEqual({ role: 'member', state: 'member' });
    expect(await events(id)).toEqual(['membership.joined']);
  });

  it('nobody who cannot sign in is let in', async () => {
    const id = await closed();
    const gone = await app.people.create({ deactivatedAt: new Date() });
    expect(await app.as(ana).put(`/communities/${id}/members/${gone.id}`, {})).toMatchObject({ status: 409, body: { code: 'inactive' } });
  });
});

describe('going, and changing roles', () => {
  it('leaving and being removed end all at once', async () => {
    const cat = await app.people.create();
    const id = await closed({ visibility: 'secret', members: [bob, cat] });
    expect((await app.as(bob).delete(`/communities/${id}/membership`)).status).toBe(204);
    expect((await app.as(bob).delete(`/communities/${id}/membership`)).status).toBe(404);
    expect((await app.as(bob).delete(`/communities/${id}/members/${cat.id}`)).status).toBe(404);
    expect((await app.as(ana).delete(`/communities/${id}/members/${cat.id}`)).status).toBe(204);
    expect((await app.as(ana).delete(`/communities/${id}/members/${cat.id}`)).status).toBe(404);
    for (const person of [bob, cat]) expect((await app.as(person).get(`/communities/${id}`)).status).toBe(404);
  });

  it('an administrator appoints animators, and no members, and removes nobody', async () => {
    const administrator = await app.people.create({ roles: ['admin'] });
    const id = await closed({ visibility: 'secret', members: [bob] });
    const as = app.as(administrator);
    expect((await as.put(`/communities/${id}/members/${administrator.id}`, { role: 'member' })).status).toBe(403);
    expect((await as.delete(`/communities/${id}/members/${bob.id}`)).status).toBe(403);
    expect((await as.put(`/communities/${id}/invitations/${bob.id}`, {})).status).toBe(403);
    expect((await as.put(`/communities/${id}/members/${ana.id}`, { role: 'member' })).status).toBe(403);
    expect((await as.put(`/communities/${id}/members/${bob.id}`, { role: 'animator' })).body).toMatchObject({ role: 'animator' });
    expect(await events(id)).toEqual(['membership.role-changed']);
  });

  it('the last animator cannot leave, be removed or be demoted', async () => {
    const id = await closed({ members: [bob] });
    const refused = { status: 409, body: { code: 'last-animator' } };
    expect(await app.as(ana).delete(`/communities/${id}/membership`)).toMatchObject(refused);
    expect(await app.as(ana).delete(`/communities/${id}/members/${ana.id}`)).toMatchObject(refused);
    expect(await app.as(ana).put(`/communities/${id}/members/${ana.id}`, { role: 'member' })).toMatchObject(refused);
    expect(await membershipOf(id, ana)).toEqual({ role: 'animator', state: 'member' });
    await app.as(ana).put(`/communities/${id}/members/${bob.id}`, { role: 'animator' });
    expect((await app.as(ana).delete(`/communities/${id}/membership`)).status).toBe(204);
  });

  it('an animator who cannot sign in any more does not count', async () => {
    const gone = await app.people.create({ deactivatedAt: new Date() });
    const id = await app.communities.create({ animators: [ana, gone], members: [bob] });
    expect((await app.as(ana).delete(`/communities/${id}/membership`)).status).toBe(409);
  });

  it('who is alone may leave, and may not become a member without an animator', async () => {
    const id = await closed();
    expect((await app.as(ana).put(`/communities/${id}/members/${ana.id}`, { role: 'member' })).status).toBe(409);
    expect((await app.as(ana).delete(`/communities/${id}/membership`)).status).toBe(204);
  });

  it('of two animators who go at the same moment, one stays', async () => {
    for (const go of [
      (id: string, person: TestPerson) => app.as(person).delete(`/communities/${id}/membership`),
      (id: string, person: TestPerson) => app.as(person).put(`/communities/${id}/members/${person.id}`, { role: 'member' }),
    ]) {
      const id = await app.communities.create({ animators: [ana, bob], members: [await app.people.create()] });
      const answers = await Promise.all([go(id, ana), go(id, bob)]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      const left = await app.db.many(`SELECT FROM membership WHERE community_id = $1 AND role = 'animator' AND state = 'member'`, [id]);
      expect(left).toHaveLength(1);
    }
  });

  it('many changes at once find connections enough', async () => {
    const id = await closed();
    const people = await Promise.all(Array.from({ length: 12 }, () => app.people.create()));
    const answers = await Promise.all(people.map((person) => app.as(ana).put(`/communities/${id}/members/${person.id}`, {})));
    expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  });
});
