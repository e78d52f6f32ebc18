import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Answer, TestClient, type TestApp, startTestApp } from '../../../test/test-app.ts';
import { Mailer } from '../../platform/mail/mail.ts';
import { PasswordHasher } from '../passwords/password-hasher.ts';

const PASSWORD = 'quatre tilleuls sous la pluie';
const yesterday = () => new Date(Date.now() - 86_400_000);

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());
beforeEach(() => app.db.many('DELETE FROM sign_in_attempt'));

const signIn = (email: string, password = PASSWORD, headers: Record<string, string> = {}) =>
  app.anonymous.post('/sessions', { email, password }, headers);
const cookies = (answer: Answer): string[] => [answer.headers['set-cookie'] ?? []].flat().map(String);
const cookieOf = (answer: Answer, name: string) =>
  cookies(answer)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(';')[0] ?? '';
const withCookie = (cookie: string) => new TestClient(app.nest, { cookie });
const causeOf = async (reference: string) =>
  (await app.db.one<{ cause: string }>(`SELECT cause FROM sign_in_reference WHERE code = $1`, [reference]))?.cause;

describe('signing in', () => {
  it('gives a session that opens the product, and signing out ends it', async () => {
    const ada = await app.people.create({ password: PASSWORD, roles: ['admin'] });
    const answer = await signIn(ada.email.toUpperCase());
    expect(answer.status).toBe(201);
    expect(answer.body.user).toMatchObject({ id: ada.id, email: ada.email, can: { administer: true, audit: true, createCommunity: true } });
    const mine = withCookie(cookieOf(answer, 'parvis_session'));
    expect((await mine.get('/me')).body.id).toBe(ada.id);
    const out = await mine.delete('/sessions/current');
    expect([out.status, cookieOf(out, 'parvis_session')]).toEqual([204, 'parvis_session=']);
    expect((await mine.get('/me')).status).toBe(401);
  });

  it('keeps the session as a hash, in a cookie that scripts and other sites do not get', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const passing = await signIn(ada.email);
    const remembered = await app.anonymous.post('/sessions', { email: ada.email, password: PASSWORD, remember: true });
    const session = cookies(passing).find((cookie) => cookie.startsWith('parvis_session'));
    expect(session).toMatch(/^parvis_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(cookies(remembered).find((cookie) => cookie.startsWith('parvis_session'))).toContain('Max-Age=2592000');
    const secret = cookieOf(passing, 'parvis_session').split('=')[1] ?? '';
    const rows = await app.db.many(`SELECT s::text AS row FROM session s`);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('names its cookie __Host- and marks it Secure under https', async () => {
    const https = await startTestApp({ database: app.database, env: { PARVIS_URL: 'https://parvis.test' } });
    const ada = await app.people.create({ password: PASSWORD });
    const answer = await https.anonymous.post('/sessions', { email: ada.email, password: PASSWORD }, { origin: 'https://parvis.test' });
    await https.close();
    expect(cookies(answer).find((cookie) => cookie.startsWith('__Host-parvis_session='))).toMatch(
      /Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('never takes over a session that was there before', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const planted = `parvis_session=${'a'.repeat(43)}`;
    const first = await signIn(ada.email, PASSWORD, { cookie: planted });
    expect(cookieOf(first, 'parvis_session')).not.toBe(planted);
    expect((await withCookie(planted).get('/me')).status).toBe(401);
    const second = await signIn(ada.email, PASSWORD, { cookie: cookieOf(first, 'parvis_session') });
    expect((await withCookie(cookieOf(first, 'parvis_session')).get('/me')).status).toBe(401);
    expect((await withCookie(cookieOf(second, 'parvis_session')).get('/me')).status).toBe(200);
  });

  it('asks that the request comes from our own pages', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    for (const origin of ['https://evil.test', 'null', '']) {
      const answer = await app.anonymous.post('/sessions', { email: ada.email, password: PASSWORD }, { origin });
      expect([answer.status, answer.body.code]).toEqual([403, 'foreign-origin']);
    }
  });

  it('takes a bearer header for what it is: a cookie beside it does not count', async () => {
    const ada = await app.people.create();
    const answer = await app.as(ada).patch('/me', { job: 'x' }, { authorization: 'Bearer nonsense', origin: 'https://evil.test' });
    expect(answer.status).toBe(401);
  });
});

describe('a refused sign-in', () => {
  it('says the same whatever the cause, which support finds by the reference', async () => {
    const causes: [string, string, string][] = [
      ['unknown', 'nobody@montclair.test', PASSWORD],
      ['wrong-password', (await app.people.create({ password: PASSWORD })).email, 'another password, quite wrong'],
      ['no-password', (await app.people.create()).email, PASSWORD],
      ['deactivated', (await app.people.create({ password: PASSWORD, deactivatedAt: yesterday() })).email, PASSWORD],
      ['expired-guest', (await app.people.create({ password: PASSWORD, guestUntil: yesterday() })).email, PASSWORD],
      ['pending', (await app.people.create({ password: PASSWORD, pendingApproval: true })).email, PASSWORD],
    ];
    const shapes = new Set<string>();
    const references = new Set<string>();
    for (const [cause, email, password] of causes) {
      const { status, body, headers } = await signIn(email, password);
      expect(body.reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}$/);
      expect([cause, await causeOf(body.reference)]).toEqual([cause, cause]);
      references.add(body.reference);
      shapes.add(JSON.stringify([status, { ...body, reference: '', requestId: '' }, Object.keys(headers).toSorted()]));
    }
    expect(shapes.size).toBe(1);
    expect(references.size).toBe(causes.length);
  });

  it('costs the same hash computation for known and unknown accounts', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const guest = await app.people.create();
    const inTurn = jest.spyOn(app.nest.get(PasswordHasher), 'inTurn');
    for (const email of [ada.email, guest.email, 'nobody@montclair.test']) {
      inTurn.mockClear();
      await signIn(email, 'another password, quite wrong');
      expect([email, inTurn.mock.calls.length]).toEqual([email, 1]);
    }
    inTurn.mockRestore();
  });

  it('stands in the audit without the address, the network beside it', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const { body } = await signIn(ada.email, 'another password, quite wrong');
    const event = await app.db.one<{ payload: object; personal: object }>(
      `SELECT e.payload, x.data AS personal FROM domain_event e JOIN domain_event_personal x ON x.event_id = e.id
       JOIN sign_in_reference r ON r.id::text = e.payload ->> 'referenceId' WHERE r.code = $1 AND e.name = 'sign-in.refused'`,
      [body.reference],
    );
    expect(event).toEqual({
      payload: { referenceId: expect.any(String), personId: ada.id, cause: 'wrong-password' },
      personal: { network: '127.0.0.0/24' },
    });
  });
});

