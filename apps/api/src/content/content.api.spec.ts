import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../test/test-app.ts';

let app: TestApp;
/** Ana animates, Bob and Lou are members, Eve is an employee outside, Max a partner who is a member. */
let ana: TestPerson, bob: TestPerson, lou: TestPerson, eve: TestPerson, max: TestPerson;
let communityId: string;
beforeAll(async () => {
  app = await startTestApp();
  const { create } = app.people;
  [ana, bob, lou, eve, max] = (await Promise.all([
    create({ name: 'Ana Rivoal' }),
    create({ name: 'Bob Gallou' }),
    create({ name: 'Lou Kerdoncuff' }),
    create({ name: 'Ève Toulgoat' }),
    create({ name: 'Max Sibiril', organization: 'partner' }),
  ])) as [TestPerson, TestPerson, TestPerson, TestPerson, TestPerson];
});
afterAll(() => app.close());
beforeEach(async () => {
  communityId = await app.communities.create({ name: 'Atelier', animators: [ana], members: [bob, lou, max] });
});

const page = (title: string, more: Partial<Parameters<TestApp['pages']['create']>[0]> = {}) =>
  app.pages.create({ communityId, author: bob, title, ...more });
const titles = (answer: { body: Record<string, any> }) => answer.body['items'].map(({ title }: { title: string }) => title);
const statuses = async (people: TestPerson[], url: string) =>
  Promise.all(people.map(async (person) => (await app.as(person).get(url)).status));
const restrict = (by: TestPerson, id: string, ...people: TestPerson[]) =>
  app.as(by).put(`/contents/${id}/audience`, { audience: 'participants', participantIds: people.map((person) => person.id) });
const open = (by: TestPerson, id: string) => app.as(by).put(`/contents/${id}/audience`, { audience: 'community' });

