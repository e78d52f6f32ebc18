import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../factories/people.ts';
import { openLive, until } from '../live-screen.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { PageStoring } from '../../src/features/wiki/live/page-storing.service.ts';
import { hintsTo, openHints } from '../hint-socket.ts';

const TEXT = 'Le badge se retire au bureau 12. La visite dure une heure.';

/** The cases that annotations are known to break in, each by its name; those of texts alone stand in `packages/shared/src/anchoring/cases.spec.ts`. */
let app: TestApp;
let address: string;
let author: TestPerson, colleague: TestPerson, reader: TestPerson;
let communityId: string, pageId: string;
beforeAll(async () => {
  app = await startTestApp();
  address = await app.listen();
  [author, colleague, reader] = await Promise.all([
    app.people.create({ roles: ['admin'] }),
    app.people.create(),
    app.people.create({ name: 'Noémie Vasseur' }),
  ]);
});
afterAll(() => app.close());
beforeEach(async () => {
  communityId = await app.communities.create({ visibility: 'closed', animators: [author], members: [colleague, reader] });
  pageId = await app.pages.create({ communityId, author, title: 'Accueil', text: TEXT });
});

const annotate = (person: TestPerson, exact: string, more: object = {}) =>
  app.as(person).post('/annotations', { sourceId: pageId, text: 'Vraiment ?', target: { exact, ...more } });
const list = async (person: TestPerson) =>
  ((await app.as(person).get(`/annotations?sourceId=${pageId}`)).body['items'] ?? []) as Record<string, any>[];
const store = async () => {
  await app.nest.get(PageStoring).store(pageId);
  await app.settle();
};
const write = async (markdown: string) => {
  expect((await app.as(author).put(`/pages/${pageId}/document`, { markdown })).status).toBe(200);
  await app.settle();
};

/** A screen that shows the page, and what it is told. */
async function watching(person: TestPerson) {
  const socket = (await openHints(address, { cookie: person.cookie }))!;
  const heard = hintsTo(socket);
  expect(await socket.emitWithAck('watch', { kind: 'content', id: pageId })).toEqual({ ok: true });
  return { socket, heard };
}

describe('two clients at once', () => {
  it('who annotate the same passage while a third one saves make two threads, both where the text is now', async () => {
    const made = await Promise.all([
      annotate(colleague, 'une heure'),
      annotate(reader, 'une heure'),
      app.as(author).put(`/pages/${pageId}/document`, { markdown: `Bonjour.\n\n${TEXT}` }),
    ]);
    expect(made.map(({ status }) => status)).toEqual([201, 201, 200]);
    await app.settle();
    const threads = await list(author);
    expect(threads.map(({ target }) => [target.state, target.start, target.exact])).toEqual([
      ['SAFE', 57, 'une heure'],
      ['SAFE', 57, 'une heure'],
    ]);
  });

  it('who write on the page around an annotation, each on a screen of their own, leave it its words', async () => {
    await annotate(reader, 'La visite dure une heure.');
    const [one, two] = await Promise.all([author, colleague].map((person) => openLive(address, pageId, { cookie: person.cookie })));
    one!.firstText().insert(0, 'Attention : ');
    two!.type(' Prévoir un casque.');
    one!.addParagraph('Fin.');
    await Promise.all([one!.saved(), two!.saved()]);
    await until(() => one!.text() === two!.text());
    await store();
    expect((await list(reader))[0]!['target']).toMatchObject({ state: 'SAFE', start: 45, exact: 'La visite dure une heure.' });
    one!.close();
    two!.close();
  });

  it('who resolve a thread and answer in it at once: both count', async () => {
    const { id } = (await annotate(reader, 'une heure')).body;
    await Promise.all([
      app.as(author).put(`/annotations/${id}/resolution`),
      app.as(colleague).put(`/annotations/${id}/resolution`),
      app.as(colleague).post('/annotations', { rootId: id, text: 'Vu' }),
    ]);
    expect((await list(reader))[0]).toMatchObject({ status: 'resolved', replies: [{ text: 'Vu' }] });
  });
});

describe('a stale client that sends a selection of an older version', () => {
  it('annotates where that text is now', async () => {
    const { versionId } = (await app.as(reader).get(`/pages/${pageId}`)).body;
    await write(`Bonjour.\n\n${TEXT.replace('une heure', 'deux heures')}`);
    const made = await annotate(reader, 'La visite dure une heure.', { start: 33, versionId });
    expect(made.body['target']).toMatchObject({
      state: 'CHANGED',
      exact: 'La visite dure deux heures.',
      original: { exact: 'La visite dure une heure.', versionId },
    });
  });

  it('makes an orphan of what is gone, and does not guess', async () => {
    const { versionId } = (await app.as(reader).get(`/pages/${pageId}`)).body;
    await write('Tout autre chose. La visite a lieu.');
    expect((await annotate(reader, 'dure une heure', { versionId })).body['target']).toMatchObject({ state: 'ORPHAN', start: null });
    expect((await annotate(reader, 'dure une heure')).body).toMatchObject({ status: 409, code: 'not-in-text' });
  });
});

