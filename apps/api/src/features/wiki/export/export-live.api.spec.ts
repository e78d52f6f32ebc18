import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestPerson } from '../../../../test/factories/people.ts';
import { type LiveScreen, openLive } from '../../../../test/live-screen.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../../../../test/test-app.ts';

let app: TestApp;
let ana: TestPerson;
let pageId: string;
let communityId: string;
let screen: LiveScreen;
beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create({ name: 'Ana Rivoal' });
  communityId = await app.communities.create({ animators: [ana] });
  pageId = await app.pages.create({ communityId, author: ana, title: 'Appuis', text: 'Réception' });
  screen = await openLive(await app.listen(), pageId, { cookie: ana.cookie });
});
afterAll(async () => {
  screen.close();
  await app.close();
});

const download = async (address: string) =>
  (await app.nest.inject({ method: 'GET', url: `/api${address}`, headers: { ...OUR_ORIGIN, cookie: ana.cookie } })).payload;

it('holds what was saved a moment ago and waits to be written as a revision', async () => {
  screen.type(' des appuis');
  await screen.saved();
  expect(await download(`/pages/${pageId}/export`)).toContain('Réception des appuis');
  screen.type(', la veille');
  await screen.saved();
  await download(`/communities/${communityId}/export`);
  const { text } = (await app.as(ana).get(`/pages/${pageId}`)).body;
  expect(text).toBe('Réception des appuis, la veille');
});