describe('who is signed in', () => {
  it('is nobody once deactivated, pending, or a guest whose time is over', async () => {
    for (const state of [{ deactivatedAt: yesterday() }, { pendingApproval: true }, { guestUntil: yesterday() }]) {
      const person = await app.people.create(state);
      const token = await app.people.token(person);
      expect((await app.as(person).get('/me')).status).toBe(401);
      expect((await app.anonymous.get('/me', { authorization: `Bearer ${token}` })).status).toBe(401);
    }
  });

  it('ends at the second a guest’s time is over, although sessions are cached', async () => {
    const guest = await app.people.create({ guestUntil: new Date(Date.now() + 700) });
    expect((await app.as(guest).get('/me')).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect((await app.as(guest).get('/me')).status).toBe(401);
  });

  it('ends when the session has been idle or old for too long', async () => {
    const idle = await app.people.create();
    const old = await app.people.create();
    await app.db.many(`UPDATE session SET idle_until = now() WHERE id = $1`, [idle.sessionId]);
    await app.db.many(`UPDATE session SET expires_at = now() WHERE id = $1`, [old.sessionId]);
    expect((await app.as(idle).get('/me')).status).toBe(401);
    expect((await app.as(old).get('/me')).status).toBe(401);
  });

  it('writes the last use down at most once a minute', async () => {
    const ada = await app.people.create();
    const lastSeen = async () =>
      (await app.db.one<{ at: Date }>(`SELECT last_seen_at AS at FROM session WHERE id = $1`, [ada.sessionId]))?.at;
    const before = await lastSeen();
    await app.as(ada).get('/me');
    expect(await lastSeen()).toEqual(before);
    await app.db.many(
      `UPDATE session SET last_seen_at = now() - interval '2 minutes', idle_until = now() + interval '1 hour' WHERE id = $1`,
      [ada.sessionId],
    );
    const second = await startTestApp({ database: app.database });
    await second.as(ada).get('/me');
    await second.close();
    expect((await lastSeen())?.getTime()).toBeGreaterThan(Date.now() - 60_000);
  });
});

describe('my sessions', () => {
  it('are listed with device and network, and ended one by one or all others', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const eve = await app.people.create();
    const phone = await signIn(ada.email, PASSWORD, {
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605 Version/19 Mobile/15E148 Safari/604.1 <b>',
    });
    const onPhone = withCookie(cookieOf(phone, 'parvis_session'));
    const { items } = (await onPhone.get('/sessions')).body;
    expect(items).toHaveLength(2);
    expect(items.find((session: { current: boolean }) => session.current)).toMatchObject({
      device: 'Safari, iPhone',
      network: '127.0.0.0/24',
    });
    expect((await app.as(eve).delete(`/sessions/${ada.sessionId}`)).status).toBe(404);
    expect((await onPhone.delete(`/sessions/${ada.sessionId}`)).status).toBe(204);
    expect((await app.as(ada).get('/me')).status).toBe(401);

    const again = withCookie((await app.people.session(ada.id)).cookie);
    expect((await again.get('/me')).status).toBe(200);
    expect((await onPhone.delete('/sessions')).status).toBe(204);
    expect((await again.get('/me')).status).toBe(401);
    expect((await onPhone.get('/me')).status).toBe(200);
  });

  it('end in every process as soon as one ends them', async () => {
    const other = await startTestApp({ database: app.database });
    const ada = await app.people.create();
    expect((await other.as(ada).get('/me')).status).toBe(200);
    expect((await app.as(ada).delete('/sessions/current')).status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await other.as(ada).get('/me')).status).toBe(401);
    await other.close();
  });
});