describe('delete, save, undo', () => {
  it('attaches it again, through the editor, to the block that came back', async () => {
    const screen = await openLive(address, pageId, { cookie: author.cookie });
    screen.addParagraph('Le casque reste sur place.', 'casque');
    await screen.saved();
    await store();
    await annotate(reader, 'casque reste');
    screen.fragment.delete(1, 1);
    await screen.saved();
    await store();
    expect((await list(reader))[0]!['target']).toMatchObject({ state: 'ORPHAN', original: { exact: 'casque reste' } });
    screen.addParagraph('Le casque reste sur place.', 'casque');
    await screen.saved();
    await store();
    expect((await list(reader))[0]!['target']).toMatchObject({ state: 'SAFE', exact: 'casque reste' });
    screen.close();
  });
});

describe('permission lost while connected', () => {
  it('the room is left, nothing is heard any more, and nothing can be annotated', async () => {
    const { socket, heard } = await watching(reader);
    await annotate(colleague, 'une heure');
    await until(() => heard.includes(`annotations ${pageId}`));
    const mine = (await annotate(reader, 'une heure')).body['id'];
    await app.settle();
    await app.as(author).delete(`/communities/${communityId}/members/${reader.id}`);
    await app.settle();
    heard.length = 0;
    const { id } = (await annotate(colleague, 'au bureau 12')).body;
    await app.as(author).put(`/annotations/${mine}/resolution`);
    await app.settle();
    expect(heard.filter((hint) => hint.includes(pageId))).toEqual([]);
    expect(await socket.emitWithAck('watch', { kind: 'content', id: pageId })).toMatchObject({ status: 404 });
    const refused = [
      annotate(reader, 'une heure'),
      app.as(reader).post('/annotations', { rootId: id, text: 'Encore' }),
      app.as(reader).patch(`/annotations/${mine}`, { text: 'Autre' }),
      app.as(reader).delete(`/annotations/${mine}`),
      app.as(reader).put(`/annotations/${id}/reactions/agree`),
      app.as(reader).get(`/annotations/${mine}/places`),
    ];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await app.as(reader).get('/my-annotations')).body['items'].map((item: { id: string }) => item.id)).not.toContain(mine);
    socket.disconnect();
  });

  it('of annotating alone: what one wrote stays readable, and one may still take it back', async () => {
    const { id } = (await annotate(reader, 'une heure')).body;
    await app.as(author).patch(`/communities/${communityId}`, { visibility: 'open', annotatedBy: 'members' });
    await app.as(author).delete(`/communities/${communityId}/members/${reader.id}`);
    expect((await app.as(reader).get(`/annotations/${id}`)).body['can']).toEqual({
      edit: false,
      delete: true,
      resolve: false,
      reply: false,
      place: false,
    });
    expect((await annotate(reader, 'une heure')).status).toBe(403);
    expect((await app.as(reader).delete(`/annotations/${id}`)).status).toBe(204);
  });
});

describe('a private annotation', () => {
  it('that follows its text is told of to its author’s screens alone: others learn not even that there is one', async () => {
    await annotate(reader, 'une heure');
    const [{ id }] = (await list(reader)) as [{ id: string }];
    await app.as(reader).patch(`/annotations/${id}`, { visibility: 'private' });
    await app.settle();
    const [mine, others] = await Promise.all([watching(reader), watching(colleague)]);
    await write(`Bonjour.\n\n${TEXT}`);
    await until(() => mine.heard.includes(`annotations ${pageId}`));
    await until(() => others.heard.some((hint) => hint.endsWith(pageId)));
    await app.settle();
    expect(others.heard).not.toContain(`annotations ${pageId}`);
    // Beside one that others see there is nothing to hide.
    await annotate(colleague, 'au bureau 12');
    await app.settle();
    others.heard.length = 0;
    await write(`Bonsoir.\n\n${TEXT}`);
    await until(() => others.heard.includes(`annotations ${pageId}`));
    mine.socket.disconnect();
    others.socket.disconnect();
  });
});

describe('author deactivated', () => {
  it('her threads stay, with her name, told as no longer active; others resolve them; she is out', async () => {
    const leaving = await app.people.create({ name: 'Paul Even' });
    await app.as(author).put(`/communities/${communityId}/members/${leaving.id}`, { role: 'member' });
    const { id } = (await annotate(leaving, 'une heure')).body;
    const secret = await app.as(leaving).post('/annotations', { sourceId: pageId, text: 'à moi', visibility: 'private' });
    await app.as(colleague).post('/annotations', { rootId: id, text: 'Oui' });
    expect((await app.as(author).put(`/admin/people/${leaving.id}/deactivation`)).status).toBe(200);
    expect((await app.as(leaving).get(`/annotations/${id}`)).status).toBe(401);
    const threads = await list(colleague);
    expect(threads).toHaveLength(1);
    expect(threads[0]).toMatchObject({ author: { id: leaving.id, name: 'Paul Even', active: false }, replies: [{ text: 'Oui' }] });
    expect((await app.as(author).get(`/annotations/${secret.body['id']}`)).status).toBe(404);
    expect((await app.as(author).put(`/annotations/${id}/resolution`)).body).toMatchObject({ status: 'resolved' });
    await write(`Bonjour.\n\n${TEXT}`);
    expect((await list(colleague))[0]!['target']).toMatchObject({ state: 'SAFE', exact: 'une heure' });
  });
});

describe('overlaps', () => {
  it('of annotations by several people stay each for itself', async () => {
    await annotate(reader, 'La visite dure');
    await annotate(colleague, 'visite dure une');
    await write(TEXT.replace('La visite', 'La visite guidée'));
    expect((await list(author)).map(({ target }) => target.exact)).toEqual(['La visite guidée dure', 'visite guidée dure une']);
  });
});
