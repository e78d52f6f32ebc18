import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import type { NotificationView } from '@parvis/shared';
import type { TestPerson } from './factories/people.ts';
import { type TestApp, startTestApp } from './test-app.ts';

/** Three people in one community, made anew for each test of whoever imports them, and what they do and hear. */
export let app: TestApp;
export let ana: TestPerson;
export let bob: TestPerson;
export let cat: TestPerson;
/** Animated by Ana; Bob and Cat are members. */
export let here: string;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  [ana, bob, cat] = await Promise.all([
    app.people.create({ name: 'Ana Rivoal' }),
    app.people.create({ name: 'Bob Gallou' }),
    app.people.create({ name: 'Cat Étienne' }),
  ]);
  here = await app.communities.create({ name: 'Ouvrages', animators: [ana], members: [bob, cat] });
});

export const page = (title: string, more: object = {}) => app.pages.create({ communityId: here, author: ana, title, ...more });
export const annotate = async (person: TestPerson, sourceId: string, more: object = { text: 'À revoir' }) =>
  (await app.as(person).post('/annotations', { sourceId, ...more })).body['id'] as string;
export const reply = async (person: TestPerson, rootId: string, more: object = { text: 'Vu' }) =>
  (await app.as(person).post('/annotations', { rootId, ...more })).body['replies'].at(-1).id as string;
export const write = (person: TestPerson, id: string, document: object) => app.as(person).put(`/pages/${id}/document`, { document });

export async function told(
  person: TestPerson,
  query = '',
): Promise<{ items: NotificationView[]; unread: number; nextCursor: string | null }> {
  await app.settle();
  const { body, status } = await app.as(person).get(`/notifications${query}`);
  expect(status).toBe(200);
  return body as never;
}
export const kinds = async (person: TestPerson) => (await told(person)).items.map(({ kind }) => kind);
