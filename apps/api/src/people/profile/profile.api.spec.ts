import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';

let app: TestApp;
let ada: TestPerson;
beforeAll(async () => {
  app = await startTestApp();
  ada = await app.people.create({ name: 'Ada Renard' });
});
afterAll(() => app.close());

describe('my profile', () => {
  it('is mine to read and edit, in part', async () => {
    const edited = await app.as(ada).patch('/me', { job: 'Architecte', timeZone: 'America/Montreal' });
    expect(edited.body).toMatchObject({ name: 'Ada Renard', job: 'Architecte', timeZone: 'America/Montreal', language: 'fr' });
    expect((await app.as(ada).get('/me')).body).toEqual(edited.body);
    expect((await app.as(ada).patch('/me', {})).body).toEqual(edited.body);
    expect((await app.anonymous.get('/me')).status).toBe(401);
  });

  it.each([
    [{ timeZone: 'Europe/Nowhere' }, 'timeZone'], [{ name: '' }, 'name'], [{ name: 'a\u202eb' }, 'name'], [{ name: 'a\0b' }, 'name'], [{ name: 'x'.repeat(121) }, 'name'],
    [{ language: 'de' }, 'language'], [{ job: 7 }, 'job'],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await app.as(ada).patch('/me', body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, field]);
  });
});

describe('a column of the database that stands in a body', () => {
  const ROUTES: [method: 'post' | 'put' | 'patch', path: string, body: object][] = [
    ['post', '/setup', {}], ['post', '/sessions', { email: 'a@b.test', password: 'x' }], ['post', '/password-resets', { email: 'a@b.test' }],
    ['put', '/password-resets', { token: 'x'.repeat(43), password: 'quatre tilleuls sous la pluie' }], ['post', '/invitations/preview', { token: 'x'.repeat(43) }],
    ['post', '/invitations/acceptance', { token: 'x'.repeat(43), name: 'A', password: 'quatre tilleuls sous la pluie', language: 'fr' }], ['post', '/registrations', { email: 'a@b.test' }],
    ['patch', '/me', {}], ['put', '/me/password', { current: 'x', next: 'quatre tilleuls sous la pluie' }], ['post', '/admin/invitations', { email: 'a@b.test', organizationId: uuidv7() }],
    ['post', '/admin/invitations/bulk', { csv: 'email' }], ['put', `/admin/people/${uuidv7()}/roles`, { roles: [] }], ['post', '/admin/organizations', { kind: 'partner', name: 'X' }],
    ['put', '/admin/settings', { name: 'X', allowedDomains: [] }],
  ];
  const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

  it.each(ROUTES)('%s %s takes only what it is for', async (method, path, body) => {
    const admin = await app.people.create({ roles: ['admin'] });
    const rows = await app.db.many<{ name: string }>(`SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'person' AND table_schema = 'public'`);
    const names = rows.flatMap(({ name }) => [name, camel(name)]);
    const accepted: string[] = [];
    for (const name of new Set(names)) {
      const answer = await app.as(admin)[method](path, { ...body, [name]: name === 'roles' ? ['admin'] : 'planted' });
      const fields = (answer.body.errors ?? []).map((error: { field: string }) => error.field);
      if (answer.status !== 400 || !fields.includes(name)) accepted.push(name);
    }
    const OWN = new Set([...Object.keys(body), 'id', 'email', 'name', 'language', 'timeZone', 'roles', 'organizationId', 'guestUntil', 'job']);
    expect(accepted.filter((name) => !OWN.has(name))).toEqual([]);
    expect(accepted).not.toContain(path === '/me' ? 'email' : 'passwordHash');
  });
});

