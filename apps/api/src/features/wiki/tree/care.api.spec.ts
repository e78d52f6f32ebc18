import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';
import { Mailer } from '../../../platform/mail/mail.ts';
import { RemindersService } from './reminders.service.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let eve: TestPerson;
let here: string;
beforeAll(async () => {
  app = await startTestApp();
  [ana, bob, eve] = await Promise.all([
    app.people.create({ name: 'Ana Rivoal' }),
    app.people.create({ name: 'Bob Gallou' }),
    app.people.create({ name: 'Ève Étienne' }),
  ]);
});
afterAll(() => app.close());
beforeEach(async () => {
  here = await app.communities.create({ animators: [ana], members: [bob] });
});

const page = (title: string, more: object = {}) => app.pages.create({ communityId: here, author: ana, title, ...more });
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const titlesOf = ({ body }: { body: Record<string, any> }) => body['items'].map((item: { title: string }) => item.title);

describe('labels', () => {
  it('are the same label whatever their capitals, kept as first typed, and at most 20', async () => {
    const id = await page('Carte');
    const set = (labels: string[]) => app.as(bob).put(`/contents/${id}/labels`, { labels });
    expect((await set(['  Sécurité   chantier ', 'sécurité chantier', 'SÉCURITÉ CHANTIER', 'Béton'])).body).toEqual({
      labels: ['Béton', 'Sécurité chantier'],
    });
    expect((await app.as(bob).get(`/pages/${id}`)).body['labels']).toEqual(['Béton', 'Sécurité chantier']);
    expect((await set(Array.from({ length: 21 }, (_, index) => `L${index}`))).body).toMatchObject({ errors: [{ field: 'labels' }] });
    expect((await set([])).body).toEqual({ labels: [] });
  });

  it('are counted and listed over what I see, page after page', async () => {
    const ids = [await page('Zinc'), await page('Étai'), await page('Acier'), await page('Secret', { participants: [ana] })];
    for (const id of ids) await app.as(ana).put(`/contents/${id}/labels`, { labels: ['Matériaux'] });
    await app.as(ana).put(`/contents/${ids[3]}/labels`, { labels: ['matériaux', 'Caché'] });
    expect((await app.as(bob).get(`/communities/${here}/labels`)).body['items']).toEqual([{ label: 'Matériaux', count: 3 }]);
    expect((await app.as(ana).get(`/communities/${here}/labels?q=mat`)).body['items']).toMatchObject([{ count: 4 }]);
    const first = await app.as(bob).get(`/communities/${here}/pages-labelled?label=MATÉRIAUX&limit=2`);
    expect(titlesOf(first)).toEqual(['Acier', 'Étai']);
    const rest = await app.as(bob).get(`/communities/${here}/pages-labelled?label=matériaux&cursor=${first.body['nextCursor']}`);
    expect(titlesOf(rest)).toEqual(['Zinc']);
    expect(rest.body['nextCursor']).toBeNull();
  });
});

describe('watching', () => {
  it('is of a page, of all below it, or of a community', async () => {
    const top = await page('Haut');
    const below = await page('Bas', { parentId: top });
    const watched = async (id: string) => {
      const { body } = await app.as(bob).get(`/pages/${id}`);
      return [body['watching'], body['watched']];
    };
    await app.as(bob).put(`/contents/${top}/watch`, {});
    expect([await watched(top), await watched(below)]).toEqual([
      ['page', true],
      [null, false],
    ]);
    await app.as(bob).put(`/contents/${top}/watch`, { below: true });
    expect([await watched(top), await watched(below)]).toEqual([
      ['below', true],
      [null, true],
    ]);
    await app.as(bob).delete(`/contents/${top}/watch`);
    expect(await watched(below)).toEqual([null, false]);
    const ofCommunity = async () => (await app.as(bob).get(`/communities/${here}/watch`)).body;
    expect(await ofCommunity()).toEqual({ watched: false, level: 'mentions' });
    await app.as(bob).put(`/communities/${here}/watch`);
    expect(await ofCommunity()).toEqual({ watched: true, level: 'all' });
    expect(await watched(below)).toEqual([null, true]);
    expect((await app.as(ana).get(`/pages/${below}`)).body['watched']).toBe(false);
    await app.as(bob).delete(`/communities/${here}/watch`);
    expect(await watched(below)).toEqual([null, false]);
  });
});

