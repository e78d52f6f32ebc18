import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { PackingService } from '../../src/features/wiki/versions/packing.service.ts';

const DAY = 24 * 60 * 60 * 1000;
const TEXT = 'Le badge se retire au bureau 12. La visite dure une heure.';

let app: TestApp;
let author: TestPerson, reader: TestPerson, outsider: TestPerson;
let communityId: string, pageId: string;
beforeAll(async () => {
  app = await startTestApp();
  [author, reader, outsider] = await Promise.all([
    app.people.create(),
    app.people.create(),
    app.people.create({ organization: 'partner' }),
  ]);
  communityId = await app.communities.create({ visibility: 'open', animators: [author] });
});
afterAll(() => app.close());
beforeEach(async () => {
  pageId = await app.pages.create({ communityId, author, title: 'Accueil', text: TEXT });
});

const present = async () => (await app.as(author).get(`/pages/${pageId}`)).body['versionId'] as string;
/** Writes, carries, and gives the new revision a name: it is a version. */
async function write(markdown: string): Promise<string> {
  expect((await app.as(author).put(`/pages/${pageId}/document`, { markdown })).status).toBe(200);
  await app.settle();
  await app.as(author).post(`/pages/${pageId}/versions`, { name: 'Étape' });
  return present();
}
const annotate = async (exact: string, more: object = {}) => {
  const made = await app.as(reader).post('/annotations', { sourceId: pageId, text: 'Vraiment ?', target: { exact }, ...more });
  expect(made.status).toBe(201);
  return made.body['id'] as string;
};
const stoodOn = async (revisionId: string, person = reader) =>
  ((await app.as(person).get(`/pages/${pageId}/versions/${revisionId}/annotations`)).body['items'] ?? []) as Record<string, any>[];
const placesOn = async (revisionId: string) =>
  (await stoodOn(revisionId)).map(({ target }) => [target.state, target.start, target.end, target.exact]);