describe('my photo', () => {
  const picture = (format: 'png' | 'jpeg' | 'webp' | 'avif', width = 640, height = 480) =>
    sharp({ create: { width, height, channels: 3, background: '#3a6' } }).withExif({ IFD0: { Copyright: 'CANARY-EXIF' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } }).toFormat(format).toBuffer();
  const send = (content: Buffer, person = ada, name = 'moi.png', type = 'image/png') => app.as(person).upload('PUT', '/me/photo', { name, type, content });

  it.each(['png', 'jpeg', 'webp', 'avif'] as const)('is taken as %s, cut square, encoded anew and stripped of what it carried', async (format) => {
    const { status, body } = await send(await picture(format));
    expect(status).toBe(200);
    const photo = await app.nest.inject({ url: `/api/people/${ada.id}/photo?v=${body.photoId}`, headers: { host: 'parvis.test', cookie: ada.cookie } });
    expect(photo.headers).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
    expect(String(photo.headers['content-security-policy'])).toContain("sandbox; default-src 'none'");
    expect(String(photo.headers['cache-control'])).toContain('private');
    const { width, height, format: stored, exif } = await sharp(photo.rawPayload).metadata();
    expect([width, height, stored, exif]).toEqual([256, 256, 'webp', undefined]);
    expect(photo.rawPayload.includes('CANARY-EXIF')).toBe(false);
  });

  it('is refused when its bytes are not a photo, whatever its name says', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    const torn = (await picture('png')).subarray(0, 120);
    for (const content of [svg, gif, torn, Buffer.from('x'), Buffer.alloc(0)]) {
      const answer = await send(content);
      expect([answer.status, answer.body.errors[0].field]).toEqual([400, 'file']);
    }
  });

  it('is refused when it would unfold to a bomb, or is larger than 10 MB', async () => {
    const bomb = await sharp({ create: { width: 10_000, height: 9_000, channels: 3, background: '#000' } }).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect((await send(bomb)).body.errors[0].field).toBe('file');
    expect((await send(Buffer.alloc(11 * 1024 * 1024, 1))).status).toBe(413);
  });

  it('goes when it is removed, and was never there for those who may not know of its owner', async () => {
    const partner = await app.people.create({ organization: 'partner' });
    await send(await picture('png'));
    expect((await app.as(partner).get(`/people/${ada.id}/photo`)).status).toBe(404);
    expect((await app.as(ada).delete('/me/photo')).body.photoId).toBeNull();
    expect((await app.as(ada).get(`/people/${ada.id}/photo`)).status).toBe(404);
  });

  it('is not taken from a form without a file', async () => {
    expect((await app.as(ada).put('/me/photo', {})).status).toBe(415);
  });
});

describe('the directory', () => {
  it('shows employees to employees by name, page by page, and finds without accents', async () => {
    const zoe = await app.people.create({ name: 'Zoé Ünal' });
    const elise = await app.people.create({ name: 'Élise Brun' });
    const gone = await app.people.create({ name: 'Élise Gone', deactivatedAt: new Date() });
    await app.people.create({ name: 'Élise Pending', pendingApproval: true });
    const vendor = await app.people.create({ name: 'Élise Vendor', organization: 'vendor' });
    const found = await app.as(ada).get('/people?q=ELISE');
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([elise.id]);
    expect((await app.as(ada).get('/people?q=unal')).body.items[0].id).toBe(zoe.id);
    expect((await app.as(ada).get('/people?q=%25')).body.items).toEqual([]);

    const names: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await app.as(ada).get(`/people?limit=3${cursor && `&cursor=${cursor}`}`);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor;
    }
    expect(names).toEqual([...new Set(names)]);
    expect(names).toContain('Zoé Ünal');
    expect(names.indexOf('Élise Brun')).toBeLessThan(names.indexOf('Zoé Ünal'));
    expect(names).not.toContain('Élise Gone');
    // Somebody who left keeps her card: what she wrote still carries her name.
    expect((await app.as(ada).get(`/people/${gone.id}`)).body.active).toBe(false);
    expect((await app.as(ada).get(`/people/${vendor.id}`)).status).toBe(404);
  });

  it('shows partners and vendors nobody with whom they have nothing to do; foreign and absent are the same answer', async () => {
    const vendor = await app.people.create({ organization: 'vendor' });
    const foreign = await app.as(vendor).get(`/people/${ada.id}`);
    const absent = await app.as(vendor).get(`/people/${uuidv7()}`);
    expect([foreign.status, { ...foreign.body, requestId: '' }]).toEqual([absent.status, { ...absent.body, requestId: '' }]);
    const { items } = (await app.as(vendor).get('/people')).body;
    expect(items.map(({ id }: { id: string }) => id)).not.toContain(ada.id);
    expect(items.map(({ id }: { id: string }) => id)).toContain(vendor.id);
  });
});