describe('favourites', () => {
  it('are each person’s own, newest first, and added once', async () => {
    const [first, second] = [await page('Premier'), await page('Second')];
    for (const id of [first, second, first]) expect((await app.as(bob).put(`/contents/${id}/favourite`)).status).toBe(204);
    expect(titles(await app.as(bob).get('/favourites'))).toEqual(['Second', 'Premier']);
    expect(titles(await app.as(lou).get('/favourites'))).toEqual([]);
    expect((await app.as(bob).get(`/pages/${first}`)).body['favourite']).toBe(true);
    expect((await app.as(lou).get(`/pages/${first}`)).body['favourite']).toBe(false);
    for (const again of [1, 2]) expect([again, (await app.as(bob).delete(`/contents/${second}/favourite`)).status]).toEqual([again, 204]);
    expect(titles(await app.as(bob).get('/favourites'))).toEqual(['Premier']);
  });

  it('show only what one may see now', async () => {
    const id = await page('Réservé bientôt');
    await app.as(lou).put(`/contents/${id}/favourite`);
    expect((await app.as(eve).put(`/contents/${id}/favourite`)).status).toBe(404);
    await restrict(bob, id, bob);
    expect(titles(await app.as(lou).get('/favourites'))).toEqual([]);
    await open(bob, id);
    expect(titles(await app.as(lou).get('/favourites'))).toEqual(['Réservé bientôt']);
    await app.as(bob).delete(`/pages/${id}`);
    expect(titles(await app.as(lou).get('/favourites'))).toEqual([]);
  });

  it('follow each other page by page', async () => {
    const names = ['un', 'deux', 'trois', 'quatre', 'cinq'];
    for (const name of names) await app.as(max).put(`/contents/${await page(name)}/favourite`);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const answer: { body: Record<string, any> } = await app.as(max).get(`/favourites?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...titles(answer));
      cursor = answer.body['nextCursor'];
    }
    expect(seen).toEqual(names.toReversed());
  });
});

describe('what somebody read last', () => {
  it('comes newest first, each page once', async () => {
    const [first, second] = [await page('Lu'), await page('Relu')];
    for (const id of [first, second, first]) await app.as(lou).put(`/contents/${id}/visit`);
    expect(titles(await app.as(lou).get('/recently-viewed'))).toEqual(['Lu', 'Relu']);
    expect(titles(await app.as(eve).get('/recently-viewed'))).toEqual([]);
    expect((await app.as(eve).put(`/contents/${first}/visit`)).status).toBe(404);
  });

  it('is kept for a hundred pages', async () => {
    const reader = await app.people.create();
    const own = await app.communities.create({ animators: [reader] });
    const ids = await Promise.all(
      Array.from({ length: 103 }, (_, index) => app.pages.create({ communityId: own, author: reader, title: `P${index}` })),
    );
    await app.db.many(
      `INSERT INTO visit (person_id, content_id, at) SELECT $1, id, now() - make_interval(mins => (200 - n)::int) FROM unnest($2::uuid[]) WITH ORDINALITY AS v(id, n)`,
      [reader.id, ids.slice(0, 102)],
    );
    await app.as(reader).put(`/contents/${ids[102]}/visit`);
    // The oldest of those that are kept is read again, and stays.
    await app.as(reader).put(`/contents/${ids[3]}/visit`);
    const kept = await app.db.many<{ id: string }>(`SELECT content_id AS id FROM visit WHERE person_id = $1 ORDER BY at DESC`, [reader.id]);
    expect(kept).toHaveLength(100);
    expect(kept.slice(0, 2).map(({ id }) => id)).toEqual([ids[3], ids[102]]);
  });
});

describe('a draft', () => {
  it('is seen by its author alone, in every list', async () => {
    const id = await page('Brouillon', { draft: true });
    expect(await statuses([bob, ana, lou, max, eve], `/pages/${id}`)).toEqual([200, 404, 404, 404, 404]);
    for (const list of ['/recent', `/communities/${communityId}/recent`]) {
      expect(titles(await app.as(bob).get(list))).toContain('Brouillon');
      expect(titles(await app.as(ana).get(list))).not.toContain('Brouillon');
    }
    expect((await app.as(ana).get(`/communities/${communityId}`)).body['pageCount']).toBe(0);
    expect((await app.as(bob).get(`/contents/${id}/audience`)).body).toMatchObject({ count: 1, people: [{ name: 'Bob Gallou' }] });
    expect(await restrict(bob, id, bob, lou)).toMatchObject({ status: 409, body: { code: 'draft' } });
  });

  it('is out of its author’s reach once she is no longer in its community', async () => {
    const id = await page('Laissé là', { draft: true });
    await app.as(ana).delete(`/communities/${communityId}/members/${bob.id}`);
    expect((await app.as(bob).get(`/pages/${id}`)).status).toBe(404);
    expect(titles(await app.as(bob).get('/recent'))).not.toContain('Laissé là');
  });
});

describe('what changed last in a community', () => {
  it('shows the cards that other lists show, in pages of any size', async () => {
    const odd = ['« Guillemets » "droits"', 'Barre \\ et\nligne', 'Tabulation\tet 東京', 'Apostrophe d’ici', 'Vide'];
    for (const title of odd) await page(title, { text: title === 'Vide' ? '' : `${title}\n${title}` });
    await app.db.many(`UPDATE content SET last_editor_id = $2, updated_at = now() WHERE title = $1`, ['Vide', lou.id]);
    await app.db.many(`UPDATE content SET author_id = NULL, last_editor_id = NULL WHERE title = $1`, [odd[0]]);
    await page('Pour Ana', { participants: [ana] });
    const home = (await app.as(bob).get('/recent')).body['items'].filter(
      ({ community }: { community: { id: string } }) => community.id === communityId,
    );
    expect(home).toHaveLength(odd.length);
    expect((await app.as(bob).get(`/communities/${communityId}/recent`)).body).toEqual({ items: home, nextCursor: null });
    const walked: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const asked = cursor && `&cursor=${cursor}`;
      const answer: { body: Record<string, any> } = await app.as(bob).get(`/communities/${communityId}/recent?limit=2${asked}`);
      walked.push(...answer.body['items']);
      cursor = answer.body['nextCursor'];
    }
    expect(walked).toEqual(home);
  });

  it('is nothing where there is nothing, and not for whoever does not read it', async () => {
    expect((await app.as(bob).get(`/communities/${communityId}/recent`)).body).toEqual({ items: [], nextCursor: null });
    expect((await app.as(eve).get(`/communities/${communityId}/recent`)).status).not.toBe(200);
  });
});

describe('an audience', () => {
  it('narrowed, ends access at once; widened, gives it', async () => {
    const id = await page('Salaires');
    expect(await statuses([ana, bob, lou, max, eve], `/pages/${id}`)).toEqual([200, 200, 200, 200, 404]);
    await restrict(bob, id, bob, lou);
    expect(await statuses([ana, bob, lou, max, eve], `/pages/${id}`)).toEqual([404, 200, 200, 404, 404]);
    await restrict(bob, id, max);
    // Whoever narrows it stays on the list.
    expect(await statuses([ana, bob, lou, max, eve], `/pages/${id}`)).toEqual([404, 200, 404, 200, 404]);
    await open(bob, id);
    expect(await statuses([ana, bob, lou, max, eve], `/pages/${id}`)).toEqual([200, 200, 200, 200, 404]);
  });

  it('lets nobody in who does not read the community, whatever the list says', async () => {
    const id = await page('Liste', { participants: [bob, eve, max] });
    expect(await statuses([bob, eve, max], `/pages/${id}`)).toEqual([200, 404, 200]);
    const answer = await app.as(bob).get(`/contents/${id}/audience`);
    expect(answer.body).toMatchObject({ count: 2, partners: 1 });
    await app.as(ana).delete(`/communities/${communityId}/members/${max.id}`);
    expect(await statuses([bob, eve, max], `/pages/${id}`)).toEqual([200, 404, 404]);
    expect(await restrict(bob, id, lou, eve)).toMatchObject({ status: 400, body: { errors: [{ field: 'participantIds.1' }] } });
  });

  it('is decided by the author and the animators, and by nobody else', async () => {
    const id = await page('De Bob');
    expect(await Promise.all([lou, max, eve].map(async (person) => (await restrict(person, id, person)).status))).toEqual([403, 403, 404]);
    expect((await restrict(ana, id, ana)).status).toBe(200);
    expect((await app.as(bob).get(`/pages/${id}`)).status).toBe(404);
  });

  it('of two lists given at the same moment, one holds', async () => {
    const id = await page('Deux listes');
    for (let round = 0; round < 5; round++) {
      await open(ana, id);
      await Promise.all([restrict(ana, id, lou), restrict(ana, id, max)]);
      const listed = await app.db.many<{ id: string }>(`SELECT person_id AS id FROM content_participant WHERE content_id = $1`, [id]);
      expect(listed).toHaveLength(2);
    }
  });

  it('covers what is put below while it is narrowed', async () => {
    for (let round = 0; round < 5; round++) {
      const top = await page('Haut');
      const below = await page('Milieu', { parentId: top });
      const [child] = await Promise.all([
        app.as(lou).post('/pages', { communityId, parentId: below, title: 'Enfant' }),
        restrict(bob, top, bob),
      ]);
      const scope = await app.db.one<{ scope: string | null }>(`SELECT scope_id AS scope FROM content WHERE id = $1`, [
        child.body['id'] ?? below,
      ]);
      expect(scope).toEqual({ scope: top });
    }
  });
});

/** What "Who can see this?" is answered with, for each rule. */
describe('who can see this', () => {
  it('counts all employees where the community is open, and partners among its members', async () => {
    const employees = (await app.db.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM person p JOIN organization o ON o.id = p.organization_id WHERE o.kind = 'customer' AND p.deactivated_at IS NULL`,
    ))!.count;
    const openId = await app.communities.create({ visibility: 'open', animators: [ana], members: [max] });
    const id = await page('Ouverte', { communityId: openId, author: ana });
    const { body } = await app.as(eve).get(`/contents/${id}/audience`);
    expect(body).toMatchObject({ rule: 'open-community', count: employees + 1, partners: 1, restrictedBy: null, can: { restrict: false } });
    expect(body['people'].length).toBeLessThanOrEqual(12);
  });

  it.each(['closed', 'secret'] as const)('counts the members of a %s community', async (visibility) => {
    const own = await app.communities.create({ name: 'Petite', visibility, animators: [ana], members: [max], asked: [eve] });
    const id = await page('Fermée', { communityId: own, author: ana });
    const { body } = await app.as(ana).get(`/contents/${id}/audience`);
    expect(body).toMatchObject({
      rule: `${visibility}-community`,
      count: 2,
      partners: 1,
      community: { name: 'Petite' },
      can: { restrict: true },
    });
    expect(body['people'].map(({ name }: { name: string }) => name)).toEqual(['Ana Rivoal', 'Max Sibiril']);
  });

  it('names the page above whose list decides', async () => {
    const top = await page('Direction', { participants: [bob, lou] });
    const below = await page('Dessous', { parentId: top });
    expect((await app.as(lou).get(`/contents/${top}/audience`)).body).toMatchObject({
      rule: 'list-in-community',
      count: 2,
      restrictedBy: null,
    });
    expect((await app.as(lou).get(`/contents/${below}/audience`)).body).toMatchObject({
      rule: 'list-in-community',
      count: 2,
      restrictedBy: { id: top, title: 'Direction' },
    });
    expect(await statuses([ana, eve], `/contents/${below}/audience`)).toEqual([404, 404]);
  });

  it('counts nobody who cannot sign in', async () => {
    const gone = await app.people.create({ deactivatedAt: new Date() });
    const guest = await app.people.create({ guestUntil: new Date(Date.now() - 1000) });
    const own = await app.communities.create({ animators: [ana], members: [gone, guest] });
    const id = await page('Vide', { communityId: own, author: ana });
    expect((await app.as(ana).get(`/contents/${id}/audience`)).body).toMatchObject({ count: 1 });
  });
});

describe('what is about other content', () => {
  it('is seen only with it', async () => {
    const source = await page('Source');
    const about = (await app.as(bob).post('/annotations', { sourceId: source, text: 'À propos' })).body['id'] as string;
    expect(await statuses([lou], `/annotations/${about}`)).toEqual([200]);
    await restrict(bob, source, bob);
    expect(await statuses([bob, lou], `/annotations/${about}`)).toEqual([200, 404]);
  });
});
