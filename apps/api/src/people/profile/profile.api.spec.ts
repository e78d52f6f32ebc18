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
    [{ timeZone: 'Europe/Nowhere' }, 'timeZone'],
    [{ name: '' }, 'name'],
    [{ name: 'a\u202eb' }, 'name'],
    [{ name: 'a\0b' }, 'name'],
    [{ name: 'x'.repeat(121) }, 'name'],
    [{ language: 'de' }, 'language'],
    [{ job: 7 }, 'job'],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await app.as(ada).patch('/me', body);
    expect([answer.status, answer.body.errors[0].field]).toEqual([400, field]);
  });
});

const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

describe('a column of the database that stands in a body', () => {
  const NEXT = 'quatre tilleuls sous la pluie';
  /** The route, a body, and which of the columns it takes: written by hand, not read from the contract. */
  const ROUTES: [method: 'post' | 'put' | 'patch', path: string, body: object, takes: string[]][] = [
    ['post', '/setup', {}, ['name', 'email', 'language', 'timeZone']],
    ['post', '/sessions', { email: 'a@b.test', password: 'x' }, ['email']],
    ['post', '/password-resets', { email: 'a@b.test' }, ['email']],
    ['put', '/password-resets', { token: 'x'.repeat(43), password: NEXT }, []],
    ['post', '/invitations/preview', { token: 'x'.repeat(43) }, []],
    [
      'post',
      '/invitations/acceptance',
      { token: 'x'.repeat(43), name: 'A', password: NEXT, language: 'fr' },
      ['name', 'language', 'timeZone'],
    ],
    ['post', '/registrations', { email: 'a@b.test' }, ['email', 'language']],
    ['patch', '/me', {}, ['name', 'job', 'language', 'timeZone']],
    ['put', '/me/password', { current: 'x', next: NEXT }, []],
    [
      'post',
      '/admin/invitations',
      { email: 'a@b.test', organizationId: uuidv7() },
      ['id', 'email', 'name', 'organizationId', 'roles', 'language', 'guestUntil'],
    ],
    ['post', '/admin/invitations/bulk', { csv: 'email' }, []],
    ['put', `/admin/people/${uuidv7()}/roles`, { roles: [] }, ['roles']],
    ['post', '/admin/organizations', { kind: 'partner', name: 'X' }, ['id', 'name']],
    ['put', '/admin/settings', { name: 'X', allowedDomains: [] }, ['name']],
  ];

  it.each(ROUTES)('%s %s takes only what it is for', async (method, path, body, takes) => {
    const admin = await app.people.create({ roles: ['admin'] });
    const rows = await app.db.many<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'person' AND table_schema = 'public'`,
    );
    const names = new Set(rows.flatMap(({ name }) => [name, camel(name)]));
    expect(names).toContain('password_hash');
    const unknown: string[] = [];
    for (const name of names) {
      const answer = await app.as(admin)[method](path, { ...body, [name]: 'planted' });
      const problem = (answer.body.errors ?? []).find((error: { field: string }) => error.field === name);
      if (answer.status === 400 && problem?.expected === 'no such field') unknown.push(name);
    }
    expect([...names].filter((name) => !unknown.includes(name)).toSorted()).toEqual(takes.toSorted());
  });
});

const picture = (format: 'png' | 'jpeg' | 'webp' | 'avif', width = 640, height = 480) =>
  sharp({ create: { width, height, channels: 3, background: '#3a6' } })
    .withExif({ IFD0: { Copyright: 'CANARY-EXIF' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .toFormat(format)
    .toBuffer();

const send = (content: Buffer, person = ada, name = 'moi.png', type = 'image/png') =>
  app.as(person).upload('PUT', '/me/photo', { name, type, content });

describe('my photo', () => {
  it.each(['png', 'jpeg', 'webp', 'avif'] as const)(
    'is taken as %s, cut square, encoded anew and stripped of what it carried',
    async (format) => {
      const { status, body } = await send(await picture(format));
      expect(status).toBe(200);
      const photo = await app.nest.inject({
        url: `/api/people/${ada.id}/photo?v=${body.photoId}`,
        headers: { host: 'parvis.test', cookie: ada.cookie },
      });
      expect(photo.headers).toMatchObject({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' });
      expect(String(photo.headers['content-security-policy'])).toContain("sandbox; default-src 'none'");
      expect(photo.headers['cache-control']).toBe('private, max-age=31536000, immutable');
      const unversioned = await app.as(ada).get(`/people/${ada.id}/photo`);
      expect(unversioned.headers['cache-control']).toBe('private, max-age=600');
      const { width, height, format: stored, exif } = await sharp(photo.rawPayload).metadata();
      expect([width, height, stored, exif]).toEqual([256, 256, 'webp', undefined]);
      expect(photo.rawPayload.includes('CANARY-EXIF')).toBe(false);
    },
  );

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
    const bomb = await sharp({ create: { width: 10_000, height: 9_000, channels: 3, background: '#000' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
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
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { name: string }[]; nextCursor: string | null } = (
        await app.as(ada).get(`/people?limit=3${cursor && `&cursor=${cursor}`}`)
      ).body as never;
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
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