describe('a device that was not known', () => {
  it('is told by mail, but not the very first one, and each only once', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const subjects = async () => {
      await app.settle();
      return (await app.nest.get(Mailer).kept(200, null)).filter(({ to }) => to === ada.email).map(({ subject }) => subject);
    };
    const first = await signIn(ada.email);
    expect(await subjects()).toEqual([]);
    await signIn(ada.email, PASSWORD, { cookie: cookieOf(first, 'parvis_device') });
    expect(await subjects()).toEqual([]);
    await signIn(ada.email, PASSWORD, { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/145.0' });
    expect(await subjects()).toEqual(['Connexion depuis un nouvel appareil']);
    const [mail] = (await app.nest.get(Mailer).kept(200, null)).filter(({ to }) => to === ada.email);
    expect(mail?.text).toContain('Firefox, Windows, réseau 127.0.0.0/24');
  });
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('an API token', () => {
  it('does what its scopes say, without an Origin, and does not touch the account itself', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const reads = bearer(await app.people.token(ada, ['read']));
    const writes = bearer(await app.people.token(ada, ['read', 'write']));
    expect((await app.anonymous.get('/me', reads)).body.id).toBe(ada.id);
    expect((await app.anonymous.patch('/me', { job: 'Architecte' }, reads)).status).toBe(403);
    expect((await app.anonymous.patch('/me', { job: 'Architecte' }, { ...writes, origin: '' })).status).toBe(200);
    expect((await app.anonymous.put('/me/password', { current: PASSWORD, next: 'cinq tilleuls sous la neige' }, writes)).status).toBe(403);
    expect((await app.anonymous.delete('/sessions', undefined, writes)).status).toBe(403);
    expect((await app.anonymous.delete('/sessions/current', undefined, writes)).status).toBe(403);
  });

  it('is listed without its secret, and opens nothing once deleted, although it was cached', async () => {
    const ada = await app.people.create();
    const eve = await app.people.create();
    const token = await app.people.token(ada, ['read']);
    expect((await app.anonymous.get('/me', bearer(token))).status).toBe(200);
    const listed = await app.as(ada).get('/tokens');
    expect(listed.body.items).toHaveLength(1);
    expect(listed.text).not.toContain(token);
    expect((await app.as(eve).delete(`/tokens/${listed.body.items[0].id}`)).status).toBe(404);
    expect((await app.as(ada).delete(`/tokens/${listed.body.items[0].id}`)).status).toBe(204);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await app.anonymous.get('/me', bearer(token))).status).toBe(401);
  });
});
