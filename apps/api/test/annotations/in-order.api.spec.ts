import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PlacesService } from '../../src/features/annotations/places.service.ts';
import { system } from '../../src/platform/database/actor.ts';
import type { TestPerson } from '../factories/people.ts';
import { until } from '../live-screen.ts';
import { type TestApp, startTestApp } from '../test-app.ts';

let app: TestApp;
let author: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  author = await app.people.create({ name: 'Tugdual Le Goff' });
});
afterAll(() => app.close());

/** A write of the page that holds back whatever carries its annotations, until it is let go. */
async function holdingBack(pageId: string): Promise<() => Promise<void>> {
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
  const writing = app.db.write(system, async (tx) => {
    await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`annotations ${pageId}`]);
    holds();
    await held;
  });
  await isHeld;
  return async () => {
    letGo();
    await writing;
  };
}
const waiting = async () =>
  (await app.db.one<{ count: number }>(`SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))!.count;

it('carries annotations one after the other: who waited goes to the text that is read by then, never back to an older one', async () => {
  const communityId = await app.communities.create({ animators: [author] });
  const pageId = await app.pages.create({ communityId, author, title: 'Accueil', text: 'La visite dure une heure.' });
  const made = await app.as(author).post('/annotations', { sourceId: pageId, text: 'Sûr ?', target: { exact: 'une heure' } });
  await app.settle();
  const letGo = await holdingBack(pageId);
  await app.as(author).put(`/pages/${pageId}/document`, { markdown: 'Bonjour. La visite dure une heure.' });
  const carried = app.nest.get(PlacesService).carry(pageId);
  await until(async () => (await waiting()) > 0);
  await app.as(author).put(`/pages/${pageId}/document`, { markdown: 'Bienvenue à tous. La visite dure une heure.' });
  await letGo();
  await carried;
  const { versionId } = (await app.as(author).get(`/pages/${pageId}`)).body;
  const { target } = (await app.as(author).get(`/annotations/${made.body['id']}`)).body;
  expect(target).toMatchObject({ revisionId: versionId, start: 'Bienvenue à tous. La visite dure '.length });
});
