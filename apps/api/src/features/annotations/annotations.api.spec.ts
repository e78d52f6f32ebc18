import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { openLive, until } from '../../../test/live-screen.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { hintsTo, openHints } from '../../../test/hint-socket.ts';

let app: TestApp;
let address: string;
let author: TestPerson;
let member: TestPerson;
let employee: TestPerson;
let partner: TestPerson;
let communityId: string;
let pageId: string;
beforeAll(async () => {
  app = await startTestApp();
  address = await app.listen();
  [author, member, employee, partner] = await Promise.all([
    app.people.create({ name: 'Tugdual Le Goff' }),
    app.people.create({ name: 'Aïcha Benali' }),
    app.people.create({ name: 'Noémie Vasseur', organization: 'customer' }),
    app.people.create({ name: 'Paul Even', organization: 'partner' }),
  ]);
  communityId = await app.communities.create({ visibility: 'open', animators: [author], members: [member, partner] });
});
afterAll(() => app.close());

const TEXT = 'Le badge se retire au bureau 12. La visite dure une heure.';
beforeEach(async () => {
  pageId = await app.pages.create({ communityId, author, title: 'Accueil', text: TEXT });
});

const annotate = (person: TestPerson, body: object) =>
  app.as(person).post('/annotations', { sourceId: pageId, text: 'Est-ce toujours vrai ?', ...body });
const list = async (person: TestPerson) =>
  (await app.as(person).get(`/annotations?sourceId=${pageId}`)).body['items'] as Record<string, any>[];
const write = async (markdown: string) => {
  expect((await app.as(author).put(`/pages/${pageId}/document`, { markdown })).status).toBe(200);
  await app.settle();
};
const on = (exact: string) => ({ target: { exact } });

