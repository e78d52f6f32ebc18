import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Socket } from 'socket.io-client';
import { v7 as uuidv7 } from 'uuid';
import { system } from '../../src/platform/database/actor.ts';
import { Authenticator } from '../../src/platform/security/authenticator.ts';
import type { Revocation } from '../../src/platform/security/revocation.ts';
import { RoomAccess } from '../../src/platform/security/room-access.ts';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { openHints } from '../hint-socket.ts';

/** After this long nothing may arrive any more, in any process. */
const PROMISE_MS = 1_000;

let first: TestApp;
let second: TestApp;
let addresses: string[];
let animator: TestPerson;
beforeAll(async () => {
  first = await startTestApp();
  second = await startTestApp({ database: first.database });
  addresses = [await first.listen(), await second.listen()];
  animator = await first.people.create({ roles: ['admin'] });
});
afterAll(async () => {
  await second.close();
  await first.close();
});

const sockets: Socket[] = [];
afterAll(() => sockets.forEach((socket) => socket.disconnect()));

async function listen(address: string, headers: Record<string, string>): Promise<Socket | null> {
  const socket = await openHints(address, headers);
  if (socket) sockets.push(socket);
  return socket;
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Scene {
  communityId: string;
  pageId: string;
  member: TestPerson;
  /** What the member shows: a session cookie, or a token. */
  headers: Record<string, string>;
}

async function scene(visibility: 'open' | 'closed', token: boolean): Promise<Scene> {
  const member = await first.people.create({
    password: 'neuf pigeons sur le toit',
    ...(visibility === 'open' && { organization: 'customer' as const }),
  });
  const communityId = (await first.as(animator).post('/communities', { name: `Salle ${member.id.slice(-6)}`, visibility })).body[
    'id'
  ] as string;
  if (visibility === 'closed') await first.as(animator).put(`/communities/${communityId}/members/${member.id}`, { role: 'member' });
  const pageId = (await first.as(animator).post('/pages', { communityId, title: 'Salle', markdown: 'x' })).body['id'] as string;
  const headers: Record<string, string> = token
    ? { authorization: `Bearer ${await first.people.token(member, ['read', 'write'])}` }
    : { cookie: member.cookie };
  return { communityId, pageId, member, headers };
}

const REVOCATIONS: {
  name: string;
  visibility?: 'open' | 'closed';
  token?: boolean;
  stillSignedIn: boolean;
  revoke: (scene: Scene) => Promise<unknown>;
}[] = [
  {
    name: 'leaving',
    stillSignedIn: true,
    revoke: ({ communityId, member }) => first.as(member).delete(`/communities/${communityId}/membership`),
  },
  {
    name: 'removal',
    stillSignedIn: true,
    revoke: ({ communityId, member }) => first.as(animator).delete(`/communities/${communityId}/members/${member.id}`),
  },
  { name: 'deactivation', stillSignedIn: false, revoke: ({ member }) => first.as(animator).put(`/admin/people/${member.id}/deactivation`) },
  {
    name: 'a narrowed audience',
    stillSignedIn: true,
    revoke: ({ pageId }) =>
      first.as(animator).put(`/contents/${pageId}/audience`, { audience: 'participants', participantIds: [animator.id] }),
  },
  { name: 'a session revoked', stillSignedIn: false, revoke: async ({ member }) => first.as(member).delete('/sessions/current') },
  {
    name: 'a password changed elsewhere',
    stillSignedIn: false,
    revoke: async ({ member }) => {
      const other = await first.people.session(member.id);
      return first
        .as({ ...member, cookie: other.cookie })
        .put('/me/password', { current: 'neuf pigeons sur le toit', next: 'dix corbeaux dans le champ' });
    },
  },
  {
    name: 'a community made secret',
    visibility: 'open',
    stillSignedIn: true,
    revoke: ({ communityId }) => first.as(animator).patch(`/communities/${communityId}`, { visibility: 'secret' }),
  },
  {
    name: 'a token deleted',
    token: true,
    stillSignedIn: false,
    revoke: async ({ member }) => {
      const { items } = (await first.as(member).get('/tokens')).body;
      return first.as(member).delete(`/tokens/${items[0].id}`);
    },
  },
];

describe.each(REVOCATIONS)('$name ends access', ({ visibility = 'closed', token = false, stillSignedIn, revoke }) => {
  it('on every process, for sockets that are open and for those that come back', async () => {
    const given = await scene(visibility, token);
    const { pageId, communityId, headers } = given;
    const heard: string[] = [];
    const gone = new Set<string>();
    const listening = await Promise.all(
      addresses.map(async (address, index) => {
        const socket = await listen(address, headers);
        expect(socket).not.toBeNull();
        expect(await socket?.emitWithAck('watch', { kind: 'content', id: pageId })).toEqual({ ok: true });
        expect(await socket?.emitWithAck('watch', { kind: 'community', id: communityId })).toEqual({ ok: true });
        socket?.on('stale', (hint: { type: string; id: string }) => heard.push(`${index} ${hint.type} ${hint.id}`));
        socket?.on('gone', ({ id }: { id: string }) => gone.add(`${index} ${id}`));
        return socket;
      }),
    );
    for (const app of [first, second])
      expect(
        (
          await app.nest.inject({
            method: 'GET',
            url: `/api/pages/${pageId}`,
            headers: { host: 'parvis.test', origin: 'http://parvis.test', ...headers },
          })
        ).statusCode,
      ).toBe(200);

    // The panel is open: what is annotated is heard of.
    const note = () => first.as(animator).post('/annotations', { sourceId: pageId, text: 'Vu', target: { exact: 'x' } });
    expect((await note()).status).toBe(201);
    const toldOfAnnotations = () => heard.filter((hint) => hint.endsWith(`annotations ${pageId}`)).length;
    for (let tries = 0; tries < 100 && toldOfAnnotations() < 2; tries++) await wait(20);
    expect(toldOfAnnotations()).toBe(2);

    const answer = (await revoke(given)) as { status: number };
    expect(answer.status).toBeLessThan(300);
    await wait(PROMISE_MS);
    // Who stays signed in is told that what her screen shows is not hers any more.
    if (stillSignedIn) for (const index of addresses.keys()) expect(gone).toContain(`${index} ${pageId}`);
    heard.length = 0;
    expect((await note()).status).toBe(201);
    await first.as(animator).post('/pages', { communityId, title: 'Après', markdown: 'x' });
    await first.as(animator).delete(`/pages/${pageId}`);
    await first.settle();
    await wait(200);
    // The audience of one page was narrowed: its community is heard of as before.
    expect(heard.filter((hint) => hint.includes(pageId))).toEqual([]);
    if (!stillSignedIn || visibility === 'open') expect(heard.filter((hint) => hint.includes('pages'))).toEqual([]);

    for (const app of [first, second])
      for (const url of [`/api/pages/${pageId}`, `/api/annotations?sourceId=${pageId}`])
        expect([401, 404]).toContain(
          (await app.nest.inject({ method: 'GET', url, headers: { host: 'parvis.test', origin: 'http://parvis.test', ...headers } }))
            .statusCode,
        );
    for (const socket of listening) socket?.disconnect();
    for (const address of addresses) {
      const back = await listen(address, headers);
      expect(back !== null).toBe(stillSignedIn);
      if (back) expect(await back.emitWithAck('watch', { kind: 'content', id: pageId })).toMatchObject({ status: 404 });
    }
  });
});

describe('while the database does not say who may hear what', () => {
  const away = new Error('The database is away');
  it.each<[what: string, fail: () => { mockRestore(): void }, revocation: (member: TestPerson) => Revocation]>([
    [
      'something',
      () => jest.spyOn(first.nest.get(RoomAccess), 'check').mockRejectedValueOnce(away),
      () => ({ kind: 'content', contentId: uuidv7() }),
    ],
    [
      'somebody',
      () => jest.spyOn(first.nest.get(Authenticator), 'authenticate').mockRejectedValueOnce(away),
      ({ id }) => ({ kind: 'person', personId: id }),
    ],
  ])('a screen hears nothing, is told nothing, and comes again: %s lost access', async (_, fail, revocation) => {
    const { pageId, member, headers } = await scene('closed', false);
    const socket = await listen(addresses[0] as string, headers);
    expect(await socket?.emitWithAck('watch', { kind: 'content', id: pageId })).toEqual({ ok: true });
    const gone: string[] = [];
    socket?.on('gone', ({ id }: { id: string }) => gone.push(id));
    const closed = new Promise((resolve) => socket?.once('disconnect', resolve));
    const failing = fail();
    await first.db.write(system, async (tx) => tx.revoke(revocation(member)));
    // Told to leave, it would stay away.
    expect(await closed).toBe('transport close');
    expect(gone).toEqual([]);
    failing.mockRestore();
  });
});
