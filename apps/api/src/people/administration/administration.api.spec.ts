import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { io } from 'socket.io-client';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, type TestClient, startTestApp } from '../../../test/test-app.ts';

const PASSWORD = 'quatre tilleuls sous la pluie';

let app: TestApp;
let admin: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.people.create({ roles: ['admin'], name: 'Ada Renard' });
});
afterAll(() => app.close());

const setRoles = (id: string, roles: string[], as = admin) => app.as(as).put(`/admin/people/${id}/roles`, { roles });
const deactivate = (id: string, as = admin) => app.as(as).put(`/admin/people/${id}/deactivation`);

const ask = (client: TestClient, method: 'get' | 'put' | 'post' | 'delete', path: string, body?: object) =>
  method === 'get' ? client.get(path) : client[method](path, body);

describe('the administration', () => {
  it('opens to administrators only; auditors read the audit and nothing else', async () => {
    const id = uuidv7();
    const routes: ['get' | 'put' | 'post' | 'delete', string, object?][] = [
      ['get', '/admin/people'],
      ['put', `/admin/people/${id}/roles`, { roles: [] }],
      ['put', `/admin/people/${id}/deactivation`],
      ['delete', `/admin/people/${id}/deactivation`],
      ['put', `/admin/people/${id}/approval`],
      ['get', '/admin/organizations'],
      ['post', '/admin/organizations', { kind: 'partner', name: 'X' }],
      ['get', '/admin/mails'],
      ['get', '/admin/settings'],
      ['put', '/admin/settings', { name: 'X', allowedDomains: [] }],
      ['get', '/admin/audit'],
      ['get', '/admin/audit/verification'],
    ];
    const employee = await app.people.create();
    const auditor = await app.people.create({ roles: ['auditor'] });
    const supporter = await app.people.create({ organization: 'vendor', roles: ['support-manager'] });
    for (const [method, path, body] of routes) {
      expect([path, (await ask(app.as(employee), method, path, body)).status]).toEqual([path, 403]);
      expect([path, (await ask(app.as(supporter), method, path, body)).status]).toEqual([path, 403]);
      expect([path, (await ask(app.as(auditor), method, path, body)).status]).toEqual([path, path.startsWith('/admin/audit') ? 200 : 403]);
      expect([path, (await ask(app.anonymous, method, path, body)).status]).toEqual([path, 401]);
    }
  });

  it('lists accounts by name, state, role and words', async () => {
    const zoe = await app.people.create({ name: 'Zoé Listée', roles: ['contract-owner'] });
    const gone = await app.people.create({ name: 'Noé Listé', deactivatedAt: new Date() });
    const ids = async (query: string) => (await app.as(admin).get(`/admin/people?${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('q=liste')).toEqual([gone.id, zoe.id]);
    expect(await ids('q=liste&state=active')).toEqual([zoe.id]);
    expect(await ids('q=liste&state=deactivated')).toEqual([gone.id]);
    expect(await ids('role=contract-owner')).toEqual([zoe.id]);
    const { items } = (await app.as(admin).get('/admin/people?q=zoe%20listee')).body;
    expect(items[0]).toMatchObject({
      id: zoe.id,
      roles: ['contract-owner'],
      deactivatedAt: null,
      pendingApproval: false,
      email: zoe.email,
    });
    expect(JSON.stringify(items)).not.toMatch(/hash/i);
  });
});

describe('roles', () => {
  it('take effect at the next request, given or taken, although sessions are cached', async () => {
    const eve = await app.people.create();
    expect((await app.as(eve).get('/admin/people')).status).toBe(403);
    expect((await setRoles(eve.id, ['admin'])).body.roles).toEqual(['admin']);
    expect((await app.as(eve).get('/admin/people')).status).toBe(200);
    expect((await app.as(eve).get('/me')).body.can.administer).toBe(true);
    await setRoles(eve.id, []);
    expect((await app.as(eve).get('/admin/people')).status).toBe(403);
  });

  it('are those of the person’s organization', async () => {
    const vendor = await app.people.create({ organization: 'vendor' });
    const partner = await app.people.create({ organization: 'partner' });
    expect((await setRoles(vendor.id, ['admin'])).body.errors[0]).toMatchObject({
      field: 'roles',
      expected: 'support-agent, support-manager',
    });
    expect((await setRoles(vendor.id, ['support-agent'])).status).toBe(200);
    expect((await setRoles(partner.id, ['auditor'])).body.errors[0]).toMatchObject({ field: 'roles', expected: 'no role' });
    expect((await setRoles(admin.id, ['admin', 'support-agent'])).status).toBe(400);
    expect((await setRoles(uuidv7(), [])).status).toBe(404);
  });
});

describe('the last administrator', () => {
  it('can neither lose the role nor be deactivated; guests, the pending and the deactivated do not count', async () => {
    await app.people.create({ roles: ['admin'], guestUntil: new Date(Date.now() + 86_400_000) });
    await app.people.create({ roles: ['admin'], pendingApproval: true });
    await app.people.create({ roles: ['admin'], deactivatedAt: new Date() });
    for (const refused of [await setRoles(admin.id, []), await setRoles(admin.id, ['auditor']), await deactivate(admin.id)]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'last-administrator']);
    }
    expect((await setRoles(admin.id, ['admin', 'auditor'])).status).toBe(200);
  });

  it('stays when two demote each other at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const other = await app.people.create({ roles: ['admin'] });
      const answers = await Promise.all([setRoles(other.id, [], admin), deactivate(admin.id, other)]);
      const left = await app.db.many<{ id: string }>(
        `SELECT id FROM person WHERE roles @> ARRAY['admin'] AND deactivated_at IS NULL AND guest_until IS NULL AND NOT pending_approval`,
      );
      expect(left).toHaveLength(1);
      expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
      await app.db.many(`UPDATE person SET deactivated_at = NULL, roles = '{admin}' WHERE id = $1`, [admin.id]);
      await app.db.many(`UPDATE person SET roles = '{}' WHERE id = $1`, [other.id]);
      admin = { ...admin, ...(await app.people.session(admin.id)), id: admin.id };
    }
  });
});

describe('deactivation', () => {
  it('ends sessions, tokens and sockets at once, in every process; what they are stays', async () => {
    const other = await startTestApp({ database: app.database });
    const eve = await app.people.create({ password: PASSWORD });
    const token = await app.people.token(eve);
    const address = await other.listen();
    const socket = io(address, { path: '/ws', transports: ['websocket'], extraHeaders: { cookie: eve.cookie, origin: address } });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    const closed = new Promise<number>((resolve) => socket.once('disconnect', () => resolve(Date.now())));
    expect((await other.as(eve).get('/me')).status).toBe(200);

    const started = Date.now();
    const answer = await deactivate(eve.id);
    expect(answer.body.deactivatedAt).not.toBeNull();
    expect((await closed) - started).toBeLessThan(1_000);
    for (const process of [app, other]) {
      expect((await process.as(eve).get('/me')).status).toBe(401);
      expect((await process.anonymous.get('/me', { authorization: `Bearer ${token}` })).status).toBe(401);
    }
    socket.close();
    await other.close();
    expect((await app.anonymous.post('/sessions', { email: eve.email, password: PASSWORD })).status).toBe(401);
    expect((await app.as(admin).get(`/people/${eve.id}`)).body).toMatchObject({ name: eve.name, active: false });
  });

  it('is undone without giving back sessions or tokens, and both may be repeated', async () => {
    const eve = await app.people.create({ password: PASSWORD });
    const first = await deactivate(eve.id);
    expect((await deactivate(eve.id)).body.deactivatedAt).toBe(first.body.deactivatedAt);
    for (let n = 0; n < 2; n++) expect((await app.as(admin).delete(`/admin/people/${eve.id}/deactivation`)).body.deactivatedAt).toBeNull();
    expect((await app.as(eve).get('/me')).status).toBe(401);
    expect((await app.anonymous.post('/sessions', { email: eve.email, password: PASSWORD })).status).toBe(201);
    const events = await app.db.many(
      `SELECT name FROM domain_event WHERE payload ->> 'personId' = $1 AND name LIKE 'person.%' ORDER BY seq`,
      [eve.id],
    );
    expect(events).toEqual([{ name: 'person.deactivated' }, { name: 'person.reactivated' }]);
  });
});

describe('organizations', () => {
  it('are added once each, by name, and listed with their people', async () => {
    const id = uuidv7();
    const body = { id, kind: 'partner', name: 'Études Réunies' };
    expect((await app.as(admin).post('/admin/organizations', body)).body).toEqual({ ...body });
    expect((await app.as(admin).post('/admin/organizations', body)).status).toBe(201);
    expect((await app.as(admin).post('/admin/organizations', { ...body, name: 'Other' })).body.code).toBe('id-taken');
    expect((await app.as(admin).post('/admin/organizations', { kind: 'vendor', name: 'etudes reunies' })).body.code).toBe('name-taken');
    expect((await app.as(admin).post('/admin/organizations', { kind: 'customer', name: 'Second' })).body.errors[0].field).toBe('kind');
    const { items } = (await app.as(admin).get('/admin/organizations')).body;
    expect(items[0]).toMatchObject({ kind: 'customer', name: 'Ville de Montclair' });
    expect(items[0].people).toBeGreaterThan(3);
    expect(items.find((organization: { id: string }) => organization.id === id)).toMatchObject({ people: 0 });
  });
});

describe('the audit', () => {
  it('shows who did what, newest first, page by page, by name, person and time', async () => {
    const eve = await app.people.create({ name: 'Ève Auditée' });
    await setRoles(eve.id, ['contract-owner']);
    const { items } = (await app.as(admin).get('/admin/audit?name=person.roles-changed&limit=1')).body;
    expect(items[0]).toMatchObject({
      name: 'person.roles-changed',
      actor: { id: admin.id, name: 'Ada Renard' },
      subject: 'Ève Auditée',
      payload: { personId: eve.id, before: [], after: ['contract-owner'] },
    });
    const all = (await app.as(admin).get('/admin/audit?name=person')).body.items;
    expect(new Set(all.map(({ name }: { name: string }) => name.split('.')[0]))).toEqual(new Set(['person']));
    const first = (await app.as(admin).get('/admin/audit?limit=2')).body;
    const second = (await app.as(admin).get(`/admin/audit?limit=2&cursor=${first.nextCursor}`)).body;
    const seqs = [...first.items, ...second.items].map(({ seq }: { seq: number }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a: number, b: number) => b - a));
    expect(new Set(seqs).size).toBe(4);
    expect((await app.as(admin).get(`/admin/audit?actorId=${uuidv7()}`)).body.items).toEqual([]);
    expect((await app.as(admin).get(`/admin/audit?from=${new Date(Date.now() + 60_000).toISOString()}`)).body.items).toEqual([]);
    expect((await app.as(admin).get('/admin/audit?from=yesterday')).body.errors[0].field).toBe('from');
  });

  it('is verified, which is itself recorded', async () => {
    const { body } = await app.as(admin).get('/admin/audit/verification');
    expect(body).toMatchObject({ ok: true, problem: null });
    expect(body.sealed).toBeGreaterThan(5);
    expect((await app.as(admin).get('/admin/audit?name=audit.verified')).body.items[0].actor.id).toBe(admin.id);
  });

  it('shows no secret and no address', async () => {
    await app.anonymous.post('/sessions', { email: admin.email, password: 'CANARY-PASSWORD-TYPED' });
    await app.anonymous.post('/password-resets', { email: 'canary-address@montclair.test' });
    const { text } = await app.as(admin).get('/admin/audit?limit=100');
    expect(text).not.toMatch(/CANARY|canary|argon2|parvis_session|@montclair/);
  });
});

describe('the workspace', () => {
  it('is named and says which domains may ask for accounts', async () => {
    const changed = await app.as(admin).put('/admin/settings', { name: 'Montclair', allowedDomains: ['Montclair.test', 'montclair.test'] });
    expect(changed.body).toEqual({ name: 'Montclair', allowedDomains: ['montclair.test'] });
    expect((await app.as(admin).get('/admin/settings')).body).toEqual(changed.body);
    expect((await app.as(admin).put('/admin/settings', { name: 'Montclair', allowedDomains: ['not a domain'] })).body.errors[0].field).toBe(
      'allowedDomains.0',
    );
    expect((await app.anonymous.get('/setup')).body).toEqual({ needed: false, name: 'Montclair' });
  });

  it('shows the mails that it keeps, page by page; who read them stands in the audit', async () => {
    for (let n = 0; n < 3; n++)
      await app.as(admin).post('/admin/invitations', { email: `kept-${n}@montclair.test`, organizationId: admin.organizationId });
    await app.settle();
    const first = (await app.as(admin).get('/admin/mails?limit=2')).body;
    const second = (await app.as(admin).get(`/admin/mails?limit=2&cursor=${first.nextCursor}`)).body;
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    expect(first.items[0].text).toContain('/invitation#');
    expect((await app.as(admin).get('/admin/audit?name=mails.read')).body.items[0].payload.mailIds).toHaveLength(1);
    expect((await app.as(admin).get('/admin/mails?cursor=Li4vLi4')).body.errors[0].field).toBe('cursor');
  });
});

describe('screens', () => {
  it('hear of what concerns them: the person of herself, administrators of accounts', async () => {
    const address = await app.listen();
    const eve = await app.people.create();
    const open = async (cookie: string) => {
      const hints: string[] = [];
      const socket = io(address, { path: '/ws', transports: ['websocket'], extraHeaders: { cookie, origin: address } });
      socket.on('stale', ({ type, id }: { type: string; id: string }) => hints.push(`${type} ${id}`));
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
      return { hints, close: () => socket.close() };
    };
    const hers = await open(eve.cookie);
    const theirs = await open(admin.cookie);
    await app.as(eve).patch('/me', { job: 'Paysagiste' });
    await app.settle();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(hers.hints).toEqual([`me ${eve.id}`]);
    expect(theirs.hints).toContain(`accounts ${eve.id}`);
    hers.close();
    theirs.close();
  });
});