describe('annotating', () => {
  it('a reader without edit right annotates, and nothing of the page changes', async () => {
    const before = (await app.as(author).get(`/pages/${pageId}`)).body;
    const made = await annotate(employee, { motivation: 'questioning', ...on('au bureau 12') });
    expect(made).toMatchObject({
      status: 201,
      body: {
        motivation: 'questioning',
        visibility: 'page',
        status: 'open',
        text: 'Est-ce toujours vrai ?',
        can: { edit: true, resolve: true, delete: true },
      },
    });
    expect(made.body['target']).toMatchObject({
      whole: false,
      state: 'SAFE',
      start: 19,
      end: 31,
      exact: 'au bureau 12',
      revisionId: before['versionId'],
    });
    expect(made.body['target'].original).toMatchObject({ prefix: 'Le badge se retire ', suffix: '. La visite dure une heure.' });
    const { favourite: _, ...after } = (await app.as(author).get(`/pages/${pageId}`)).body;
    expect(after).toMatchObject({ versionId: before['versionId'], updatedAt: before['updatedAt'], lastEditor: before['lastEditor'] });
    expect((await app.as(author).get('/recent')).body['items'].map(({ kind }: { kind: string }) => kind)).not.toContain('annotation');
  });

  it('the whole page, without a selection', async () => {
    expect((await annotate(employee, {})).body['target']).toEqual({
      whole: true,
      state: 'SAFE',
      start: null,
      end: null,
      exact: null,
      revisionId: expect.any(String),
      original: null,
      score: 1,
      method: 'same',
    });
  });

  it('the same request twice is one annotation; an id of somebody else is refused', async () => {
    const id = uuidv7();
    await annotate(employee, { id, ...on('une heure') });
    expect((await annotate(employee, { id, ...on('une heure') })).status).toBe(201);
    expect(await list(employee)).toHaveLength(1);
    expect((await annotate(member, { id })).body).toMatchObject({ status: 409, code: 'id-taken' });
  });

  it('the same request again is one annotation too when what it selects has left the page meanwhile', async () => {
    const id = uuidv7();
    await annotate(employee, { id, ...on('une heure') });
    await write('Tout autre chose, longuement raconté.');
    expect(await annotate(employee, { id, ...on('une heure') })).toMatchObject({ status: 201, body: { id } });
    expect(await list(employee)).toHaveLength(1);
  });

  it('a selection that is not there, or stands there twice, gets a clear answer', async () => {
    await write('un mot, un mot');
    expect((await annotate(employee, on('rien'))).body).toMatchObject({ status: 409, code: 'not-in-text' });
    expect((await annotate(employee, on('un mot'))).body).toMatchObject({
      status: 400,
      errors: [expect.objectContaining({ field: 'target.exact' })],
    });
    expect((await annotate(employee, { target: { exact: 'un mot', start: 8 } })).body['target']).toMatchObject({ start: 8 });
    expect((await annotate(employee, { target: { exact: 'un mot', suffix: ', un' } })).body['target']).toMatchObject({ start: 0 });
  });

  it('a selection made on an older version finds its place in the present one', async () => {
    const { versionId } = (await app.as(employee).get(`/pages/${pageId}`)).body;
    await write(`Bonjour à toutes et à tous.\n\n${TEXT}`);
    const made = await annotate(employee, { target: { exact: 'une heure', start: 48, versionId } });
    expect(made.body['target']).toMatchObject({ state: 'SAFE', exact: 'une heure', start: 76, original: { start: 48, versionId } });
  });

  it('words are asked for, but of a highlight; rich text may hold people and lists, never a table', async () => {
    expect((await annotate(employee, { text: ' ' })).body).toMatchObject({
      status: 400,
      errors: [expect.objectContaining({ field: 'text' })],
    });
    expect((await annotate(employee, { text: undefined, motivation: 'highlighting', ...on('badge') })).status).toBe(201);
    const mention = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { personId: member.id } }] }] };
    expect((await annotate(employee, { text: undefined, body: mention })).status).toBe(201);
    const table = {
      type: 'doc',
      content: [{ type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [{ type: 'paragraph' }] }] }] }],
    };
    expect((await annotate(employee, { text: undefined, body: table })).body).toMatchObject({
      status: 400,
      errors: [expect.objectContaining({ field: 'body' })],
    });
  });
});

describe('who sees and who annotates', () => {
  it('a private one is its author’s alone, everywhere', async () => {
    const { id } = (await annotate(employee, { visibility: 'private', text: 'canari privé' })).body;
    expect(await list(employee)).toHaveLength(1);
    for (const person of [author, member, partner]) {
      expect(await list(person)).toEqual([]);
      expect((await app.as(person).get(`/annotations/${id}`)).status).toBe(404);
      expect((await app.as(person).get(`/communities/${communityId}/annotations`)).text).not.toContain('canari privé');
    }
    expect((await app.as(author).get(`/communities/${communityId}/annotation-counts`)).body).toMatchObject({
      comments: expect.any(Number),
    });
  });

  it('one for the community is seen by its members, not by every reader; its author must be one', async () => {
    await annotate(member, { visibility: 'community' });
    expect(await list(author)).toHaveLength(1);
    expect(await list(employee)).toEqual([]);
    expect((await annotate(employee, { visibility: 'community' })).body).toMatchObject({
      status: 400,
      errors: [expect.objectContaining({ field: 'visibility' })],
    });
  });

  it('the community chooses who annotates', async () => {
    expect((await annotate(partner, {})).status).toBe(403);
    expect((await app.as(partner).get(`/annotations?sourceId=${pageId}`)).body['can']).toEqual({ annotate: false });
    await app.as(author).patch(`/communities/${communityId}`, { annotatedBy: 'members' });
    expect((await annotate(employee, {})).status).toBe(403);
    await app.as(author).patch(`/communities/${communityId}`, { annotatedBy: 'readers' });
    expect((await annotate(partner, {})).status).toBe(201);
    await app.as(author).patch(`/communities/${communityId}`, { annotatedBy: 'employees' });
  });

  it('narrowing one takes it away from others at once', async () => {
    const { id } = (await annotate(member, {})).body;
    expect(await list(author)).toHaveLength(1);
    expect((await app.as(member).patch(`/annotations/${id}`, { visibility: 'private' })).body).toMatchObject({ visibility: 'private' });
    expect(await list(author)).toEqual([]);
  });

  it('goes with its page: to the trash and back, out of reach with it', async () => {
    const { id } = (await annotate(employee, {})).body;
    await app.as(author).delete(`/pages/${pageId}`);
    expect((await app.as(employee).get(`/annotations/${id}`)).status).toBe(404);
    await app.as(author).put(`/trash/${pageId}/restoration`);
    expect((await app.as(employee).get(`/annotations/${id}`)).status).toBe(200);
    await app.as(author).put(`/contents/${pageId}/audience`, { audience: 'participants', participantIds: [author.id] });
    expect((await app.as(employee).get(`/annotations/${id}`)).status).toBe(404);
  });
});

