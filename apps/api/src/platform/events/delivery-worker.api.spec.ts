import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import type { TestPerson } from '../../../test/factories/people.ts';
import { until } from '../../../test/live-screen.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Delivery } from './delivery.ts';
import type { RecordedEvent } from './event-log.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const close of closing.splice(0).toReversed()) await close();
});

let app: TestApp;
let person: TestPerson;
let communityId: string;
beforeEach(async () => {
  app = await startTestApp();
  closing.push(() => app.close());
  person = await app.people.create();
  communityId = await app.communities.create({ animators: [person] });
  await app.settle();
});

const write = async (title = 'Page') =>
  (await app.as(person).post('/pages', { communityId, title, markdown: 'Ici.' })).body['id'] as string;
const count = async (table: string) => (await app.db.one<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`))?.count;

/** Each batch that is delivered, by the names of its events; those of `failing` cannot be. */
function watch(on: TestApp, failing: (event: RecordedEvent) => boolean = () => false): string[][] {
  const batches: string[][] = [];
  const delivery = on.nest.get(Delivery);
  const deliver = delivery.deliverEvents.bind(delivery);
  jest.spyOn(delivery, 'deliverEvents').mockImplementation(async (events) => {
    batches.push(events.map(({ name }) => name));
    const errors = await deliver(events);
    return errors.map((error, place) => (failing(events[place] as RecordedEvent) ? new Error('poisoned') : error));
  });
  return batches;
}

describe('what waits to be delivered', () => {
  it('is delivered at once and leaves nothing behind', async () => {
    const batches = watch(app);
    await write();
    await app.settle();
    expect(batches.flat()).toEqual(['page.created']);
    expect(await count('undelivered_event')).toBe(0);
  });

  it('is there again when the process that took it is lost, and counts as not done meanwhile', async () => {
    const batches = watch(app);
    const away = jest.spyOn(app.nest.get(Jobs), 'running', 'get').mockReturnValue(false);
    await write();
    const other = new pg.Client({ connectionString: app.database.url });
    await other.connect();
    await other.query('BEGIN');
    expect((await other.query('DELETE FROM undelivered_event')).rowCount).toBe(1);
    away.mockRestore();
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(batches).toEqual([]);
    expect(await app.nest.get(Jobs).pending()).toBe(1);
    await other.end();
    await until(() => batches.flat().length === 1, 5_000);
  });

  it('goes on with the others when one cannot be delivered, which is tried again after growing pauses', async () => {
    const poisoned = { id: '' };
    const batches = watch(app, ({ payload }) => payload['pageId'] === poisoned.id);
    jest.spyOn(app.nest.get(Jobs), 'running', 'get').mockReturnValue(false);
    poisoned.id = await write('Empoisonnée');
    await write('Saine');
    jest.spyOn(app.nest.get(Jobs), 'running', 'get').mockReturnValue(true);
    const waiting = () =>
      app.db.one<{ tries: number; ahead: number }>(`SELECT tries, extract(epoch FROM due - now())::float AS ahead FROM undelivered_event`);
    await until(async () => (await waiting())?.tries === 2, 5_000);
    expect(batches.flat()).toEqual(['page.created', 'page.created', 'page.created']);
    const { ahead = 0 } = (await waiting()) ?? {};
    expect(ahead).toBeGreaterThan(1);
    expect(ahead).toBeLessThanOrEqual(2);
    // After its last try it stays aside.
    await app.db.many(`UPDATE undelivered_event SET tries = 8, due = now()`);
    await until(async () => (await count('undelivered_event')) === 0, 5_000);
  }, 20_000);

  it('is delivered together when much comes at once', async () => {
    jest.spyOn(app.nest.get(Jobs), 'running', 'get').mockReturnValue(false);
    await Promise.all(Array.from({ length: 12 }, (_, nth) => write(`Page ${nth}`)));
    const batches = watch(app);
    jest.spyOn(app.nest.get(Jobs), 'running', 'get').mockReturnValue(true);
    await app.settle();
    expect(batches).toEqual([Array.from({ length: 12 }, () => 'page.created')]);
  });

  it('is told by a process that does not deliver to one that does', async () => {
    const web = await startTestApp({ env: { PARVIS_ROLE: 'web' }, database: app.database });
    closing.push(() => web.close());
    const batches = watch(app);
    for (let nth = 0; nth < 6; nth++) {
      await web.as(person).post('/pages', { communityId, title: `Page ${nth}`, markdown: 'Ici.' });
      // Sooner than it looks by itself.
      await until(() => batches.flat().length > nth, 450);
    }
  });
});
