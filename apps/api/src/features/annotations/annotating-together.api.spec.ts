import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';

let app: TestApp;
let author: TestPerson;
let employee: TestPerson;
let outsider: TestPerson;
let open: string;
let secret: string;
beforeAll(async () => {
  app = await startTestApp();
  [author, employee, outsider] = await Promise.all([
    app.people.create({ name: 'Tugdual Le Goff' }),
    app.people.create({ name: 'Noémie Vasseur', organization: 'customer' }),
    app.people.create({ name: 'Paul Even', organization: 'partner' }),
  ]);
  const communityId = await app.communities.create({ visibility: 'open', animators: [author] });
  const hidden = await app.communities.create({ visibility: 'secret', animators: [author] });
  open = await app.pages.create({ communityId, author, title: 'Accueil', text: 'Bonjour.' });
  secret = await app.pages.create({ communityId: hidden, author, title: 'Plan', text: 'Rien.' });
});
afterAll(() => app.close());

const annotate = (person: TestPerson, sourceId: string, body: object = {}) =>
  app.as(person).post('/annotations', { sourceId, text: 'Vu.', ...body });
const texts = async (person: TestPerson, pageId: string) =>
  ((await app.as(person).get(`/annotations?sourceId=${pageId}`)).body['items'] as { text: string }[]).map(({ text }) => text).toSorted();

describe('annotating at the same time', () => {
  it('each gets her own, as her own, and is recorded as its author', async () => {
    const all = await Promise.all([
      annotate(author, open, { text: 'un' }),
      annotate(employee, open, { text: 'deux', motivation: 'questioning' }),
      annotate(author, secret, { text: 'trois' }),
      annotate(employee, open, { text: 'quatre', visibility: 'private' }),
      annotate(author, open, { text: 'cinq', visibility: 'community' }),
    ]);
    expect(all.map(({ status, body }) => [status, body['text'], body['author'].id, body['sourceId'], body['visibility']])).toEqual([
      [201, 'un', author.id, open, 'page'],
      [201, 'deux', employee.id, open, 'page'],
      [201, 'trois', author.id, secret, 'page'],
      [201, 'quatre', employee.id, open, 'private'],
      [201, 'cinq', author.id, open, 'community'],
    ]);
    expect(await texts(author, open)).toEqual(['cinq', 'deux', 'un']);
    expect(await texts(employee, open)).toEqual(['deux', 'quatre', 'un']);
    expect(await texts(author, secret)).toEqual(['trois']);
    for (const { body, headers } of all) {
      const read = await app.as(body['author'].id === author.id ? author : employee).get(`/annotations/${body['id']}`);
      expect(read.body).toEqual(body);
      const events = await app.db.many(
        `SELECT actor_id AS actor, request_id AS request FROM domain_event WHERE name = 'annotation.created' AND payload->>'annotationId' = $1`,
        [body['id']],
      );
      expect(events).toEqual([{ actor: body['author'].id, request: headers['x-request-id'] }]);
    }
  });

  it('whoever may not is refused alone', async () => {
    const outcomes = await Promise.all([
      annotate(employee, open),
      annotate(employee, secret),
      annotate(outsider, open),
      annotate(author, secret),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([201, 404, 404, 201]);
  });

  it('the same id at once is one annotation, and stops nobody else', async () => {
    const id = uuidv7();
    const outcomes = await Promise.all([
      annotate(employee, open, { id }),
      annotate(employee, open, { id }),
      annotate(author, open, { id }),
      annotate(author, open, { text: 'à part' }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual([201, 201, 409, 201]);
    expect(outcomes[1]?.body).toEqual(outcomes[0]?.body);
    expect((await texts(author, open)).filter((text) => text === 'à part')).toHaveLength(1);
    const events = await app.db.many(`SELECT FROM domain_event WHERE name = 'annotation.created' AND payload->>'annotationId' = $1`, [id]);
    expect(events).toHaveLength(1);
  });

  it('waits for nobody whose page is held', async () => {
    let letGo: () => void = () => undefined;
    const held = app.db.em.transaction(async (tx) => {
      await tx.query(`SELECT FROM page WHERE id = $1 FOR UPDATE`, [secret]);
      await new Promise<void>((resolve) => (letGo = resolve));
    });
    const waiting = annotate(author, secret, { text: 'patiente' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await annotate(employee, open)).status).toBe(201);
    letGo();
    await held;
    expect((await waiting).status).toBe(201);
  });
});