describe('threads', () => {
  it('replies, reactions, resolving and opening again', async () => {
    const { id } = (await annotate(employee, on('une heure'))).body;
    const replied = await app.as(member).post('/annotations', { rootId: id, text: 'Plutôt deux.' });
    expect(replied.body['replies']).toEqual([
      expect.objectContaining({
        text: 'Plutôt deux.',
        author: expect.objectContaining({ id: member.id }),
        can: { edit: true, delete: true },
      }),
    ]);
    const [{ id: replyId }] = replied.body['replies'];
    await app.as(author).put(`/annotations/${replyId}/reactions/thanks`);
    await app.as(author).put(`/annotations/${replyId}/reactions/thanks`);
    const reacted = await app.as(employee).put(`/annotations/${id}/reactions/agree`);
    expect(reacted.body['reactions']).toEqual([expect.objectContaining({ reaction: 'agree', count: 1, mine: true })]);
    expect(reacted.body['replies'][0].reactions).toEqual([expect.objectContaining({ reaction: 'thanks', count: 1, mine: false })]);
    expect((await app.as(author).put(`/annotations/${id}/resolution`)).body).toMatchObject({
      status: 'resolved',
      resolvedBy: { id: author.id },
    });
    expect((await app.as(employee).delete(`/annotations/${id}/resolution`)).body).toMatchObject({ status: 'open', resolvedBy: null });
    // A reader who neither wrote it nor edits the page does not resolve it.
    const other = await app.people.create({ organization: 'customer' });
    expect((await app.as(other).put(`/annotations/${id}/resolution`)).status).toBe(403);
  });

  it('a reply is changed and taken back by its author, and comes back', async () => {
    const { id } = (await annotate(employee, {})).body;
    const replyId = uuidv7();
    await app.as(member).post('/annotations', { id: replyId, rootId: id, text: 'Oui' });
    expect((await app.as(employee).patch(`/annotations/${replyId}`, { text: 'Non' })).status).toBe(403);
    const edited = await app.as(member).patch(`/annotations/${replyId}`, { text: 'Oui, vraiment' });
    expect(edited.body['replies'][0]).toMatchObject({ text: 'Oui, vraiment', editedAt: expect.any(String) });
    expect((await app.as(member).delete(`/annotations/${replyId}`)).status).toBe(204);
    expect((await app.as(member).get(`/annotations/${id}`)).body['replies']).toEqual([]);
    expect((await app.as(member).put(`/annotations/${replyId}/restoration`)).body['replies']).toHaveLength(1);
  });

  it('a deleted thread is brought back by its author, member or not', async () => {
    const { id } = (await annotate(employee, {})).body;
    expect((await app.as(member).delete(`/annotations/${id}`)).status).toBe(403);
    expect((await app.as(employee).delete(`/annotations/${id}`)).status).toBe(204);
    expect(await list(employee)).toEqual([]);
    expect((await app.as(employee).put(`/trash/${id}/restoration`, {})).status).toBe(200);
    expect(await list(employee)).toHaveLength(1);
  });
});

