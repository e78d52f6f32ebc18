import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AnnotationView } from '@parvis/shared';
import sharp from 'sharp';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

let app: TestApp;
let author: TestPerson, named: TestPerson, pending: TestPerson, partner: TestPerson;
let communityId: string, pageId: string;
let png: Buffer;
beforeAll(async () => {
  app = await startTestApp();
  [author, named, pending, partner] = await Promise.all([
    app.people.create({ name: 'Ana Roche' }),
    app.people.create({ name: 'Léo Martin' }),
    app.people.create({ name: 'Zoé Attente' }),
    app.people.create({ name: 'Paul Even', organization: 'partner' }),
  ]);
  communityId = await app.communities.create({ visibility: 'open', animators: [author], members: [partner] });
  png = await sharp({ create: { width: 90, height: 40, channels: 3, background: '#363' } })
    .png()
    .toBuffer();
});
afterAll(() => app.close());
beforeEach(async () => {
  pageId = await app.pages.create({ communityId, author, title: 'Atelier', text: 'Le vérin se purge à froid.' });
});

type Inline = Record<string, unknown>;
const mention = ({ id }: TestPerson): Inline => ({ type: 'mention', attrs: { personId: id } });
const picture = (fileId: string): Inline => ({ type: 'inlineImage', attrs: { fileId, alt: 'relevé' } });
const saying = (...content: Inline[]) => ({
  body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Voir ' }, ...content] }] },
});
const annotate = async (body: object) => {
  const made = await app.as(author).post<AnnotationView>('/annotations', { sourceId: pageId, ...body });
  expect(made.status).toBe(201);
  return made.body;
};
const reply = async (rootId: string, body: object) => (await app.as(author).post<AnnotationView>('/annotations', { rootId, ...body })).body;
const send = async (name: string) => {
  const sent = await app
    .as(author)
    .upload<{ id: string }>('POST', `/pages/${pageId}/annotation-pictures`, { name, type: 'image/png', content: png });
  return sent.body.id;
};
const seenBy = async (person: TestPerson) =>
  (await app.as(person).get<{ items: AnnotationView[] }>(`/annotations?sourceId=${pageId}`)).body.items;
const names = ({ mentions }: Pick<AnnotationView, 'mentions'>) => mentions.map(({ name }) => name);

describe('a thread tells who is named in it and which pictures it shows', () => {
  it('of its first words and of its replies, each once, wherever it is read', async () => {
    const [first, second] = [await send('avant.png'), await send('après.png')];
    const { id } = await annotate({ ...saying(mention(named), mention(named), picture(first)), target: { exact: 'vérin' } });
    const answered = await reply(id, saying(mention(author), mention(named), picture(second)));
    const chip = { id: named.id, name: 'Léo Martin', photoId: null, active: true };
    const shown = { mentions: [expect.objectContaining({ name: 'Ana Roche' }), chip], files: expect.any(Array) };
    expect(answered).toMatchObject(shown);
    expect(answered.files).toHaveLength(2);
    for (const name of ['avant.png', 'après.png'])
      expect(answered.files).toContainEqual(expect.objectContaining({ name, mediaType: 'image/webp', width: 90, height: 40 }));
    const { versionId } = (await app.as(author).get<{ versionId: string }>(`/pages/${pageId}`)).body;
    const places = [`/annotations?sourceId=${pageId}`, `/communities/${communityId}/annotations`, '/my-annotations'];
    for (const address of [...places, `/pages/${pageId}/versions/${versionId}/annotations`]) {
      const { body } = await app.as(author).get<{ items: AnnotationView[] }>(address);
      expect(body.items.find((item) => item.id === id)).toMatchObject({ mentions: answered.mentions, files: answered.files });
    }
  });

  it('as long as it says so: what is taken back or written anew names and shows nobody and nothing', async () => {
    const { id } = await annotate(saying(mention(named)));
    const { replies } = await reply(id, saying(mention(author), picture(await send('avant.png'))));
    await app.as(author).delete(`/annotations/${replies[0]!.id}`);
    expect((await seenBy(author))[0]).toMatchObject({ mentions: [{ name: 'Léo Martin' }], files: [] });
    const { body } = await app.as(author).patch<AnnotationView>(`/annotations/${id}`, { text: 'Plus personne' });
    expect(body).toMatchObject({ mentions: [], files: [] });
  });

  it('and not whom words only look as if they named', async () => {
    const { mentions } = await annotate({ text: `"personId":"${named.id}" et \\"personId\\":\\"${named.id}\\"` });
    expect(mentions).toEqual([]);
  });
});

describe('whom the reader may not know of', () => {
  it('is not told to her: a partner hears of those whom she shares a community with', async () => {
    await annotate(saying(mention(named), mention(author), mention(partner)));
    expect(names((await seenBy(author))[0]!)).toEqual(['Ana Roche', 'Léo Martin', 'Paul Even']);
    expect(names((await seenBy(partner))[0]!)).toEqual(['Ana Roche', 'Paul Even']);
    expect(JSON.stringify(await seenBy(partner))).not.toContain('Léo Martin');
  });

  it('is somebody who waits to be let in; somebody who left is told as no longer active', async () => {
    await annotate(saying(mention(pending)));
    await app.db.many(`UPDATE person SET deactivated_at = now() WHERE id = $1`, [pending.id]);
    expect((await seenBy(named))[0]?.mentions).toEqual([{ id: pending.id, name: 'Zoé Attente', photoId: null, active: false }]);
    await app.db.many(`UPDATE person SET deactivated_at = NULL, pending_approval = true WHERE id = $1`, [pending.id]);
    expect((await seenBy(named))[0]?.mentions).toEqual([]);
  });
});

describe('however many are named', () => {
  it('one more way to the database and back tells it of all threads, in the page, in the community and of one’s own', async () => {
    for (let nth = 0; nth < 12; nth++) {
      const { id } = await annotate(saying(mention(nth % 2 ? named : author), mention(partner)));
      await reply(id, saying(mention(nth % 3 ? partner : named)));
    }
    await app.as(author).get('/me');
    const asked: number[] = [];
    for (const address of [`/annotations?sourceId=${pageId}`, '/my-annotations']) {
      const statements = await app.statements(async () => {
        const { body } = await app.as(author).get<{ items: AnnotationView[] }>(address);
        expect(body.items.length).toBeGreaterThanOrEqual(12);
        expect(body.items.slice(0, 12).every(({ mentions }) => mentions.length >= 2)).toBe(true);
      });
      asked.push(statements.length);
    }
    expect(asked).toEqual([2, 2]);
  });
});
