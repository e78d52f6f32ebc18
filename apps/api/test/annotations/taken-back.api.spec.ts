import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../factories/people.ts';
import { PackingService } from '../../src/features/wiki/versions/packing.service.ts';
import { TrashService } from '../../src/content/trash.service.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

const DAY = 24 * 60 * 60 * 1000;
const TEXT = 'Le badge se retire au bureau 12. La visite dure une heure.';

let app: TestApp;
let author: TestPerson, reader: TestPerson;
let communityId: string, pageId: string;
beforeAll(async () => {
  app = await startTestApp();
  [author, reader] = await Promise.all([app.people.create(), app.people.create()]);
  communityId = await app.communities.create({ visibility: 'open', animators: [author] });
});
afterAll(() => app.close());
beforeEach(async () => {
  pageId = await app.pages.create({ communityId, author, title: 'Accueil', text: TEXT });
});

const annotate = async (exact: string, more: object = {}) => {
  const made = await app.as(reader).post('/annotations', { sourceId: pageId, text: 'Vraiment ?', target: { exact }, ...more });
  expect(made.status).toBe(201);
  return made.body['id'] as string;
};
const read = async (id: string) => (await app.as(reader).get(`/annotations/${id}`)).body as Record<string, any>;
const target = async (id: string) => (await read(id))['target'];
const write = async (markdown: string) => {
  expect((await app.as(author).put(`/pages/${pageId}/document`, { markdown })).status).toBe(200);
  await app.settle();
};
const undo = async (id: string) => {
  const answer = await app.as(author).delete(`/annotations/${id}/target`);
  await app.settle();
  return answer;
};

describe('a place that was found by itself and is wrong', () => {
  it('is given up: the annotation has none until somebody attaches it, and what is written elsewhere leaves it so', async () => {
    const id = await annotate('La visite dure une heure.');
    await write(TEXT.replace('dure une heure', 'commence à huit heures'));
    expect(await target(id)).toMatchObject({ state: 'CHANGED', exact: 'La visite commence à huit heures.' });
    expect((await undo(id)).status).toBe(200);
    const lost = { state: 'ORPHAN', start: null, original: { exact: 'La visite dure une heure.' } };
    expect(await target(id)).toMatchObject(lost);
    const { versionId } = (await app.as(author).get(`/pages/${pageId}`)).body;
    const then = (await app.as(reader).get(`/pages/${pageId}/versions/${versionId}/annotations`)).body['items'];
    expect(then).toEqual([expect.objectContaining({ id, target: expect.objectContaining({ state: 'ORPHAN', start: null }) })]);
    await write(`Bonjour.\n\n${TEXT.replace('dure une heure', 'commence à huit heures')}`);
    expect(await target(id)).toMatchObject(lost);
    await write('Le badge se retire au bureau 12.');
    await write(TEXT);
    expect(await target(id)).toMatchObject({ state: 'SAFE', exact: 'La visite dure une heure.' });
  });

  it('is given up also when it was lost before, and the log tells who did it', async () => {
    const id = await annotate('La visite dure une heure.');
    await write('Le badge se retire au bureau 12.');
    await write('Le badge se retire au bureau 12.\n\nEn hiver, la visite dure une heure.');
    expect(await target(id)).toMatchObject({ state: 'CHANGED' });
    await undo(id);
    expect(await target(id)).toMatchObject({ state: 'ORPHAN' });
    const log = (await app.as(reader).get(`/annotations/${id}/places`)).body['items'] as Record<string, any>[];
    expect(log[0]).toMatchObject({ by: { id: author.id }, state: 'ORPHAN', undoes: log[1]!['id'] });
    expect(log[1]).toMatchObject({ state: 'CHANGED', by: null });
  });
});