describe('places', () => {
  const target = async () => (await list(author))[0]?.['target'];

  it('follows its text through the editor of others, and says when it changed', async () => {
    await annotate(employee, on('une heure'));
    const screen = await openLive(address, pageId, { cookie: author.cookie });
    screen.addParagraph('Fin.');
    const text = screen.firstText();
    text.insert(0, 'Attention : ');
    text.delete(text.length - 10, 3);
    text.insert(text.length - 7, 'deux ');
    await screen.saved();
    screen.close();
    await app.settle();
    for (let tries = 0; tries < 100 && (await target())?.state !== 'CHANGED'; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await target()).toMatchObject({ state: 'CHANGED', original: { exact: 'une heure' } });
  });

  it('a passage that is gone is an orphan with its quote; it comes back with its text', async () => {
    await annotate(employee, on('La visite dure une heure.'));
    await write('Le badge se retire au bureau 12.');
    expect(await target()).toMatchObject({ state: 'ORPHAN', start: null, exact: null, original: { exact: 'La visite dure une heure.' } });
    await write(TEXT);
    expect(await target()).toMatchObject({ state: 'SAFE', exact: 'La visite dure une heure.' });
  });

  it('is attached again by hand, which its log tells and which can be undone', async () => {
    const { id } = (await annotate(employee, on('une heure'))).body;
    await write('Le badge se retire au bureau 12. Comptez soixante minutes.');
    expect(await target()).toMatchObject({ state: 'ORPHAN' });
    const placed = await app.as(author).put(`/annotations/${id}/target`, { exact: 'soixante minutes' });
    expect(placed.body['target']).toMatchObject({
      state: 'CHANGED',
      exact: 'soixante minutes',
      method: 'hand',
      original: { exact: 'une heure' },
    });
    const places = (await app.as(employee).get(`/annotations/${id}/places`)).body['items'];
    expect(places.map(({ state, method, by }: any) => [state, method, by?.id ?? null])).toEqual([
      ['CHANGED', 'hand', author.id],
      ['ORPHAN', 'none', null],
      ['SAFE', 'same', employee.id],
    ]);
    await app.as(author).delete(`/annotations/${id}/target`);
    await app.settle();
    expect(await target()).toMatchObject({ state: 'ORPHAN' });
  });

  it('anchors to what readers read while editors draft', async () => {
    await annotate(employee, on('une heure'));
    await app.as(author).put(`/pages/${pageId}/draft-mode`);
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: 'Tout autre chose.' });
    await app.settle();
    expect(await target()).toMatchObject({ state: 'SAFE', exact: 'une heure' });
    await app.as(author).put(`/pages/${pageId}/publication`);
    await app.settle();
    expect(await target()).toMatchObject({ state: 'ORPHAN' });
  });

  it('two saves at once, and a job that comes twice, carry once', async () => {
    await annotate(employee, on('une heure'));
    await Promise.all([1, 2, 3].map((nth) => app.as(author).put(`/pages/${pageId}/document`, { markdown: `${TEXT}\n\nSuite ${nth}` })));
    await app.settle();
    expect(await target()).toMatchObject({ state: 'SAFE', exact: 'une heure' });
    const { versionId } = (await app.as(author).get(`/pages/${pageId}`)).body;
    expect((await target()).revisionId).toBe(versionId);
  });
});

