import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { PasswordHasher } from '../passwords/password-hasher.ts';
import { hashOf } from './secrets.ts';

const PASSWORD = 'quatre tilleuls sous la pluie';
const WRONG = 'another password, quite wrong';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ env: { PARVIS_TRUSTED_PROXIES: '127.0.0.1' } });
});
afterAll(() => app.close());
beforeEach(() => app.db.many('DELETE FROM sign_in_attempt'));

const from = (address: string) => ({ 'x-forwarded-for': address });
const signIn = (email: string, password: string, headers: Record<string, string> = from('203.0.113.7')) =>
  app.anonymous.post('/sessions', { email, password }, headers);
const failing = async (email: string, times: number, headers?: Record<string, string>) => {
  for (let n = 0; n < times; n++) await signIn(email, WRONG, headers);
};
const referenceOf = (code: string) =>
  app.db.one<{ cause: string; failures: number; network: string }>(
    `SELECT cause, failures, network FROM sign_in_reference WHERE code = $1`,
    [code],
  );

describe('guessing a password', () => {
  it('is free five times, then even the right one waits, with the same answer', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    await failing(ada.email, 4);
    const fifth = await signIn(ada.email, WRONG);
    const sixth = await signIn(ada.email, PASSWORD);
    const shape = ({ status, body, headers }: typeof fifth) => [
      status,
      { ...body, reference: '', requestId: '' },
      Object.keys(headers).toSorted(),
    ];
    expect(shape(sixth)).toEqual(shape(fifth));
    expect(await referenceOf(sixth.body.reference)).toEqual({ cause: 'throttled', failures: 5, network: '203.0.113.0/24' });
  });

  it('waits longer each time, up to a quarter of an hour', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 13; round++) {
      await signIn('nobody@montclair.test', WRONG);
      const row = await app.db.one<{ wait: number | null }>(
        `SELECT CASE WHEN next_at > now() THEN round(extract(epoch FROM next_at - now()))::int END AS wait FROM sign_in_attempt WHERE account IS NOT NULL`,
      );
      if (row?.wait) waits.push(row.wait);
      await app.db.many(`UPDATE sign_in_attempt SET next_at = '-infinity' WHERE account IS NOT NULL`);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900, 900, 900]);
  });

  it('lets five of fifty at once be checked, in two processes, known account or not', async () => {
    const other = await startTestApp({ database: app.database, env: { PARVIS_TRUSTED_PROXIES: '127.0.0.1' } });
    const ada = await app.people.create({ password: PASSWORD });
    for (const email of [ada.email, 'nobody@montclair.test']) {
      const checks = [app, other].map((each) => jest.spyOn(each.nest.get(PasswordHasher), 'verify'));
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          (n % 2 ? app : other).anonymous.post('/sessions', { email, password: WRONG }, from('203.0.113.7')),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
      expect(checks.reduce((sum, check) => sum + check.mock.calls.length, 0)).toBe(5);
      for (const check of checks) check.mockRestore();
    }
    await other.close();
  });

  it('starts again after success', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    await failing(ada.email, 4);
    expect((await signIn(ada.email, PASSWORD)).status).toBe(201);
    await failing(ada.email, 4);
    expect((await signIn(ada.email, PASSWORD)).status).toBe(201);
  });

  it('is counted by network, of which a /24 or a /64 is one', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    await failing(ada.email, 5, from('203.0.113.7'));
    expect((await signIn(ada.email, PASSWORD, from('203.0.113.250'))).status).toBe(401);
    expect((await signIn(ada.email, PASSWORD, from('198.51.100.1'))).status).toBe(201);
    const bob = await app.people.create({ password: PASSWORD });
    await failing(bob.email, 5, from('2001:db8:0:1::1'));
    expect((await signIn(bob.email, PASSWORD, from('2001:db8:0:1:ffff::2'))).status).toBe(401);
    expect((await signIn(bob.email, PASSWORD, from('2001:db8:0:2::1'))).status).toBe(201);
  });

  it('does not keep the owner out on a device that she has used, but guessing there waits as well', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const device = await deviceOf(await signIn(ada.email, PASSWORD));
    await failing(ada.email, 6);
    expect((await signIn(ada.email, PASSWORD)).status).toBe(401);
    const known = { ...from('203.0.113.7'), cookie: device };
    expect((await signIn(ada.email, WRONG, known)).status).toBe(401);
    const renewed = await signIn(ada.email, PASSWORD, known);
    expect(renewed.status).toBe(201);
    // The secret of the device changes each time: a copy of the old one is worth nothing.
    expect((await signIn(ada.email, PASSWORD, known)).status).toBe(401);
    const now = { ...from('203.0.113.7'), cookie: await deviceOf(renewed) };
    await failing(ada.email, 5, now);
    expect((await signIn(ada.email, PASSWORD, now)).status).toBe(401);
  });

  it('does not spare a device of somebody else', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const eve = await app.people.create({ password: PASSWORD });
    const device = await deviceOf(await signIn(eve.email, PASSWORD));
    await failing(ada.email, 5);
    expect((await signIn(ada.email, PASSWORD, { ...from('203.0.113.7'), cookie: device })).status).toBe(401);
  });

  it.each([
    ['network 203.0.113.0/24', 300],
    ['everywhere', 3_000],
  ])('has a ceiling over all accounts (%s)', async (counter, cap) => {
    const ada = await app.people.create({ password: PASSWORD });
    const device = await deviceOf(await signIn(ada.email, PASSWORD));
    await app.db.many(
      `INSERT INTO sign_in_attempt (key, tries) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET tries = excluded.tries, since = now()`,
      [hashOf(counter), cap],
    );
    expect((await signIn(ada.email, PASSWORD)).status).toBe(401);
    expect((await signIn(ada.email, PASSWORD, { ...from('203.0.113.7'), cookie: device })).status).toBe(201);
    await app.db.many(`UPDATE sign_in_attempt SET since = now() - interval '16 minutes' WHERE key = $1`, [hashOf(counter)]);
    await app.db.many(`DELETE FROM sign_in_attempt WHERE account IS NOT NULL`);
    expect((await signIn(ada.email, PASSWORD)).status).toBe(201);
  });

  it('leaves one line in the audit for each wait, not one for each try', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    await failing(ada.email, 12);
    const lines = await app.db.many<{ cause: string; count: number }>(
      `SELECT payload ->> 'cause' AS cause, count(*)::int AS count FROM domain_event WHERE name = 'sign-in.refused' AND payload ->> 'personId' = $1 GROUP BY 1 ORDER BY 1`,
      [ada.id],
    );
    expect(lines).toEqual([
      { cause: 'throttled', count: 1 },
      { cause: 'wrong-password', count: 5 },
    ]);
  });
});

describe('the address of a client', () => {
  it('is what the socket says, unless a listed proxy speaks', async () => {
    const bare = await startTestApp({ database: app.database });
    const answer = await bare.anonymous.post('/sessions', { email: 'nobody@montclair.test', password: WRONG }, from('203.0.113.7'));
    await bare.close();
    expect((await referenceOf(answer.body.reference))?.network).toBe('127.0.0.0/24');
  });
});

async function deviceOf({ headers }: { headers: Record<string, unknown> }): Promise<string> {
  const cookie = [headers['set-cookie'] ?? []]
    .flat()
    .map(String)
    .find((each) => each.startsWith('parvis_device='));
  return cookie?.split(';')[0] ?? '';
}