describe('attaching by hand', () => {
  it('is taken back: what was about the whole page is again, and follows no text', async () => {
    const made = await app.as(reader).post('/annotations', { sourceId: pageId, text: 'En général' });
    const { id } = made.body as { id: string };
    await write(`Bonjour.\n\n${TEXT}`);
    const { versionId } = (await app.as(author).get(`/pages/${pageId}`)).body;
    await app.as(author).put(`/annotations/${id}/target`, { exact: 'Bonjour.' });
    expect(await target(id)).toMatchObject({ whole: false, exact: 'Bonjour.', original: { exact: 'Bonjour.', versionId } });
    expect((await undo(id)).body['target']).toMatchObject({ whole: true, state: 'SAFE', start: null, original: null });
    await write('Tout autre chose.');
    expect(await target(id)).toMatchObject({ whole: true, state: 'SAFE', start: null, original: null });
  });

  it('is taken back also when the text that it was carried to before is no longer kept: its words are looked for', async () => {
    const id = await annotate('La visite dure une heure.');
    const changed = TEXT.replace('une heure', 'deux bonnes heures');
    await write(changed);
    await write(`Bonjour à toutes et à tous.\n\n${changed}`);
    await app.as(author).put(`/annotations/${id}/target`, { exact: 'au bureau 12' });
    await app.db.many(`DELETE FROM page_version WHERE page_id = $1`, [pageId]);
    await app.nest.get(PackingService, { strict: false }).run(new Date(Date.now() + 9 * DAY));
    await undo(id);
    const { text } = (await app.as(author).get(`/pages/${pageId}`)).body as { text: string };
    const { state, start, end, exact } = await target(id);
    expect([state, exact]).toEqual(['CHANGED', 'La visite dure deux bonnes heures.']);
    expect(text.slice(start, end)).toBe(exact);
  });

  it('to words of an older version that have left the page is refused, and changes nothing', async () => {
    const id = await annotate('au bureau 12');
    const { versionId } = (await app.as(author).get(`/pages/${pageId}`)).body;
    await write('Le badge se retire au bureau 12. Tout autre chose ensuite.');
    const before = await target(id);
    const answer = await app.as(author).put(`/annotations/${id}/target`, { exact: 'dure une heure', versionId });
    expect(answer.body).toMatchObject({ status: 409, code: 'not-in-text' });
    expect(await target(id)).toEqual(before);
  });
});

describe('a revision that somebody does not read', () => {
  it('is none to annotate: neither the draft of this page, whose words nobody learns so, nor one of another page', async () => {
    const elsewhere = await app.pages.create({ communityId, author, title: 'Ailleurs', text: TEXT });
    await app.as(author).put(`/pages/${pageId}/draft-mode`);
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: `${TEXT} Prime de 500 euros.` });
    await app.settle();
    const draft = (await app.as(author).get(`/pages/${pageId}?version=draft`)).body['versionId'] as string;
    const foreign = (await app.as(reader).get(`/pages/${elsewhere}`)).body['versionId'] as string;
    const refused = { status: 400, errors: [expect.objectContaining({ field: 'target.versionId' })] };
    for (const target of [
      { exact: 'Prime de 500 euros', versionId: draft },
      { exact: 'Prime de 600 euros', versionId: draft },
      { exact: 'une heure', versionId: foreign },
    ])
      expect((await app.as(reader).post('/annotations', { sourceId: pageId, text: 'x', target })).body).toMatchObject(refused);
    expect((await app.as(reader).get(`/annotations?sourceId=${pageId}`)).body['items']).toEqual([]);
  });
});

describe('a thread', () => {
  it('that is deleted comes back with what was answered, its reactions, its state and its place', async () => {
    const id = await annotate('une heure', { motivation: 'questioning' });
    const [reply] = (await app.as(author).post('/annotations', { rootId: id, text: 'Plutôt deux.' })).body['replies'];
    await app.as(reader).put(`/annotations/${reply.id}/reactions/thanks`);
    await app.as(author).put(`/annotations/${id}/reactions/agree`);
    await app.as(author).put(`/annotations/${id}/resolution`);
    const before = await read(id);
    await app.as(reader).delete(`/annotations/${id}`);
    // The page goes on without it.
    await write(`Bonjour.\n\n${TEXT}`);
    expect((await app.as(reader).get(`/annotations/${id}`)).status).toBe(404);
    expect((await app.as(reader).put(`/trash/${id}/restoration`)).status).toBe(200);
    const after = await read(id);
    expect(after['target']).toMatchObject({ state: 'SAFE', exact: 'une heure' });
    expect({ ...after, target: null }).toEqual({ ...before, target: null });
    const { text } = (await app.as(reader).get(`/pages/${pageId}/versions/${after['target'].revisionId}`)).body as { text: string };
    expect(text.slice(after['target'].start, after['target'].end)).toBe('une heure');
  });

  it('becomes a correction when its author says so; nobody else changes what it is', async () => {
    const id = await annotate('une heure');
    expect((await app.as(author).patch(`/annotations/${id}`, { motivation: 'editing' })).status).toBe(403);
    const changed = await app.as(reader).patch(`/annotations/${id}`, { motivation: 'editing' });
    expect(changed.body).toMatchObject({ motivation: 'editing', text: 'Vraiment ?', target: { exact: 'une heure' } });
    expect((await app.as(author).get(`/communities/${communityId}/annotations?motivation=editing`)).text).toContain(id);
  });
});

