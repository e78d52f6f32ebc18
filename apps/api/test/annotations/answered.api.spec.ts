import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AnnotationView } from '@parvis/shared';
import pg from 'pg';
import type { QueryRunner } from 'typeorm';
import { AnsweredAnnotations1764000000027 } from '../../src/migrations/0027-answered-annotations.ts';
import { naming } from '../factories/annotations.ts';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

let app: TestApp;
let author: TestPerson, reader: TestPerson;
let communityId: string;
beforeAll(async () => {
  app = await startTestApp();
  [author, reader] = await Promise.all([app.people.create({ name: 'Ana Roche' }), app.people.create({ name: 'Léo Martin' })]);
  communityId = await app.communities.create({ visibility: 'open', animators: [author] });
  // The sessions are known from here on.
  for (const person of [author, reader]) await app.as(person).get('/me');
});
afterAll(() => app.close());

const newPage = () => app.pages.create({ communityId, author, title: 'Atelier', text: 'Le vérin se purge à froid.' });
const threadsOf = async (pageId: string, person = reader) => {
  let items: AnnotationView[] = [];
  const statements = await app.statements(async () => {
    ({ items } = (await app.as(person).get<{ items: AnnotationView[] }>(`/annotations?sourceId=${pageId}`)).body);
  });
  return { items, waysThere: statements.length };
};
const alone = async (id: string, person = reader) => (await app.as(person).get<AnnotationView>(`/annotations/${id}`)).body;

describe('the threads of a page', () => {
  it('are what each is by itself, however much goes on in them', async () => {
    const pageId = await newPage();
    const annotate = async (body: object) =>
      (await app.as(author).post<AnnotationView>('/annotations', { sourceId: pageId, ...body })).body.id;
    const silent = await annotate({ text: 'Relu' });
    const placed = await annotate({ text: '« Purge » ?', motivation: 'questioning', target: { exact: 'se purge' } });
    const whoIsNamed = await annotate({ body: naming('Voir avec ', reader, author) });
    const discussed = await annotate({ text: 'À dire' });
    const replies = [await app.annotations.reply(discussed, reader, 'Oui'), await app.annotations.reply(discussed, author, 'Non')];
    await app.annotations.reply(discussed, reader, 'Repris', true);
    for (const [person, id, reaction] of [
      [reader, discussed, 'agree'],
      [author, discussed, 'thanks'],
      [author, discussed, 'agree'],
      [author, replies[0], 'love'],
    ] as const)
      expect((await app.as(person).put(`/annotations/${id}/reactions/${reaction}`)).status).toBe(200);
    await app.as(author).put(`/annotations/${silent}/resolution`);

    for (const person of [author, reader]) {
      const { items } = await threadsOf(pageId, person);
      const each = await Promise.all([silent, whoIsNamed, discussed, placed].map((id) => alone(id, person)));
      expect(items).toEqual(each);
    }
    const thread = await alone(discussed);
    expect(thread.replies.map(({ text }) => text)).toEqual(['Oui', 'Non']);
    expect(thread.reactions).toEqual([
      {
        reaction: 'agree',
        count: 2,
        mine: true,
        people: [expect.objectContaining({ name: 'Léo Martin' }), expect.objectContaining({ name: 'Ana Roche' })],
      },
      { reaction: 'thanks', count: 1, mine: false, people: [expect.objectContaining({ name: 'Ana Roche' })] },
    ]);
    expect(thread.replies.map(({ reactions }) => reactions.map(({ reaction }) => reaction))).toEqual([['love'], []]);
  });

  it('cost one way to the database and back, and one more once somebody answered, however it was written', async () => {
    const pageId = await newPage();
    const [replied, reacted] = [await app.annotations.create({ pageId, author }), await app.annotations.create({ pageId, author })];
    expect((await threadsOf(pageId)).waysThere).toBe(1);
    await app.db.many(`INSERT INTO annotation_reaction (root_id, person_id, reaction) VALUES ($1, $2, 'agree')`, [reacted, author.id]);
    expect(await threadsOf(pageId)).toMatchObject({ waysThere: 2, items: [{ reactions: [] }, { reactions: [{ reaction: 'agree' }] }] });
    await app.annotations.reply(replied, author, 'Fait');
    expect(await threadsOf(pageId)).toMatchObject({ waysThere: 2, items: [{ replies: [{ text: 'Fait' }] }, { replies: [] }] });
  });

  it('are known to be answered where that was before it was noted', async () => {
    const pageId = await newPage();
    const [replied, reacted] = [await app.annotations.create({ pageId, author }), await app.annotations.create({ pageId, author })];
    const owner = new pg.Client({ connectionString: app.database.url });
    await owner.connect();
    await owner.query(`DROP FUNCTION note_answers CASCADE; ALTER TABLE annotation DROP COLUMN answered`);
    await app.annotations.reply(replied, author, 'Fait');
    await app.db.many(`INSERT INTO annotation_reaction (root_id, person_id, reaction) VALUES ($1, $2, 'agree')`, [reacted, author.id]);
    await new AnsweredAnnotations1764000000027().up(owner as unknown as QueryRunner);
    await owner.end();
    const { items } = await threadsOf(pageId);
    expect(items).toMatchObject([{ replies: [{ text: 'Fait' }] }, { reactions: [{ reaction: 'agree' }] }]);
  });

  it('are for whoever reads the page', async () => {
    const pageId = await app.pages.create({ communityId, author, title: 'Réservée', participants: [author] });
    await app.annotations.create({ pageId, author });
    expect((await threadsOf(pageId, author)).items).toHaveLength(1);
    expect((await app.as(reader).get(`/annotations?sourceId=${pageId}`)).status).toBe(404);
    // An annotation is no page.
    const [thread] = (await threadsOf(pageId, author)).items;
    expect((await app.as(author).get(`/annotations?sourceId=${thread?.id}`)).status).toBe(404);
  });
});
