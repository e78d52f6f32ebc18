import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { type TestApp, startTestApp } from '../../test/test-app.ts';
import { Storage } from '../platform/storage/storage.ts';
import { Upkeep } from './upkeep.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('what has run out', () => {
  it('is ended with its sockets: idle sessions, and guests with all that they have', async () => {
    const idle = await app.people.create();
    const fresh = await app.people.create();
    const guest = await app.people.create({ guestUntil: new Date(Date.now() - 1_000) });
    await app.people.token(guest);
    await app.db.many(`UPDATE session SET idle_until = now() WHERE id = $1`, [idle.sessionId]);
    await app.nest.get(Upkeep).endExpiredAccess();
    const left = await app.db.many<{ id: string }>(`SELECT id FROM session`);
    expect(left.map(({ id }) => id)).toEqual([fresh.sessionId]);
    expect(await app.db.many(`SELECT id FROM api_token`)).toEqual([]);
    await app.nest.get(Upkeep).endExpiredAccess();
    expect(
      await app.db.many(`SELECT name FROM domain_event WHERE name = 'person.guest-expired' AND payload ->> 'personId' = $1`, [guest.id]),
    ).toHaveLength(1);
  });
});

describe('what is no longer needed', () => {
  it('is forgotten after its time and not before', async () => {
    const ada = await app.people.create();
    for (const days of [1, 40]) {
      await app.db.many(
        `INSERT INTO sign_in_reference (id, code, kind, account, network, at) VALUES (gen_random_uuid(), $1, 'sign-in', '\\x00', 'n', now() - make_interval(days => $2))`,
        [`D${days}`, days],
      );
      await app.db.many(`INSERT INTO sign_in_attempt (key, tries, last_at) VALUES ($1, 1, now() - make_interval(days => $2))`, [
        Buffer.from([days]),
        days,
      ]);
      await app.db.many(
        `INSERT INTO password_reset (id, person_id, token_hash, expires_at) VALUES (gen_random_uuid(), $1, $2, now() - make_interval(days => $3))`,
        [ada.id, Buffer.from([days]), days],
      );
    }
    await app.nest.get(Upkeep).purge();
    expect(await app.db.many(`SELECT code FROM sign_in_reference`)).toEqual([{ code: 'D1' }]);
    expect(await app.db.many(`SELECT key FROM sign_in_attempt`)).toEqual([{ key: Buffer.from([1]) }]);
    expect(await app.db.many(`SELECT token_hash AS hash FROM password_reset`)).toEqual([{ hash: Buffer.from([1]) }]);
  });

  it('is removed from the store: photos that were replaced, once nobody can be loading them', async () => {
    const ada = await app.people.create();
    const content = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#3a6' } })
      .png()
      .toBuffer();
    const { body } = await app.as(ada).upload('PUT', '/me/photo', { name: 'a.png', type: 'image/png', content });
    const storage = app.nest.get(Storage);
    const old = `photos/${ada.id}/01900000-0000-7000-8000-000000000000.webp`;
    const justReplaced = `photos/${ada.id}/${ada.id}.webp`;
    for (const key of [old, justReplaced]) await storage.put(key, Buffer.from('x'));
    await app.nest.get(Upkeep).purge();
    expect(await storage.size(old)).toBeNull();
    expect(await storage.size(justReplaced)).toBe(1);
    expect(await storage.size(`photos/${ada.id}/${body.photoId}.webp`)).toBeGreaterThan(100);
  });
});