describe('templates', () => {
  it('begin new pages; those of this community first, then of my others', async () => {
    const other = await app.communities.create({ animators: [ana], members: [bob] });
    const foreign = await app.communities.create({ animators: [ana] });
    const minutes = await page('Compte rendu', { text: 'Présents, décisions' });
    const [elsewhere, unseen] = [await page('Accueil', { communityId: other }), await page('Ailleurs', { communityId: foreign })];
    for (const id of [minutes, elsewhere, unseen]) expect((await app.as(ana).put(`/pages/${id}/template`)).status).toBe(204);
    expect(titlesOf(await app.as(bob).get(`/communities/${here}/templates`))).toEqual(['Compte rendu', 'Accueil']);
    const first = await app.as(bob).get(`/communities/${here}/templates?limit=1`);
    expect(titlesOf(await app.as(bob).get(`/communities/${here}/templates?cursor=${first.body['nextCursor']}`))).toEqual(['Accueil']);

    const made = await app.as(bob).post('/pages', { communityId: here, title: 'Réunion du 3', templateId: minutes });
    expect(made).toMatchObject({ status: 201, body: { text: 'Présents, décisions', template: false, author: { id: bob.id } } });
    const wrong = async (body: object) =>
      (await app.as(bob).post('/pages', { communityId: here, title: 'X', ...body })).body['errors']?.[0]?.field;
    expect(await wrong({ templateId: unseen })).toBe('templateId');
    expect(await wrong({ templateId: made.body['id'] })).toBe('templateId');
    expect(await wrong({ templateId: minutes, markdown: 'x' })).toBe('templateId');
    await app.as(bob).delete(`/pages/${minutes}/template`);
    expect(titlesOf(await app.as(bob).get(`/communities/${here}/templates`))).toEqual(['Accueil']);
  });
});

describe('reviews', () => {
  const plan = (person: TestPerson, id: string, ownerId: string | null, reviewAt: string | null) =>
    app.as(person).put(`/pages/${id}/review`, { ownerId, reviewAt });
  const mine = async (person: TestPerson) => (await app.as(person).get('/reviews')).body['items'];

  it('name somebody who reads the page and a day; what is due comes first', async () => {
    const [late, soon] = [await page('Plus tard'), await page('Bientôt')];
    expect((await plan(bob, late, eve.id, inDays(1))).body).toMatchObject({ errors: [{ field: 'ownerId' }] });
    expect((await plan(bob, late, uuidv7(), null)).body).toMatchObject({ errors: [{ field: 'ownerId' }] });
    expect((await plan(bob, late, null, inDays(1))).body).toMatchObject({ errors: [{ field: 'ownerId' }] });
    expect((await plan(bob, late, bob.id, '2026-02-31')).body).toMatchObject({ errors: [{ field: 'reviewAt' }] });
    expect((await plan(ana, late, bob.id, inDays(30))).body['review']).toMatchObject({ owner: { id: bob.id }, due: false });
    expect((await plan(ana, soon, bob.id, inDays(-1))).body['review']).toMatchObject({ reviewAt: inDays(-1), due: true });
    expect((await mine(bob)).map(({ page: { title }, due }: any) => [title, due])).toEqual([
      ['Bientôt', true],
      ['Plus tard', false],
    ]);
    expect((await app.as(bob).get(`/communities/${here}/reviews?due=true`)).body['items']).toHaveLength(1);
    expect(await mine(ana)).toEqual([]);
  });

  it('are confirmed by the owner or whoever edits, until the next day', async () => {
    const open = await app.communities.create({ visibility: 'open', animators: [ana] });
    const id = await page('Consigne', { communityId: open });
    await plan(ana, id, eve.id, inDays(-3));
    const confirm = (person: TestPerson, reviewAt: string | null) => app.as(person).put(`/pages/${id}/review/confirmation`, { reviewAt });
    expect((await confirm(bob, inDays(90))).status).toBe(403);
    expect((await confirm(eve, inDays(0))).body).toMatchObject({ errors: [{ field: 'reviewAt' }] });
    expect((await confirm(eve, inDays(90))).body['review']).toMatchObject({
      due: false,
      reviewAt: inDays(90),
      confirmedBy: { id: eve.id },
    });
    expect((await confirm(ana, null)).body['review']).toMatchObject({ reviewAt: null, owner: { id: eve.id } });
    expect((await mine(eve)).filter(({ page: { id: pageId } }: any) => pageId === id)).toEqual([]);
  });

  it('come to the animators when the owner can no longer read the page', async () => {
    const cat = await app.people.create();
    await app.as(ana).put(`/communities/${here}/members/${cat.id}`, { role: 'member' });
    const id = await page('Orpheline');
    await plan(ana, id, cat.id, inDays(-1));
    expect((await mine(cat)).map(({ page: { title } }: any) => title)).toEqual(['Orpheline']);
    await app.as(ana).delete(`/communities/${here}/members/${cat.id}`);
    expect(await mine(cat)).toEqual([]);
    expect(await mine(ana)).toMatchObject([{ page: { title: 'Orpheline' }, ownerReads: false }]);
    const seen = (await mine(bob)).map(({ page: { title } }: any) => title);
    expect(seen).not.toContain('Orpheline');
  });

  describe('reminders', () => {
    const remind = (days: number, time = '12:00') =>
      app.nest.get(RemindersService, { strict: false }).remind(new Date(`${inDays(days)}T${time}:00Z`));
    const mailsTo = async (person: TestPerson) => {
      await app.settle();
      return (await app.nest.get(Mailer, { strict: false }).kept(100, null)).filter(({ to }) => to === person.email);
    };

    it('go out on the day, then weekly, once each, in the language of the owner', async () => {
      const [dan, fleur] = await Promise.all([app.people.create(), app.people.create()]);
      await app.db.many(`UPDATE person SET language = 'en' WHERE id = $1`, [dan.id]);
      const community = await app.communities.create({ animators: [ana], members: [dan, fleur] });
      const [one, two] = [await page('Plan de charge', { communityId: community }), await page('Astreinte', { communityId: community })];
      for (const id of [one, two]) await plan(ana, id, dan.id, inDays(2));
      await plan(ana, await page('Badges', { communityId: community }), fleur.id, inDays(2));

      await remind(1);
      expect(await mailsTo(dan)).toEqual([]);
      // Not before the morning; then once, however often the hour strikes.
      await remind(2, '04:00');
      expect(await mailsTo(dan)).toEqual([]);
      await Promise.all([remind(2), remind(2), remind(3)]);
      expect(await mailsTo(dan)).toMatchObject([{ subject: '2 pages to review', text: expect.stringContaining('Plan de charge') }]);
      expect(await mailsTo(fleur)).toMatchObject([{ subject: 'À relire\u00a0: Badges' }]);
      await remind(9);
      await remind(10);
      expect(await mailsTo(dan)).toHaveLength(2);
      await app.as(dan).put(`/pages/${one}/review/confirmation`, { reviewAt: inDays(200) });
      await remind(16);
      expect((await mailsTo(dan))[0]).toMatchObject({ subject: 'To review: Astreinte' });
    });

    it('rest while the community is archived, where nobody can review anything', async () => {
      const hugo = await app.people.create();
      const community = await app.communities.create({ animators: [ana], members: [hugo] });
      await plan(ana, await page('Archives', { communityId: community }), hugo.id, inDays(1));
      await app.as(ana).put(`/communities/${community}/archive`);
      await remind(1);
      expect(await mailsTo(hugo)).toEqual([]);
      await app.as(ana).delete(`/communities/${community}/archive`);
      await remind(2);
      expect(await mailsTo(hugo)).toHaveLength(1);
    });

    it('do not go to who can no longer read the page', async () => {
      const gil = await app.people.create();
      const community = await app.communities.create({ animators: [ana], members: [gil] });
      const id = await page('Partie', { communityId: community });
      await plan(ana, id, gil.id, inDays(1));
      await app.as(ana).delete(`/communities/${community}/members/${gil.id}`);
      await remind(1);
      await remind(8);
      expect(await mailsTo(gil)).toEqual([]);
    });
  });
});

