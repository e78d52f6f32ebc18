import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnnotationView } from '@parvis/shared';
import sharp from 'sharp';
import { naming } from '../factories/annotations.ts';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

let app: TestApp;
let animator: TestPerson;
let member: TestPerson;
let partner: TestPerson;
let stranger: TestPerson;
let communityId: string;
let pageId: string;
beforeAll(async () => {
  app = await startTestApp();
  [animator, member, partner, stranger] = await Promise.all([
    app.people.create({ name: 'Tugdual Le Goff' }),
    app.people.create({ name: 'Aïcha Benali' }),
    app.people.create({ name: 'Paul Even', organization: 'partner' }),
    app.people.create({ name: 'Inès Inconnue' }),
  ]);
  communityId = await app.communities.create({ visibility: 'open', animators: [animator], members: [member, partner] });
  await app.as(animator).patch(`/communities/${communityId}`, { annotatedBy: 'readers' });
});
afterAll(() => app.close());
beforeEach(async () => {
  pageId = await app.pages.create({
    communityId,
    author: animator,
    title: 'Accueil',
    text: 'Le badge se retire au bureau 12. La visite dure une heure.',
  });
});

/** What the answer to writing says is what reading says right after it. Returns it. */
async function same(person: TestPerson, body: object): Promise<AnnotationView> {
  const made = await app.as(person).post<AnnotationView>('/annotations', { sourceId: pageId, ...body });
  expect(made.status).toBe(201);
  expect(made.body).toEqual((await app.as(person).get(`/annotations/${made.body.id}`)).body);
  const listed = (await app.as(person).get<{ items: AnnotationView[] }>(`/annotations?sourceId=${pageId}`)).body.items;
  expect(made.body).toEqual(listed.find(({ id }) => id === made.body.id));
  return made.body;
}

async function picture(): Promise<string> {
  const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#369' } })
    .png()
    .toBuffer();
  return (await app.as(member).upload('POST', `/pages/${pageId}/annotation-pictures`, { name: 'a.png', type: 'image/png', content })).body[
    'id'
  ];
}

describe('the answer to annotating', () => {
  const visibilities = ['private', 'community', 'page'] as const;
  const targets = [undefined, { exact: 'au bureau 12' }];

  it.each(visibilities.flatMap((visibility) => targets.map((target) => ({ visibility, ...(target && { target }) }))))(
    'is what reading gives: %j',
    async (body) => {
      for (const person of [animator, member]) await same(person, { ...body, text: 'Est-ce vrai ?\n\nEt « là » ?' });
      await same(member, { ...body, motivation: 'highlighting' });
      await same(member, { ...body, motivation: 'editing', body: naming('Pour ') });
    },
  );

  it('of whoever reads without belonging there, and of a partner', async () => {
    await same(stranger, { text: 'De passage' });
    await same(partner, { text: 'De chez nous', visibility: 'community' });
  });

  it('on a text that was replaced since', async () => {
    const { versionId } = (await app.as(animator).get(`/pages/${pageId}`)).body;
    await app.as(animator).put(`/pages/${pageId}/document`, { markdown: 'Avant tout : le badge se retire au bureau 12.' });
    await app.settle();
    expect(await same(member, { text: 'Déplacé', target: { exact: 'au bureau 12', versionId } })).toMatchObject({
      target: { start: 'Avant tout : le badge se retire '.length, original: { versionId } },
    });
    expect(await same(member, { text: 'Perdu', target: { exact: 'dure une heure', versionId } })).toMatchObject({
      target: { exact: null },
    });
    await same(member, { text: 'Tout' });
  });

  it('that names people, whom its author need not know', async () => {
    const { mentions } = await same(member, { body: naming('Pour ', animator, partner, stranger) });
    expect(mentions.map(({ id }) => id).toSorted()).toEqual([animator.id, partner.id, stranger.id].toSorted());
    expect((await same(partner, { body: naming('Pour ', animator, stranger) })).mentions.map(({ id }) => id)).toEqual([animator.id]);
  });

  it('that shows a picture', async () => {
    const fileId = await picture();
    const { files } = await same(member, { body: { type: 'doc', content: [{ type: 'image', attrs: { fileId, alt: 'Le plan' } }] } });
    expect(files.map(({ id }) => id)).toEqual([fileId]);
  });

  it('asked again, when somebody has answered meanwhile', async () => {
    const { id } = await same(member, { text: 'Une fois' });
    await app.as(animator).post('/annotations', { rootId: id, text: 'Oui' });
    expect((await same(member, { id, text: 'Une fois' })).replies).toHaveLength(1);
  });

  it('of a whole page takes two statements, and tells what happened in the second', async () => {
    await same(member, { text: 'Une première' });
    let id = '';
    const statements = await app.statements(async () => {
      id = (await app.as(member).post('/annotations', { sourceId: pageId, text: 'En deux fois' })).body['id'];
    });
    expect(statements).toHaveLength(2);
    const told = await app.db.many(`SELECT name, actor_id AS "actorId" FROM domain_event WHERE payload ->> 'annotationId' = $1`, [id]);
    expect(told).toEqual([{ name: 'annotation.created', actorId: member.id }]);
  });

  it('that was not written tells nothing', async () => {
    const { id } = await same(member, { text: 'À moi' });
    await app.settle();
    const count = () => app.db.one(`SELECT count(*) AS events FROM domain_event`);
    const before = await count();
    expect((await app.as(animator).post('/annotations', { id, sourceId: pageId, text: 'À moi aussi' })).status).toBe(409);
    expect((await app.as(member).post('/annotations', { id, sourceId: pageId, text: 'À moi' })).status).toBe(201);
    expect(await count()).toEqual(before);
  });
});
