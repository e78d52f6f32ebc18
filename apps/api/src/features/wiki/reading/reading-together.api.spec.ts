import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type TestApp, startTestApp } from '../../../../test/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

it('tells everybody what she alone would be told, when many read at the same moment', async () => {
  const [animator, employee, partner] = await Promise.all([
    app.people.create({ name: 'Tugdual Le Goff' }),
    app.people.create({ name: 'Noémie Vasseur' }),
    app.people.create({ name: 'Paul Even', organization: 'partner' }),
  ]);
  const addresses: string[] = [];
  for (const visibility of ['open', 'secret'] as const) {
    const communityId = await app.communities.create({ visibility, animators: [animator] });
    const pageId = await app.pages.create({ communityId, author: animator, title: `Accueil ${visibility}`, text: 'Bonjour.' });
    const hidden = await app.pages.create({
      communityId,
      author: animator,
      title: `Salaires ${visibility}`,
      participants: [animator, employee],
    });
    for (const id of [pageId, hidden]) {
      expect((await app.as(animator).post('/annotations', { sourceId: id, text: `À revoir : ${id}` })).status).toBe(201);
      addresses.push(`/pages/${id}`, `/annotations?sourceId=${id}`);
    }
    addresses.push(`/communities/${communityId}/pages`, `/communities/${communityId}/recent?limit=2`);
  }
  const all = [animator, employee, partner].flatMap((person) => addresses.map((address) => ({ person, address })));
  const ask = async ({ person, address }: (typeof all)[number]) => {
    const { status, body } = await app.as(person).get(address);
    return { name: person.name, address, status, body: status === 200 ? body : body['type'] };
  };
  const alone: unknown[] = [];
  for (const one of all) alone.push(await ask(one));
  expect(await Promise.all(all.map(ask))).toEqual(alone);
  expect(new Set((alone as { status: number }[]).map(({ status }) => status))).toEqual(new Set([200, 404]));
});