describe('suggestions', () => {
  it('of pages forgive accents, and name this community first, then mine, never what I cannot see', async () => {
    const other = await app.communities.create({ animators: [ana], members: [bob] });
    const foreign = await app.communities.create({ animators: [ana] });
    const top = await page('Écluses');
    await page('Les écluses de Rance', { parentId: top });
    await page('Écluse ailleurs', { communityId: other });
    await page('Écluse étrangère', { communityId: foreign });
    await page('Écluse cachée', { participants: [ana] });
    const { body } = await app.as(bob).get(`/communities/${here}/page-suggestions?q=ecluse`);
    expect(titlesOf({ body })).toEqual(['Écluses', 'Les écluses de Rance', 'Écluse ailleurs']);
    expect(body['items'][1]).toMatchObject({ parentTitle: 'Écluses', community: { id: here } });
    expect(titlesOf(await app.as(bob).get(`/communities/${here}/page-suggestions?q=%25`))).toEqual([]);
    expect(titlesOf(await app.as(bob).get(`/communities/${here}/page-suggestions`))).toHaveLength(2);
  });

  it('of people say who can read, members first, and name nobody whom I may not know of', async () => {
    const partner = await app.people.create({ organization: 'partner', name: 'Étienne Lointain' });
    const id = await page('Carte');
    const all = (await app.as(bob).get(`/contents/${id}/mentionable?q=et`)).body['items'];
    expect(all.map(({ person, canRead }: any) => [person.name, canRead])).toEqual([['Ève Étienne', false]]);
    const members = (await app.as(bob).get(`/contents/${id}/mentionable?limit=2`)).body['items'];
    expect(members.map(({ person, canRead }: any) => [person.name, canRead])).toEqual([
      ['Ana Rivoal', true],
      ['Bob Gallou', true],
    ]);
    await app.as(ana).put(`/communities/${here}/members/${partner.id}`, { role: 'member' });
    const known = (await app.as(bob).get(`/contents/${id}/mentionable?q=lointain`)).body['items'];
    expect(known.map(({ person }: any) => person.name)).toEqual(
      (await app.as(ana).get(`/people/${partner.id}`)).status === 200 ? ['Étienne Lointain'] : [],
    );
  });
});
