import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

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