describe('lists', () => {
  it('all of a community with filters, newest first, and mine in all communities', async () => {
    const community = await app.communities.create({ visibility: 'closed', animators: [author], members: [member] });
    const page = await app.pages.create({ communityId: community, author, title: 'Suivi', text: TEXT });
    const made = [];
    for (const motivation of ['questioning', 'editing', 'commenting'])
      made.push((await app.as(member).post('/annotations', { sourceId: page, motivation, text: motivation })).body['id']);
    const items = async (query = '') =>
      (await app.as(author).get(`/communities/${community}/annotations${query}`)).body['items'].map(({ id }: { id: string }) => id);
    expect(await items()).toEqual(made.toReversed());
    expect(await items('?motivation=questioning')).toEqual([made[0]]);
    await app.as(author).put(`/annotations/${made[1]}/resolution`);
    expect(await items('?status=open')).toEqual([made[2], made[0]]);
    expect(await items('?mine=true')).toEqual([]);
    const first = (await app.as(author).get(`/communities/${community}/annotations?limit=2`)).body;
    const second = (await app.as(author).get(`/communities/${community}/annotations?limit=2&cursor=${first['nextCursor']}`)).body;
    expect([...first['items'], ...second['items']].map(({ id }: { id: string }) => id)).toEqual(made.toReversed());
    expect((await app.as(author).get(`/communities/${community}/annotation-counts`)).body).toEqual({
      questions: 1,
      corrections: 0,
      comments: 1,
      orphans: 0,
    });
    expect((await app.as(member).get('/my-annotations')).body['items'][0]).toMatchObject({ id: made[2], page: { title: 'Suivi' } });
    expect((await app.as(employee).get(`/communities/${community}/annotations`)).status).toBe(403);
  });
});

describe('screens', () => {
  const hear = async (person: TestPerson) => {
    const socket = (await openHints(address, { cookie: person.cookie }))!;
    const heard = hintsTo(socket);
    for (const [kind, id] of [
      ['content', pageId],
      ['community', communityId],
    ])
      expect(await socket.emitWithAck('watch', { kind, id })).toEqual({ ok: true });
    return { socket, heard };
  };

  it('of others hear of what they may see, and of a private annotation not even that something happened', async () => {
    // What was annotated before is told by now.
    await app.settle();
    const [mine, others] = await Promise.all([hear(employee), hear(author)]);
    const { id } = (await annotate(employee, { visibility: 'private' })).body;
    await app.as(employee).post('/annotations', { rootId: id, text: 'Encore' });
    await app.as(employee).put(`/annotations/${id}/resolution`);
    await app.as(employee).put(`/annotations/${id}/target`, { exact: 'une heure' });
    await app.settle();
    await until(() => mine.heard.includes(`annotations ${pageId}`));
    expect(others.heard).toEqual([]);
    await app.as(employee).patch(`/annotations/${id}`, { visibility: 'page' });
    await until(() => others.heard.includes(`annotations ${pageId}`));
    others.heard.length = 0;
    // It is taken away from them: they hear of it, and find it no more.
    await app.as(employee).patch(`/annotations/${id}`, { visibility: 'private' });
    await until(() => others.heard.includes(`annotations ${pageId}`));
    expect(await list(author)).toEqual([]);
    mine.socket.disconnect();
    others.socket.disconnect();
  });

  it('of the page and of the list of its community show at once that an edit took its words from an annotation', async () => {
    await annotate(employee, { target: { exact: 'une heure' } });
    await app.settle();
    const others = await hear(member);
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: 'Tout autre chose.' });
    await app.settle();
    await until(() => others.heard.includes(`annotations ${pageId}`));
    await until(() => others.heard.includes(`annotations ${communityId}`));
    others.socket.disconnect();
  });

  it('show again at once what came back from the trash', async () => {
    const others = await hear(author);
    const { id } = (await annotate(employee, {})).body;
    await app.as(employee).delete(`/annotations/${id}`);
    await app.settle();
    others.heard.length = 0;
    expect((await app.as(employee).put(`/trash/${id}/restoration`, {})).status).toBe(200);
    await until(() => others.heard.includes(`annotations ${pageId}`));
    expect(await list(author)).toHaveLength(1);
    others.socket.disconnect();
  });
});
