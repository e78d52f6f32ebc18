import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { Delivery } from '../../src/platform/events/delivery.ts';
import { Revocations } from '../../src/platform/security/revocations.ts';
import type { TestPerson } from '../factories/people.ts';
import { openLive, until } from '../live-screen.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { type Cable, type RedisServer, findRedis, openCable, openRedis } from './redis-server.ts';
import { type Screen, openScreen } from './screen.ts';

const program = findRedis();
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(program ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'])('three processes that hear of each other through %s', (carrier) => {
  let redis: RedisServer | null = null;
  /** Between the third process and Redis. */
  let cable: Cable | null = null;
  let apps: [TestApp, TestApp, TestApp];
  let addresses: [string, string, string];
  let animator: TestPerson;
  let member: TestPerson;
  let communityId: string;
  /** What PostgreSQL carried of hints. */
  const notified: string[] = [];
  let listener: pg.Client;
  const open: { close(): void }[] = [];

  beforeAll(async () => {
    if (carrier === 'Redis' && program) redis = await openRedis(program);
    if (redis) cable = await openCable(redis.port);
    const env: Record<string, string> = redis ? { REDIS_URL: redis.url } : {};
    const throughCable: Record<string, string> = cable ? { REDIS_URL: `redis://127.0.0.1:${cable.port}` } : {};
    const first = await startTestApp({ env });
    const { database } = first;
    apps = [
      first,
      await startTestApp({ env: { ...env, PARVIS_ROLE: 'web' }, database }),
      await startTestApp({ env: throughCable, database }),
    ];
    addresses = (await Promise.all(apps.map((app) => app.listen()))) as [string, string, string];
    [animator, member] = [await first.people.create({ roles: ['admin'] }), await first.people.create()];
    communityId = (await first.as(animator).post('/communities', { name: `Répliques ${carrier}`, visibility: 'secret' })).body['id'];
    await join();
    listener = new pg.Client({ connectionString: database.url });
    await listener.connect();
    await listener.query('LISTEN parvis_hint');
    listener.on('notification', ({ payload }) => notified.push(payload ?? ''));
  }, 60_000);
  afterEach(() => {
    for (const each of open.splice(0)) each.close();
  });
  afterAll(async () => {
    await listener.end();
    for (const app of apps.toReversed()) await app.close();
    cable?.close();
    await redis?.close();
  });

  const join = () => apps[0].as(animator).put(`/communities/${communityId}/members/${member.id}`, { role: 'member' });
  const write = async (process: number) => {
    const answer = await (apps[process] as TestApp).as(animator).post('/pages', { communityId, title: 'Page', markdown: 'Ici.' });
    expect(answer.status).toBe(201);
    return answer.body['id'] as string;
  };
  async function watch(process: number, person: TestPerson = member): Promise<Screen> {
    const screen = await openScreen({ address: addresses[process] as string, cookie: person.cookie, communityId });
    open.push(screen);
    return screen;
  }

  it('hints reach the screens of every process', async () => {
    const screens = await Promise.all([watch(0), watch(1), watch(2)]);
    notified.length = 0;
    const ids = [await write(0), await write(1), await write(2)];
    await until(() => screens.every(({ shown }) => ids.every((id) => shown.has(id))));
    expect(notified.length > 0).toBe(carrier === 'PostgreSQL');
  });

  it('people write together across processes, and see each other’s cursors', async () => {
    const pageId = await write(0);
    const [here, there] = await Promise.all([
      openLive(addresses[0], pageId, { cookie: animator.cookie }),
      openLive(addresses[1], pageId, { cookie: member.cookie }),
    ]);
    open.push(here, there);
    here.provider.awareness?.setLocalStateField('cursor', { anchor: null, head: null });
    here.type(' Puis là.');
    there.addParagraph('Et là-bas.');
    await until(() => here.text() === 'Ici. Puis là.\nEt là-bas.' && there.text() === here.text());
    await until(() => [...(there.provider.awareness?.getStates().values() ?? [])].some(({ user }) => user?.id === animator.id));
  });

  it('whoever loses access hears nothing any more, in any process', async () => {
    const screens = await Promise.all([watch(1), watch(2)]);
    await apps[0].as(animator).delete(`/communities/${communityId}/members/${member.id}`);
    await wait(400);
    const told = screens.map((screen) => screen.told);
    await write(0);
    await apps[0].settle();
    await wait(200);
    expect(screens.map((screen) => screen.told)).toEqual(told);
    for (const app of apps) expect((await app.as(member).get(`/communities/${communityId}/pages`)).status).toBe(404);
    await join();
  });

  it('tries to sign in are counted over all processes', async () => {
    const email = (await apps[0].people.create({ password: 'sept lampadaires au quai' })).email;
    const answers: number[] = [];
    for (let turn = 0; turn < 6; turn++) {
      const answer = await (apps[turn % 3] as TestApp).anonymous.post('/sessions', { email, password: `faux ${turn}` });
      answers.push(answer.status);
    }
    const right = await apps[2].anonymous.post('/sessions', { email, password: 'sept lampadaires au quai' });
    expect(right.status).toBe(answers.at(-1));
    expect(right.status).not.toBe(201);
  });

  it('each event is delivered once, though several work', async () => {
    const delivered: string[] = [];
    const spies = apps.map((app) => {
      const delivery = app.nest.get(Delivery);
      const deliver = delivery.deliverEvents.bind(delivery);
      return jest.spyOn(delivery, 'deliverEvents').mockImplementation((events) => {
        delivered.push(...events.map(({ id }) => id));
        return deliver(events);
      });
    });
    const ids = await Promise.all(Array.from({ length: 12 }, (_, turn) => write(turn % 3)));
    await apps[0].settle();
    for (const spy of spies) spy.mockRestore();
    const events = await apps[0].db.many<{ id: string }>(`SELECT id FROM domain_event WHERE payload ->> 'pageId' = ANY($1)`, [ids]);
    // What the tests before did may still be told of meanwhile.
    const written = new Set(events.map(({ id }) => id));
    expect(delivered.filter((id) => written.has(id)).toSorted()).toEqual([...written].toSorted());
    expect(await apps[0].db.many('SELECT FROM set_aside_event')).toEqual([]);
  });

  if (carrier !== 'Redis') return;

  /** Until all hear Redis again, and PostgreSQL carries no hints any more. */
  const untilSpared = () =>
    until(async () => {
      notified.length = 0;
      await write(2);
      await apps[2].settle();
      return notified.length === 0;
    }, 15_000);

  it('one that alone cannot hear Redis is told the other way, and misses nothing', async () => {
    const [near, far] = await Promise.all([watch(0), watch(2)]);
    cable?.cut();
    await until(() => far.connected.length === 2, 10_000);
    expect(near.connected).toHaveLength(1);
    const id = await write(0);
    await until(() => near.shown.has(id) && far.shown.has(id));
    cable?.mend();
    await untilSpared();
  }, 60_000);

  it('without Redis they go on at once through PostgreSQL: screens come back and miss nothing, and access is lost as before', async () => {
    const screens = await Promise.all([watch(0), watch(1), watch(2)]);
    const heard = apps.map((app) => app.nest.get(Revocations).generation);
    const ids: string[] = [];
    const writing = { on: true };
    const work = (async () => {
      for (let turn = 0; writing.on; turn++) {
        ids.push(await write(turn % 3));
        await wait(40);
      }
    })();
    let during = '';
    try {
      await wait(300);
      await redis?.kill();
      await until(() => screens.every(({ connected }) => connected.length === 2), 10_000);
      // What PostgreSQL tells went on: nobody's access had to be asked again.
      expect(apps.map((app) => app.nest.get(Revocations).generation)).toEqual(heard);
      during = await write(0);
      await until(() => screens.every(({ shown }) => shown.has(during)));
      await apps[1].as(animator).delete(`/communities/${communityId}/members/${member.id}`);
      await wait(400);
      const told = screens.map((screen) => screen.told);
      await wait(300);
      expect(screens.map((screen) => screen.told)).toEqual(told);
      await join();
      for (const { socket } of screens) await socket.emitWithAck('watch', { kind: 'community', id: communityId });

      await redis?.start();
      await wait(1_500);
    } finally {
      writing.on = false;
      await work;
    }
    const last = await write(1);
    await until(() => screens.every(({ shown }) => [...ids, during, last].every((id) => shown.has(id))), 5_000);
    await untilSpared();
  }, 60_000);
});