describe('an old version shows its annotations where they were', () => {
  it('before they moved, changed, and were lost', async () => {
    const first = await present();
    await annotate('La visite dure une heure.');
    const second = await write(`Bonjour.\n\n${TEXT}`);
    const third = await write(`Bonjour.\n\n${TEXT.replace('une heure', 'deux bonnes heures')}`);
    const fourth = await write('Bonjour.');
    const fifth = await write(`Bonjour à tous.\n\n${TEXT}`);
    expect(await placesOn(first)).toEqual([['SAFE', 33, 58, 'La visite dure une heure.']]);
    expect(await placesOn(second)).toEqual([['SAFE', 42, 67, 'La visite dure une heure.']]);
    expect(await placesOn(third)).toEqual([['CHANGED', 42, 76, 'La visite dure deux bonnes heures.']]);
    expect(await placesOn(fourth)).toEqual([['ORPHAN', null, null, null]]);
    expect(await placesOn(fifth)).toEqual([['MOVED', 49, 74, 'La visite dure une heure.']]);
    for (const revision of [first, second, third, fifth]) {
      const { text } = (await app.as(reader).get(`/pages/${pageId}/versions/${revision}`)).body as { text: string };
      const [found] = await stoodOn(revision);
      expect(text.slice(found!['target'].start, found!['target'].end)).toBe(found!['target'].exact);
    }
  });

  it('also where the text had stood twice, which no comparison with today could tell', async () => {
    const first = await present();
    await write(`Fermer la vanne.\n\nOuvrir la porte.\n\nFermer la vanne.`);
    const second = await present();
    await annotate('Fermer la vanne.', { target: { exact: 'Fermer la vanne.', start: 34 } });
    const third = await write(`Ouvrir la porte.\n\nFermer la vanne.`);
    await write(`Rien.`);
    expect(await placesOn(first)).toEqual([]);
    expect(await placesOn(second)).toEqual([['SAFE', 34, 50, 'Fermer la vanne.']]);
    expect(await placesOn(third)).toEqual([['SAFE', 17, 33, 'Fermer la vanne.']]);
  });

  it('and not those made later, but for one that was made on that very version', async () => {
    const first = await present();
    const second = await write(`Bonjour.\n\n${TEXT}`);
    const third = await write(`Bonsoir.\n\n${TEXT}`);
    const late = await annotate('une heure', { target: { exact: 'une heure', versionId: first } });
    await annotate('Bonsoir');
    expect((await stoodOn(first)).map(({ id }) => id)).toEqual([late]);
    expect(await stoodOn(second)).toEqual([]);
    expect((await stoodOn(third)).map(({ target }) => target.exact)).toEqual(['Bonsoir', 'une heure']);
  });

  it('where somebody attached one by hand, until that was taken back; the log keeps both', async () => {
    const id = await annotate('une heure');
    const second = await write('Le badge se retire au bureau 12. Comptez soixante minutes.');
    await app.as(author).put(`/annotations/${id}/target`, { exact: 'soixante minutes' });
    expect(await placesOn(second)).toEqual([['CHANGED', 41, 57, 'soixante minutes']]);
    await app.as(author).delete(`/annotations/${id}/target`);
    await app.settle();
    expect(await placesOn(second)).toEqual([['ORPHAN', null, null, null]]);
    const log = (await app.as(reader).get(`/annotations/${id}/places`)).body['items'] as Record<string, any>[];
    const byHand = log.find(({ method, undoes }) => method === 'hand' && undoes === null);
    expect(log.find(({ undoes }) => undoes !== null)).toMatchObject({ undoes: byHand?.['id'], by: { id: author.id }, exact: 'une heure' });
  });

  it('on a revision that was superseded before they were carried to it', async () => {
    await annotate('une heure');
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: `Vite.\n\n${TEXT}` });
    const hasty = await present();
    await app.db.many(`DELETE FROM annotation_places WHERE revision_id = $1`, [hasty]);
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: `Plus vite encore.\n\n${TEXT}` });
    await app.settle();
    await app.db.many(`DELETE FROM annotation_places WHERE revision_id = $1`, [hasty]);
    expect(await placesOn(hasty)).toEqual([['SAFE', 54, 63, 'une heure']]);
  });

  it('after its text was packed away, and after revisions between were forgotten', async () => {
    const first = await present();
    await annotate('une heure');
    const second = await write(`Bonjour.\n\n${TEXT}`);
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: 'Sans suite' });
    await app.settle();
    await write(TEXT);
    await app.nest.get(PackingService, { strict: false }).run(new Date(Date.now() + 9 * DAY));
    expect(await placesOn(first)).toEqual([['SAFE', 48, 57, 'une heure']]);
    expect(await placesOn(second)).toEqual([['SAFE', 57, 66, 'une heure']]);
    const orphaned = await app.db.many(
      `SELECT revision_id FROM annotation_places p WHERE NOT EXISTS (SELECT FROM page_revision r WHERE r.id = p.revision_id)`,
    );
    expect(orphaned).toEqual([]);
  });

  it('which stays for them, though it was never a version: what nobody annotated is forgotten', async () => {
    const hasty = async (markdown: string) => {
      expect((await app.as(author).put(`/pages/${pageId}/document`, { markdown })).status).toBe(200);
      await app.settle();
      return present();
    };
    const passage = await hasty(`Un. ${TEXT}`);
    await annotate('une heure');
    const whole = await hasty(`Deux. ${TEXT}`);
    await app.as(reader).post('/annotations', { sourceId: pageId, text: 'En général' });
    const attached = await hasty(`Trois. ${TEXT}`);
    const { id } = (await app.as(reader).post('/annotations', { sourceId: pageId, text: 'Ici plutôt' })).body;
    await app.as(reader).put(`/annotations/${id}/target`, { exact: 'Trois.' });
    const nobodys = await hasty(`Quatre. ${TEXT}`);
    await hasty(TEXT);
    // Changes that follow each other at once are one version: none of these is one.
    await app.db.many(`DELETE FROM page_version WHERE page_id = $1`, [pageId]);
    await app.nest.get(PackingService, { strict: false }).run(new Date(Date.now() + 9 * DAY));
    const read = (revision: string) => app.as(reader).get(`/pages/${pageId}/versions/${revision}`);
    expect((await Promise.all([passage, whole, attached, nobodys].map(read))).map(({ status }) => status)).toEqual([200, 200, 200, 404]);
    expect((await stoodOn(attached)).map(({ text }) => text)).toContain('Ici plutôt');
  });

  it('of the whole page too, from the version that it was made on', async () => {
    const first = await present();
    const second = await write(`Bonjour.\n\n${TEXT}`);
    await app.as(reader).post('/annotations', { sourceId: pageId, text: 'En général' });
    await write('Autre');
    expect(await stoodOn(first)).toEqual([]);
    expect(await stoodOn(second)).toEqual([
      expect.objectContaining({ target: expect.objectContaining({ whole: true, revisionId: second }) }),
    ]);
  });

  it('for whoever sees them, on versions that she may read', async () => {
    const first = await present();
    await annotate('une heure', { visibility: 'private', text: 'Pour moi' });
    expect(await stoodOn(first)).toHaveLength(1);
    expect(await stoodOn(first, author)).toEqual([]);
    expect((await app.as(outsider).get(`/pages/${pageId}/versions/${first}/annotations`)).status).toBe(404);
    await app.as(author).put(`/pages/${pageId}/draft-mode`);
    await app.as(author).put(`/pages/${pageId}/document`, { markdown: `Brouillon. ${TEXT}` });
    const draft = (await app.as(author).get(`/pages/${pageId}?version=draft`)).body['versionId'];
    expect((await app.as(reader).get(`/pages/${pageId}/versions/${draft}/annotations`)).status).toBe(404);
    expect((await app.as(author).get(`/pages/${pageId}/versions/${draft}/annotations`)).status).toBe(200);
  });
});
