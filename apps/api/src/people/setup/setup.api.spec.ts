import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { SetupCode } from './setup-code.ts';

const FIRST = {
  organization: 'Ville de Montclair',
  name: 'Ada Renard',
  email: 'ada@montclair.test',
  password: 'quatre tilleuls sous la pluie',
  language: 'fr',
};

let app: TestApp;
const code = () => app.nest.get(SetupCode).current() ?? '';

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

describe('setting up an empty installation', () => {
  it('says that it waits, and refuses a weak password, an unknown field and a wrong code', async () => {
    expect((await app.anonymous.get('/setup')).body).toEqual({ needed: true, name: 'Parvis' });
    expect((await app.anonymous.post('/setup', { ...FIRST, code: code(), password: 'Ada Renard Montclair' })).body.errors[0].field).toBe(
      'password',
    );
    expect((await app.anonymous.post('/setup', { ...FIRST, code: code(), roles: ['admin'] })).body.errors[0].field).toBe('roles');
    const refused = await app.anonymous.post('/setup', { ...FIRST, code: 'AAAA-BBBB-CCCC' });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'code']);
  });

  it('replaces the code after five wrong ones, and tells whoever shows it', async () => {
    const before = code();
    const shown: string[] = [];
    app.nest.get(SetupCode).onRenewal((renewed) => shown.push(renewed));
    for (let wrong = 0; wrong < 4; wrong++) await app.anonymous.post('/setup', { ...FIRST, code: `AAAA-BBBB-CC0${wrong}` });
    expect(code()).not.toBe(before);
    expect(shown).toEqual([code()]);
    expect((await app.anonymous.post('/setup', { ...FIRST, code: before })).status).toBe(400);
  });

  it('takes the code of any process that shows one, kept as a hash only', async () => {
    const other = await startTestApp({ database: app.database });
    const theirs = other.nest.get(SetupCode).current() ?? '';
    await other.close();
    expect(theirs).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/);
    expect(await app.nest.get(SetupCode).check(theirs.toLowerCase())).toBe(true);
    const kept = await app.db.many(`SELECT encode(code_hash, 'escape') AS hash FROM setup_code`);
    expect(JSON.stringify(kept)).not.toContain(theirs);
  });

  it('is done once, however many try at the same time, and signs the administrator in', async () => {
    const body = { ...FIRST, code: code() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => app.anonymous.post('/setup', { ...body, email: `ada${n}@montclair.test` })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
    const done = answers.find(({ status }) => status === 201);
    expect(done?.body.user).toMatchObject({
      name: 'Ada Renard',
      roles: ['admin'],
      organization: { kind: 'customer', name: 'Ville de Montclair' },
      can: { administer: true },
    });
    expect(String(done?.headers['set-cookie'])).toMatch(/parvis_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax/);
    expect(await app.db.many('SELECT id FROM person')).toHaveLength(1);
    expect((await app.anonymous.get('/setup')).body).toEqual({ needed: false, name: 'Ville de Montclair' });
    expect((await app.anonymous.post('/setup', body)).body.code).toBe('already-set-up');
    expect(await app.db.many('SELECT 1 FROM setup_code')).toHaveLength(0);
  });
});
