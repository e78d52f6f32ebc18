import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { Mailer } from '../../platform/mail/mail.ts';

const PASSWORD = 'quatre tilleuls sous la pluie';

let app: TestApp;
let admin: TestPerson;
let customer: string;
let vendor: string;
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.people.create({ roles: ['admin'], name: 'Ada Renard' });
  customer = await app.people.organization('customer');
  vendor = await app.people.organization('vendor');
});
afterAll(() => app.close());

let count = 0;
const fresh = () => `invitee-${(count += 1)}@montclair.test`;
const invite = (body: object, as = admin) => app.as(as).post('/admin/invitations', { organizationId: customer, ...body });
const tokenOf = (link: string) => /\/invitation#([\w-]{43})$/.exec(link)?.[1] ?? 'no token';
const mailsTo = async (email: string) => (await app.nest.get(Mailer).kept(200, null)).filter((mail) => mail.to === email);
const accept = (token: string, more: object = {}) =>
  app.anonymous.post('/invitations/acceptance', { token, name: 'Noé Lauzière', password: PASSWORD, language: 'fr', ...more });

describe('an invitation', () => {
  it('is mailed, shows its link once, and makes an account that is signed in at once', async () => {
    const email = fresh();
    const created = await invite({ email, name: 'Noé Lauzière', roles: ['auditor'] });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      email,
      roles: ['auditor'],
      organization: { kind: 'customer' },
      acceptedAt: null,
      invitedBy: { id: admin.id },
    });
    const token = tokenOf(created.body.link);
    await app.settle();
    expect((await mailsTo(email))[0]?.text).toContain(created.body.link);
    const listed = await app.as(admin).get('/admin/invitations');
    expect(listed.body.items[0].id).toBe(created.body.id);
    expect(listed.text).not.toContain(token);
    expect(JSON.stringify(await app.db.many(`SELECT l::text AS row FROM invitation_link l`))).not.toContain(token);

    const preview = await app.anonymous.post('/invitations/preview', { token });
    expect(preview.body).toMatchObject({ email, name: 'Noé Lauzière', organization: 'Ville de Montclair', language: 'fr' });
    const accepted = await accept(token);
    expect(accepted.status).toBe(201);
    expect(accepted.body.user).toMatchObject({ email, roles: ['auditor'], can: { audit: true, administer: false } });
    expect(String(accepted.headers['set-cookie'])).toContain('parvis_session=');
    expect((await app.anonymous.post('/invitations/preview', { token })).body.code).toBe('link-spent');
    expect((await app.as(admin).get('/admin/invitations')).body.items.map(({ id }: { id: string }) => id)).not.toContain(created.body.id);
  });

  it('is accepted once by fifty at a time', async () => {
    const { body } = await invite({ email: fresh() });
    const token = tokenOf(body.link);
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await app.db.many(`SELECT id FROM person WHERE email = $1`, [body.email])).toHaveLength(1);
  });

  it('is worth nothing once withdrawn or older than a fortnight, and then makes room for another', async () => {
    const first = await invite({ email: fresh() });
    expect((await app.as(admin).delete(`/admin/invitations/${first.body.id}`)).status).toBe(204);
    expect((await accept(tokenOf(first.body.link))).body.code).toBe('link-spent');
    const second = await invite({ email: first.body.email });
    expect(Date.parse(second.body.expiresAt) - Date.now()).toBeCloseTo(14 * 86_400_000, -5);
    expect((await invite({ email: first.body.email })).body.code).toBe('already-invited');
    await app.db.many(`UPDATE invitation SET expires_at = now() WHERE id = $1`, [second.body.id]);
    expect((await accept(tokenOf(second.body.link))).body.code).toBe('link-spent');
    expect((await invite({ email: first.body.email })).status).toBe(201);
  });

  it('is refused clearly when the address has an account, before and after it was sent', async () => {
    const known = await app.people.create();
    expect((await invite({ email: known.email.toUpperCase() })).body.code).toBe('known-user');
    const { body } = await invite({ email: fresh() });
    await app.people.create({ email: body.email });
    expect((await accept(tokenOf(body.link))).body).toMatchObject({ status: 409, code: 'known-user' });
  });

  it('makes its guest a member of the communities that it names, who then knows its people', async () => {
    const community = await app.as(admin).post('/communities', { name: 'Chantier du viaduc', visibility: 'secret' });
    const partner = await app.people.organization('partner');
    const { body } = await invite({ email: fresh(), organizationId: partner, communityIds: [community.body.id] });
    const accepted = await accept(tokenOf(body.link));
    const guest = { ...admin, cookie: String([accepted.headers['set-cookie']].flat()[0]).split(';')[0] ?? '' };
    expect((await app.as(guest).get(`/communities/${community.body.id}`)).status).toBe(200);
    const known = (await app.as(guest).get('/people')).body.items.map(({ id }: { id: string }) => id);
    expect(new Set(known)).toEqual(new Set([admin.id, accepted.body.user.id]));
    expect((await app.as(guest).get(`/people/${admin.id}`)).status).toBe(200);
    await app.as(admin).delete(`/communities/${community.body.id}/members/${accepted.body.user.id}`);
    expect((await app.as(guest).get(`/people/${admin.id}`)).status).toBe(404);
  });

  it('sent twice is one invitation, and each link that was answered works', async () => {
    const id = uuidv7();
    const email = fresh();
    const [one, two] = await Promise.all([invite({ id, email }), invite({ id, email })]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect([one.body.id, two.body.id]).toEqual([id, id]);
    await app.settle();
    expect(await mailsTo(email)).toHaveLength(1);
    for (const { body } of [one, two])
      expect((await app.anonymous.post('/invitations/preview', { token: tokenOf(body.link) })).status).toBe(200);
    expect((await invite({ id, email: fresh() })).body.code).toBe('id-taken');
  });

  it('gives roles that its organization has, and ends a guest’s account in the future only', async () => {
    expect((await invite({ email: fresh(), roles: ['support-agent'] })).body.errors[0].field).toBe('roles');
    expect((await invite({ email: fresh(), organizationId: vendor, roles: ['admin'] })).body.errors[0].field).toBe('roles');
    expect((await invite({ email: fresh(), organizationId: vendor, roles: ['support-agent'] })).status).toBe(201);
    expect((await invite({ email: fresh(), guestUntil: new Date(Date.now() - 1_000).toISOString() })).body.errors[0].field).toBe(
      'guestUntil',
    );
    expect((await invite({ email: fresh(), organizationId: uuidv7() })).body.errors[0].field).toBe('organizationId');
    expect((await invite({ email: fresh(), communityIds: [uuidv7()] })).body.errors[0].field).toBe('communityIds');
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const guest = await accept(tokenOf((await invite({ email: fresh(), guestUntil: until })).body.link));
    const row = await app.db.one<{ until: Date }>(`SELECT guest_until AS until FROM person WHERE id = $1`, [guest.body.user.id]);
    expect(row?.until.toISOString()).toBe(until);
  });

  it('is for administrators', async () => {
    for (const person of [
      await app.people.create(),
      await app.people.create({ roles: ['auditor'] }),
      await app.people.create({ organization: 'vendor', roles: ['support-manager'] }),
    ]) {
      expect((await invite({ email: fresh() }, person)).status).toBe(403);
      expect((await app.as(person).get('/admin/invitations')).status).toBe(403);
      expect((await app.as(person).post('/admin/invitations/bulk', { csv: 'email\na@b.test' })).status).toBe(403);
      expect((await app.as(person).delete(`/admin/invitations/${uuidv7()}`)).status).toBe(403);
    }
  });

  it('is listed by pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.unshift((await invite({ email: fresh() })).body.id);
    const first = await app.as(admin).get('/admin/invitations?limit=3');
    const second = await app.as(admin).get(`/admin/invitations?limit=3&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].slice(0, 5).map(({ id }: { id: string }) => id)).toEqual(ids);
    expect((await app.as(admin).get('/admin/invitations?cursor=nonsense')).body.errors[0].field).toBe('cursor');
  });
});

const csv = () =>
  [
    'E-mail;Nom;Organisation;Rôles;Communautés',
    'zoe@montclair.test;Zoé Faure;;auditor;',
    'not an address;Nobody;;;',
    'ZOE@montclair.test;Zoé again;;;',
    `${admin.email};Ada;;;`,
    'marc@atelier.test;Marc;atelier du parvis;agent de support;',
    'lea@lauzieres.test;Léa;Bureau inconnu;;',
    'tom@montclair.test;Tom;;pilote;',
    'eve@montclair.test;Ève;;support-agent;',
    'ida@montclair.test;Ida;;;no-such-community',
    'jo@montclair.test;J\ufffdr\ufffdme;;;',
    ';;;;',
  ].join('\r\n');

const send = (body: object) => app.as(admin).post('/admin/invitations/bulk', body);

const told = (lines: { line: number; outcome: string; field: string | null; reason: string | null }[]) =>
  lines.map(({ line, outcome, field, reason }) => [line, outcome, field, reason]);

describe('inviting many from a list', () => {
  const EXPECTED = [
    [2, 'invited', null, null],
    [3, 'refused', 'email', 'invalid'],
    [4, 'skipped', 'email', 'twice'],
    [5, 'skipped', 'email', 'known-user'],
    [6, 'invited', null, null],
    [7, 'refused', 'organization', 'unknown-organization'],
    [8, 'refused', 'roles', 'invalid'],
    [9, 'refused', 'roles', 'invalid'],
    [10, 'refused', 'communities', 'unknown-community'],
    [11, 'refused', 'name', 'invalid'],
  ];

  it('says for each line what would happen, and does nothing, on a dry run', async () => {
    const { status, body } = await send({ csv: csv(), dryRun: true });
    expect(status).toBe(200);
    expect(told(body.lines)).toEqual(EXPECTED);
    expect(body).toMatchObject({ invited: 2, skipped: 2, refused: 6 });
    expect(await app.db.many(`SELECT id FROM invitation WHERE email = 'zoe@montclair.test'`)).toHaveLength(0);
  });

  it('invites the good lines, and skips them the second time', async () => {
    expect(told((await send({ csv: `\ufeff${csv()}` })).body.lines)).toEqual(EXPECTED);
    await app.settle();
    expect((await mailsTo('zoe@montclair.test'))[0]?.subject).toBe('Invitation à rejoindre Parvis');
    expect(await app.db.one(`SELECT roles FROM invitation WHERE email = 'marc@atelier.test'`)).toEqual({ roles: ['support-agent'] });
    const again = (await send({ csv: csv() })).body;
    expect([again.invited, again.lines[0].reason]).toEqual([0, 'already-invited']);
  });

  it('finds communities by slug, name or id, and refuses the line when one is unknown', async () => {
    const { body: community } = await app
      .as(admin)
      .post('/communities', { name: 'Études & Patrimoine', slug: 'etudes', visibility: 'closed' });
    const { body } = await send({
      csv: `email;communities\na1@montclair.test;etudes\na2@montclair.test;ETUDES & patrimoine\na3@montclair.test;${community.id}|etudes\na4@montclair.test;etudes, no-such\n`,
    });
    expect(body.lines.map(({ reason }: { reason: string | null }) => reason)).toEqual([null, null, null, 'unknown-community']);
    const rows = await app.db.many(
      `SELECT community_ids AS ids FROM invitation WHERE email IN ('a1@montclair.test', 'a2@montclair.test', 'a3@montclair.test')`,
    );
    expect(rows).toEqual([{ ids: [community.id] }, { ids: [community.id] }, { ids: [community.id] }]);
  });

  it('never takes one community for another of the same name', async () => {
    const make = async (visibility: string) => (await app.as(admin).post('/communities', { name: 'Conseil', visibility })).body;
    const made = [await make('open'), await make('secret'), await make('open')];
    const emails = ['b1', 'b2', 'b3', 'b4'].map((name) => `${name}@montclair.test`);
    const called = [...made.map(({ slug }) => slug), 'CONSEIL'];
    const { body } = await send({ csv: `email;communities\n${emails.map((email, at) => `${email};${called[at]}`).join('\n')}\n` });
    expect(body.lines.map(({ reason }: { reason: string | null }) => reason)).toEqual([null, null, null, 'unknown-community']);
    expect(await app.db.many(`SELECT community_ids AS ids FROM invitation WHERE email = ANY($1) ORDER BY email`, [emails])).toEqual(
      made.map(({ id }) => ({ ids: [id] })),
    );
  });

  it('reads English headers, commas and quoted names', async () => {
    const { body } = await send({ csv: 'name,email,roles\n"Faure, Anaïs",anais@montclair.test,"auditor, contract-owner"\n' });
    expect(body).toMatchObject({ invited: 1 });
    expect(await app.db.one(`SELECT name, roles FROM invitation WHERE email = 'anais@montclair.test'`)).toEqual({
      name: 'Faure, Anaïs',
      roles: ['auditor', 'contract-owner'],
    });
  });

  it('reads what stands before the header, and an address again after a line that was refused', async () => {
    const csv = '\nsep=,\nemail,name,organization\nluc@montclair.test,Luc,Nulle part\nluc@montclair.test,Luc,\nLUC@montclair.test,Luc,\n';
    expect(told((await send({ csv })).body.lines)).toEqual([
      [4, 'refused', 'organization', 'unknown-organization'],
      [5, 'invited', null, null],
      [6, 'skipped', 'email', 'twice'],
    ]);
  });

  it.each(['', 'nom;organisation\nAda;Ville', 'email;name\n"never closed', 'email\0;name\n'])(
    'refuses what is no list of people: %j',
    async (text) => {
      const { status, body } = await send({ csv: text });
      expect([status, body.errors[0].field]).toEqual([400, 'csv']);
    },
  );
});

const ask = (email: string) => app.anonymous.post('/registrations', { email, language: 'en' });

const tokenIn = async (email: string) => /\/invitation#([\w-]+)/.exec((await mailsTo(email))[0]?.text ?? '')?.[1] ?? 'no link';

describe('asking for an account', () => {
  beforeAll(() => app.as(admin).put('/admin/settings', { name: 'Montclair', allowedDomains: ['registration.test'] }));

  it('answers the same to everybody, and writes only to addresses of allowed domains', async () => {
    const known = await app.people.create({ email: 'known@registration.test' });
    const shapes = new Set<string>();
    for (const email of ['new@registration.test', known.email, 'new@elsewhere.test', 'new@sub.registration.test']) {
      const { status, body, headers } = await ask(email);
      shapes.add(JSON.stringify([status, { ...body, reference: typeof body.reference }, Object.keys(headers).toSorted()]));
    }
    expect(shapes.size).toBe(1);
    await app.settle();
    expect((await mailsTo('new@registration.test'))[0]?.subject).toBe('Your request for an account on Montclair');
    expect((await mailsTo(known.email))[0]?.subject).toBe('Vous avez déjà un compte sur Montclair');
    expect(await mailsTo('new@elsewhere.test')).toHaveLength(0);
    expect(await mailsTo('new@sub.registration.test')).toHaveLength(0);
  });

  it('makes an account that waits for an administrator', async () => {
    await ask('eva@registration.test');
    await app.settle();
    const accepted = await accept(await tokenIn('eva@registration.test'));
    expect([accepted.status, accepted.body, accepted.headers['set-cookie']]).toEqual([201, { user: null }, undefined]);
    expect((await app.anonymous.post('/sessions', { email: 'eva@registration.test', password: PASSWORD })).status).toBe(401);
    const { items } = (await app.as(admin).get('/admin/people?state=pending')).body;
    expect(items.map(({ email }: { email: string }) => email)).toEqual(['eva@registration.test']);
    expect((await app.as(admin).put(`/admin/people/${items[0].id}/approval`)).body.pendingApproval).toBe(false);
    expect((await app.anonymous.post('/sessions', { email: 'eva@registration.test', password: PASSWORD })).status).toBe(201);
    await app.settle();
    expect((await mailsTo('eva@registration.test')).map(({ subject }) => subject)).toContain('Votre compte sur Montclair est ouvert');
  });

  it('writes at most three times an hour to one address', async () => {
    for (let n = 0; n < 6; n++) await ask('often@registration.test');
    await app.settle();
    expect(await mailsTo('often@registration.test')).toHaveLength(3);
  });
});