it('a page that is erased for good takes all of its threads along, also those that had been deleted before', async () => {
  const id = await annotate('une heure');
  await app.as(author).post('/annotations', { rootId: id, text: 'Oui' });
  await app.as(author).put(`/annotations/${id}/reactions/agree`);
  await app.as(reader).post('/annotations', { sourceId: pageId, text: 'En général' });
  await app.as(reader).delete(`/annotations/${await annotate('bureau 12')}`);
  await write(`Bonjour.\n\n${TEXT}`);
  const held = () =>
    app.db.many(
      `SELECT id FROM content WHERE source_id = $1 UNION ALL SELECT annotation_id FROM annotation_target WHERE page_id = $1
       UNION ALL SELECT revision_id FROM annotation_places WHERE page_id = $1 UNION ALL SELECT id FROM annotation_reply WHERE root_id = $2
       UNION ALL SELECT root_id FROM annotation_reaction WHERE root_id = $2 UNION ALL SELECT annotation_id FROM annotation_anchor_log WHERE annotation_id = $2`,
      [pageId, id],
    );
  expect((await held()).length).toBeGreaterThan(9);
  await app.as(author).delete(`/pages/${pageId}`);
  await app.nest.get(TrashService, { strict: false }).erase(new Date(Date.now() + 31 * DAY));
  expect(await held()).toEqual([]);
});

describe('a reaction', () => {
  it('to an annotation or to a reply is taken back by who gave it, and those of others stay', async () => {
    const id = await annotate('une heure');
    const [reply] = (await app.as(author).post('/annotations', { rootId: id, text: 'Plutôt deux.' })).body['replies'];
    for (const about of [id, reply.id])
      for (const person of [author, reader]) await app.as(person).put(`/annotations/${about}/reactions/thanks`);
    expect((await app.as(author).put(`/annotations/${id}/reactions/nonsense`)).status).toBe(400);
    await app.as(author).delete(`/annotations/${reply.id}/reactions/thanks`);
    const counted = async (person: TestPerson) => {
      const { reactions, replies } = (await app.as(person).get(`/annotations/${id}`)).body;
      return [reactions, replies[0].reactions].map((given: { count: number; mine: boolean }[]) =>
        given.map(({ count, mine }) => [count, mine]),
      );
    };
    expect(await counted(author)).toEqual([[[2, true]], [[1, false]]]);
    expect(await counted(reader)).toEqual([[[2, true]], [[1, true]]]);
    await app.as(reader).delete(`/annotations/${reply.id}/reactions/thanks`);
    expect(await counted(reader)).toEqual([[[2, true]], []]);
  });
});

describe('lists of many pages', () => {
  it('are narrowed to what lost its place, to what changed, to an author and to oneself', async () => {
    const [lost, changed, kept] = [await annotate('bureau 12'), await annotate('La visite dure une heure.'), await annotate('La visite')];
    const mine = (await app.as(author).post('/annotations', { sourceId: pageId, text: 'En général' })).body['id'] as string;
    await write('La visite dure deux bonnes heures.');
    const listed = async (person: TestPerson, address: string) =>
      (await app.as(person).get(address)).body['items']
        .map((item: { id: string }) => item.id)
        .filter((id: string) => [lost, changed, kept, mine].includes(id));
    const inCommunity = (query: string) => listed(author, `/communities/${communityId}/annotations?${query}`);
    expect(await inCommunity('state=ORPHAN')).toEqual([lost]);
    expect(await inCommunity('state=CHANGED')).toEqual([changed]);
    expect(await inCommunity(`authorId=${reader.id}`)).toEqual([kept, changed, lost]);
    expect(await inCommunity('mine=true')).toEqual([mine]);
    expect(await listed(reader, '/my-annotations?state=ORPHAN')).toEqual([lost]);
    expect(await listed(author, '/my-annotations')).toEqual([mine]);
    await app.as(author).put(`/annotations/${lost}/resolution`);
    expect(await listed(reader, '/my-annotations?status=open')).toEqual([kept, changed]);
  });
});
