import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { Mailer } from '../../platform/mail/mail.ts';
import { PasswordHasher } from './password-hasher.ts';

const PASSWORD = 'quatre tilleuls sous la pluie';
const NEXT = 'cinq hérons près du canal';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());
beforeEach(() => app.db.many('DELETE FROM sign_in_attempt'));

const signIn = (email: string, password: string) => app.anonymous.post('/sessions', { email, password });
const ask = (email: string) => app.anonymous.post('/password-resets', { email });
const mailsTo = async (email: string) => (await app.nest.get(Mailer).kept(200, null)).filter((mail) => mail.to === email);
async function linkFor(email: string): Promise<string> {
  await ask(email);
  await app.settle();
  return /\/reset#([\w-]+)/.exec((await mailsTo(email))[0]?.text ?? '')?.[1] ?? 'no link was sent';
}

describe('changing my password', () => {
  it('asks for the present one, ends my other sessions and tells me', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const elsewhere = await app.people.session(ada.id);
    const wrong = await app.as(ada).put('/me/password', { current: 'not the present one', next: NEXT });
    expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, 'current']);
    const weak = await app.as(ada).put('/me/password', { current: PASSWORD, next: 'motdepassemotdepasse' });
    expect([weak.status, weak.body.errors[0].field]).toEqual([400, 'next']);
    const short = await app.as(ada).put('/me/password', { current: PASSWORD, next: 'only 14 chars!' });
    expect(short.body.errors[0]).toMatchObject({ field: 'next', expected: 'at least 15' });

    expect((await app.as(ada).put('/me/password', { current: PASSWORD, next: NEXT })).status).toBe(204);
    expect((await app.as(ada).get('/me')).status).toBe(200);
    expect((await app.as({ ...ada, cookie: elsewhere.cookie }).get('/me')).status).toBe(401);
    expect((await signIn(ada.email, PASSWORD)).status).toBe(401);
    expect((await signIn(ada.email, NEXT)).status).toBe(201);
    await app.settle();
    expect((await mailsTo(ada.email)).map(({ subject }) => subject)).toEqual(['Votre mot de passe a changé']);
  });

  it('cannot be tried at leisure at an open screen', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    for (let n = 0; n < 5; n++) await app.as(ada).put('/me/password', { current: `guess number ${n}`, next: NEXT });
    expect((await app.as(ada).put('/me/password', { current: PASSWORD, next: NEXT })).status).toBe(429);
  });
});

describe('resetting a forgotten password', () => {
  it('works by a link that serves once, ends all sessions and makes waits end', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    for (let n = 0; n < 6; n++) await signIn(ada.email, 'another password, quite wrong');
    const token = await linkFor(ada.email);
    expect((await app.anonymous.put('/password-resets', { token, password: 'motdepassemotdepasse' })).body.errors[0].field).toBe(
      'password',
    );
    expect((await app.anonymous.put('/password-resets', { token, password: NEXT })).status).toBe(204);
    expect((await app.as(ada).get('/me')).status).toBe(401);
    expect((await signIn(ada.email, NEXT)).status).toBe(201);
    const again = await app.anonymous.put('/password-resets', { token, password: 'six hérons près du canal' });
    expect([again.status, again.body.code]).toEqual([400, 'link-spent']);
  });

  it('lets one of fifty at once use the link', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const token = await linkFor(ada.email);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => app.anonymous.put('/password-resets', { token, password: `${NEXT} numéro ${n}` })),
    );
    const done = answers.flatMap(({ status }, n) => (status === 204 ? [n] : []));
    expect(done).toHaveLength(1);
    expect((await signIn(ada.email, `${NEXT} numéro ${done[0]}`)).status).toBe(201);
  });

  it('keeps links as hashes, for an hour', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const token = await linkFor(ada.email);
    expect(JSON.stringify(await app.db.many(`SELECT r::text AS row FROM password_reset r`))).not.toContain(token);
    await app.db.many(`UPDATE password_reset SET expires_at = now() WHERE person_id = $1`, [ada.id]);
    expect((await app.anonymous.put('/password-resets', { token, password: NEXT })).body.code).toBe('link-spent');
  });

  it('answers and works the same for unknown accounts; only the owner gets a mail', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    const gone = await app.people.create({ password: PASSWORD, deactivatedAt: new Date() });
    const hashings = jest.spyOn(app.nest.get(PasswordHasher), 'inTurn');
    const count = async () =>
      (await app.db.one<{ events: number; jobs: number }>(
        `SELECT (SELECT count(*)::int FROM domain_event) AS events, (SELECT count(*)::int FROM jobs.job WHERE name = 'send-reset-link') AS jobs`,
      )) ?? { events: 0, jobs: 0 };
    const shapes = new Set<string>();
    for (const email of [ada.email, gone.email, 'nobody@montclair.test']) {
      const before = await count();
      const { status, body, headers } = await ask(email);
      const after = await count();
      shapes.add(
        JSON.stringify([
          status,
          { ...body, reference: typeof body.reference },
          Object.keys(headers).toSorted(),
          after.events - before.events,
          after.jobs - before.jobs,
        ]),
      );
    }
    expect([...shapes]).toHaveLength(1);
    expect(hashings.mock.calls).toHaveLength(0);
    hashings.mockRestore();
    await app.settle();
    expect(await mailsTo(ada.email)).toHaveLength(1);
    expect(await mailsTo(gone.email)).toHaveLength(0);
    expect(await mailsTo('nobody@montclair.test')).toHaveLength(0);
  });

  it('sends at most three mails an hour to one address, whatever the number of requests', async () => {
    const ada = await app.people.create({ password: PASSWORD });
    for (let n = 0; n < 6; n++) expect((await ask(ada.email)).status).toBe(202);
    await app.settle();
    expect(await mailsTo(ada.email)).toHaveLength(3);
  });
});
