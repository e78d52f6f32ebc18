import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Problem, type RouteDef, api } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { newSecret } from '../../src/people/sign-in/secrets.ts';
import type { TestPerson } from '../factories/people.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../test-app.ts';
import { rowCounts } from './row-counts.ts';

const NONE = '0199f0aa-0000-7000-8000-00000000dead';
const RIGHT_TO_LEFT = 'rapport\u202Efdp.exe';
const PASSWORD = 'quinze lettres au moins';

let app: TestApp;
/** She may do everything that routes let anybody do: administrates, and animates the community. */
let ana: TestPerson;
let eve: TestPerson;
/** What stands for `:id` in each address; foreign things are Eve's. */
const ids: Record<'community' | 'page' | 'foreignCommunity' | 'foreignPage' | 'customer', string> = {
  community: '',
  page: '',
  foreignCommunity: '',
  foreignPage: '',
  customer: '',
};
beforeAll(async () => {
  app = await startTestApp();
  [ana, eve] = await Promise.all([app.people.create({ roles: ['admin'], name: 'Ana' }), app.people.create({ organization: 'partner' })]);
  ids.customer = ana.organizationId;
  ids.community = await app.communities.create({ animators: [ana] });
  ids.page = await app.pages.create({ communityId: ids.community, author: ana, title: 'Page' });
  ids.foreignCommunity = await app.communities.create({ visibility: 'secret', animators: [eve] });
  ids.foreignPage = await app.pages.create({ communityId: ids.foreignCommunity, author: eve, title: 'Ailleurs' });
});
afterAll(() => app.close());

/** Nothing of what is refused may be half-written. What is meant to be written says so. */
let before: Record<string, number>;
let written = false;
beforeEach(async () => {
  written = false;
  before = await rowCounts(app.db);
});
afterEach(async () => {
  if (!written) expect(await rowCounts(app.db)).toEqual(before);
  else await app.settle();
});

/** Asks for something wrong. Returns the problem that is answered. */
async function refused(ask: () => Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>): Promise<Problem> {
  const { status, body, headers } = await ask();
  const problem = body as Problem;
  expect({ status: status >= 400 && status < 500, type: headers['content-type'], given: problem.status }).toEqual({
    status: true,
    type: 'application/problem+json; charset=utf-8',
    given: status,
  });
  expect(problem).toMatchObject({ code: expect.any(String), title: expect.any(String), requestId: expect.any(String) });
  return problem;
}
const fieldsOf = ({ errors = [] }: Problem) => errors.map(({ field }) => field);

function addressOf({ path }: RouteDef): string {
  const first = path.startsWith('/communities') ? ids.community : /^\/(pages|contents)/.test(path) ? ids.page : ana.id;
  return path.replace(/:id\b/, first).replace(/:\w+/g, NONE);
}
const ask = (definition: RouteDef, payload: unknown) =>
  app.as(ana)[definition.method.toLowerCase() as 'post'](addressOf(definition), payload) as ReturnType<ReturnType<TestApp['as']>['post']>;

/** Every route that takes a body, as it stands in the contract: new ones join by themselves. */
const WITH_BODY = Object.entries(api as Record<string, RouteDef>).filter(([, definition]) => definition.body !== undefined);
const EVERY = Object.entries(api as Record<string, RouteDef>);

describe('every route that takes a body', () => {
  it.each(WITH_BODY)('%s refuses what is no object', async (_, definition) => {
    for (const body of [[], [[]], 'text', 7, true]) {
      const problem = await refused(() =>
        app.nest
          .inject({
            method: definition.method,
            url: `/api${addressOf(definition)}`,
            headers: { ...OUR_ORIGIN, cookie: ana.cookie, 'content-type': 'application/json' },
            payload: JSON.stringify(body),
          })
          .then(({ statusCode, payload, headers }) => ({ status: statusCode, body: JSON.parse(payload) as unknown, headers })),
      );
      expect(fieldsOf(problem)).toEqual(['body']);
    }
  });

  it.each(WITH_BODY)('%s names each field of the wrong type, and those that it does not know', async (_, definition) => {
    if (!(definition.body instanceof z.ZodObject)) return;
    const shape = definition.body.shape as Record<string, z.ZodType>;
    for (const [field, schema] of Object.entries(shape)) {
      const wrong = [{}, [{}], 7, 'x'.repeat(3), true, null].filter((value) => !schema.safeParse(value).success);
      expect({ field, wrong: wrong.length > 0 }).toEqual({ field, wrong: true });
      const problem = await refused(() => ask(definition, { [field]: wrong[0] }));
      expect(fieldsOf(problem).map((name) => name.split('.')[0])).toContain(field);
    }
    for (const field of ['id2', '__proto__', 'createdBy', 'constructor']) {
      const body = JSON.parse(`{ "${field}": { "polluted": true } }`) as unknown;
      const problem = await refused(() => ask(definition, body));
      // JSON that tries to reach a prototype does not get as far as the fields.
      if (!['__proto__', 'constructor'].includes(field)) expect(fieldsOf(problem)).toContain(field);
    }
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });

  it.each(WITH_BODY)('%s refuses what is too deep or too large', async (_, definition) => {
    const deep = JSON.parse('['.repeat(300) + ']'.repeat(300)) as unknown;
    expect(fieldsOf(await refused(() => ask(definition, { deep })))).toEqual(['body']);
    const large = await refused(() => ask(definition, { text: 'x'.repeat(8 * 1024 * 1024 + 1) }));
    expect(large).toMatchObject({ status: 413, code: 'too-large' });
  });
});

describe('bodies that are no JSON of ours', () => {
  const send = (payload: string | Buffer, type: string) =>
    refused(() =>
      app.nest
        .inject({ method: 'POST', url: '/api/communities', headers: { ...OUR_ORIGIN, cookie: ana.cookie, 'content-type': type }, payload })
        .then(({ statusCode, payload: text, headers }) => ({ status: statusCode, body: JSON.parse(text) as unknown, headers })),
    );

  it.each([
    ['cut off', '{"name": "x"', 'application/json', 400],
    ['empty', '', 'application/json', 400],
    ['XML', '<name>x</name>', 'application/xml', 415],
    ['a form', 'name=x&visibility=open', 'application/x-www-form-urlencoded', 415],
    ['text', 'name', 'text/plain', 400],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 'application/json', 400],
    ['a hundred thousand levels deep', '['.repeat(100_000) + ']'.repeat(100_000), 'application/json', 400],
  ])('%s', async (_, payload, type, status) => {
    expect(await send(payload, type)).toMatchObject({ status });
  });

  it('a route that takes a file wants a form, with the file in its field', async () => {
    const photo = api.setPhoto;
    expect(await refused(() => ask(photo, { file: 'x' }))).toMatchObject({ status: 415 });
    const form = (head: string) =>
      refused(() =>
        app
          .as(ana)
          .put('/me/photo', Buffer.from(`--b\r\n${head}\r\n\r\nx\r\n--b--\r\n`), { 'content-type': 'multipart/form-data; boundary=b' }),
      );
    expect(fieldsOf(await form('content-disposition: form-data; name="picture"; filename="x.png"'))).toEqual(['file']);
    expect(fieldsOf(await form('content-disposition: form-data; name="file"'))).toEqual(['file']);
  });
});

describe('addresses', () => {
  const get = (url: string) =>
    refused(() =>
      app.nest
        .inject({ url: `/api${url}`, headers: { ...OUR_ORIGIN, cookie: ana.cookie } })
        .then(({ statusCode, payload, headers }) => ({ status: statusCode, body: JSON.parse(payload) as unknown, headers })),
    );
  const WITH_ID = EVERY.filter(([, { method, path }]) => method === 'GET' && path.includes(':id'));

  it.each(WITH_ID)('%s names an id that is none', async (_, definition) => {
    for (const id of ['%00', '..%2f..%2fetc%2fpasswd', '%E2%80%AE', "'%20OR%201=1--", 'x'.repeat(2_000), NONE.toUpperCase() + '0'])
      expect(fieldsOf(await get(addressOf(definition).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, id)))).toEqual(['id']);
  });

  it('that cannot be read are refused', async () => {
    expect(await get('/pages/%E0%A4%A')).toMatchObject({ status: 400 });
    expect(await get('/nowhere')).toMatchObject({ status: 404 });
  });

  const PAGED = EVERY.filter(([, { query }]) => query && 'cursor' in query.shape);
  it.each(PAGED)('%s names what is wrong in its query', async (_, definition) => {
    // What else it demands is given.
    const demanded = Object.entries(definition.query?.shape ?? {}).filter(
      ([, schema]) => !(schema as z.ZodType).safeParse(undefined).success,
    );
    const at = `${addressOf(definition)}?${demanded.map(([name]) => `${name}=x&`).join('')}`;
    for (const limit of ['0', '101', '-1', '1.5', 'x', '']) expect(fieldsOf(await get(`${at}limit=${limit}`))).toEqual(['limit']);
    expect(fieldsOf(await get(`${at}limit=1&limit=2`))).toEqual(['limit']);
    expect(fieldsOf(await get(`${at}offset=10`))).toEqual(['offset']);
    for (const cursor of ['x', 'bnVsbA', Buffer.from('["a\\u0000","x"]').toString('base64url'), '%00', 'x'.repeat(501)])
      expect(fieldsOf(await get(`${at}cursor=${cursor}`))).toEqual(['cursor']);
  });
});

/** Each text of one line that people read, in every route that takes one. */
const LINES: [route: keyof typeof api, field: string, valid: object][] = [
  ['createCommunity', 'name', { visibility: 'open' }],
  ['editCommunity', 'name', {}],
  ['createPage', 'title', {}],
  ['editMe', 'name', {}],
  ['editMe', 'job', {}],
  ['invite', 'name', { email: 'x@x.test' }],
  ['createOrganization', 'name', { kind: 'partner' }],
  ['editSettings', 'name', { allowedDomains: [] }],
  ['setUp', 'name', { code: 'WRONG-CODE-XX', organization: 'x', email: 'x@x.test', password: PASSWORD }],
  ['setUp', 'organization', { code: 'WRONG-CODE-XX', name: 'x', email: 'x@x.test', password: PASSWORD }],
  ['acceptInvitation', 'name', { token: 'not-a-token', password: PASSWORD, language: 'fr' }],
];

describe('text that disguises or breaks', () => {
  it.each(LINES)('%s %s', async (name, field, valid) => {
    for (const text of [
      'a\0b',
      RIGHT_TO_LEFT,
      'a\u2066b',
      'a\nb',
      'a\u2028b',
      'a\ufeffb',
      'a\ud800',
      '\udc00a',
      '   ',
      'x'.repeat(5_000),
    ]) {
      const problem = await refused(() => ask(api[name], { ...valid, [field]: text }));
      expect({ text, fields: fieldsOf(problem).includes(field) }).toEqual({ text, fields: true });
    }
  });

  it('in several lines: direction marks and control characters, not line breaks', async () => {
    for (const description of ['a\0b', RIGHT_TO_LEFT, 'a\ud800'])
      expect(fieldsOf(await refused(() => ask(api.editCommunity, { description })))).toEqual(['description']);
    written = true;
    expect((await ask(api.editCommunity, { description: 'une\nautre' })).body).toMatchObject({ description: 'une\nautre' });
  });

  it.each(['../../etc/passwd', 'a/b', '.', '%2e%2e', 'Majuscule', 'a--b', '-a', 'é'])('an address of a community: %s', async (slug) => {
    expect(fieldsOf(await refused(() => ask(api.createCommunity, { name: 'x', visibility: 'open', slug })))).toEqual(['slug']);
  });

  it('in the text of a page is made harmless, and never breaks it', async () => {
    written = true;
    for (const markdown of ['a\0b', 'a\ud800b', '\u0007\u001b[31m', '['.repeat(3_000), `${'> '.repeat(500)}x`, '<svg onload=alert(1)>']) {
      const answer = await app.as(ana).post('/pages', { communityId: ids.community, title: 'Texte', markdown });
      if (answer.status === 201) expect(answer.text).not.toMatch(/\\u0000|\\ud800|\\u0007|\\u001b/i);
      else expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: expect.stringMatching(/^(document|markdown)/) }] } });
    }
  });

  it('markup of others is refused where a document is given', async () => {
    const paragraph = (attrs: object, marks: object[] = []) => ({
      type: 'doc',
      content: [{ type: 'paragraph', attrs, content: [{ type: 'text', text: 'x', marks }] }],
    });
    const link = (href: string) => paragraph({}, [{ type: 'link', attrs: { href } }]);
    const WRONG: [document: object, field: string][] = [
      [link('javascript:alert(1)'), 'document.content.0.content.0.marks.0.attrs.href'],
      [link(' JaVaScRiPt:alert(1)'), 'document.content.0.content.0.marks.0.attrs.href'],
      [link('data:text/html,x'), 'document.content.0.content.0.marks.0.attrs.href'],
      [link('vbscript:x'), 'document.content.0.content.0.marks.0.attrs.href'],
      [paragraph({ onclick: 'x' }), 'document.content.0.attrs.onclick'],
      [paragraph({ style: 'x' }), 'document.content.0.attrs.style'],
      [{ type: 'doc', content: [{ type: 'script' }] }, 'document.content.0.type'],
      [{ type: 'doc', content: [{ type: 'image', attrs: { src: 'file:///etc/passwd' } }] }, 'document.content.0.attrs.src'],
      [{ type: 'doc', content: [{ type: 'embed', attrs: { url: 'javascript:alert(1)' } }] }, 'document.content.0.attrs.url'],
      [{ type: 'doc', content: [{ type: 'heading', attrs: { level: 9 } }] }, 'document.content.0.attrs.level'],
      [{ type: 'doc', content: 'x' }, 'document.content'],
    ];
    for (const [document, field] of WRONG) {
      const problem = await refused(() => app.as(ana).post('/pages', { communityId: ids.community, title: 'x', document }));
      expect(fieldsOf(problem)).toEqual([field]);
    }
  });
});

describe('ids of others', () => {
  /** What is named: the field, or with the status that nothing more is said. */
  const STORIES: [what: string, ask: () => Promise<any>, named: string | 403 | 404][] = [
    [
      'a page below one of another community',
      () => ask(api.createPage, { communityId: ids.community, title: 'x', parentId: ids.foreignPage }),
      'parentId',
    ],
    [
      'a page in a community that one only knows the name of',
      () => ask(api.createPage, { communityId: ids.foreignCommunity, title: 'x' }),
      403,
    ],
    ['a page in a community that is none', () => ask(api.createPage, { communityId: NONE, title: 'x' }), 404],
    [
      'a page that is below itself',
      () => ask(api.createPage, { id: NONE, communityId: ids.community, title: 'x', parentId: NONE }),
      'parentId',
    ],
    [
      'somebody unknown among those who see it',
      () => ask(api.setAudience, { audience: 'participants', participantIds: [ana.id, NONE] }),
      'participantIds.1',
    ],
    [
      'somebody of another community among those who see it',
      () => ask(api.setAudience, { audience: 'participants', participantIds: [eve.id] }),
      'participantIds.0',
    ],
    [
      'too many of them',
      () => ask(api.setAudience, { audience: 'participants', participantIds: Array.from({ length: 501 }, () => uuidv7()) }),
      'participantIds',
    ],
    ['an audience that is none', () => ask(api.setAudience, { audience: 'everybody' }), 'audience'],
    ['an organization that is none', () => ask(api.invite, { email: 'x@x.test', organizationId: NONE }), 'organizationId'],
    [
      'a role that the organization does not have',
      () => ask(api.invite, { email: 'x@x.test', organizationId: ids.customer, roles: ['support-agent'] }),
      'roles',
    ],
    ['a member who is nobody', () => app.as(ana).put(`/communities/${ids.community}/members/${NONE}`, {}), 404],
    ['a page of others', () => app.as(ana).delete(`/pages/${ids.foreignPage}`), 404],
    ['the trash of others', () => app.as(ana).get(`/trash?communityId=x`), 'communityId'],
  ];
  it.each(STORIES)('%s', async (_, question, named) => {
    const problem = await refused(question);
    if (typeof named === 'string') expect(fieldsOf(problem)).toContain(named);
    else expect(problem).toMatchObject({ status: named, code: named === 404 ? 'not-found' : 'forbidden' });
  });

  it('an id that stands for something else is a conflict', async () => {
    const taken = await refused(() => app.as(ana).post('/pages', { id: ids.foreignPage, communityId: ids.community, title: 'x' }));
    expect(taken).toMatchObject({ status: 409, code: 'id-taken' });
    expect(JSON.stringify(taken)).not.toContain('Ailleurs');
  });
});

describe('links that are over', () => {
  const STATES: [state: string, reset: string, invitation: string][] = [
    ['expired', `expires_at = now() - interval '1 second'`, `expires_at = now() - interval '1 second'`],
    ['used', 'used_at = now()', 'accepted_at = now()'],
    ['withdrawn', 'used_at = now()', 'withdrawn_at = now()'],
  ];
  it.each(STATES)('%s', async (_, reset, invitation) => {
    written = true;
    const [forReset, forInvitation] = [newSecret(), newSecret()];
    const [resetId, invitationId] = [uuidv7(), uuidv7()];
    await app.db.many(`INSERT INTO password_reset (id, person_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 hour')`, [
      resetId,
      ana.id,
      forReset.hash,
    ]);
    await app.db.many(
      `WITH open AS (INSERT INTO invitation (id, email, organization_id, expires_at) VALUES ($1, $2, $3, now() + interval '1 hour'))
       INSERT INTO invitation_link (token_hash, invitation_id) VALUES ($4, $1)`,
      [invitationId, `${invitationId}@x.test`, ids.customer, forInvitation.hash],
    );
    await app.db.many(`UPDATE password_reset SET ${reset} WHERE id = $1`, [resetId]);
    await app.db.many(`UPDATE invitation SET ${invitation} WHERE id = $1`, [invitationId]);
    const asked = [
      () => app.anonymous.put('/password-resets', { token: forReset.secret, password: PASSWORD }),
      () => app.anonymous.post('/invitations/preview', { token: forInvitation.secret }),
      () => app.anonymous.post('/invitations/acceptance', { token: forInvitation.secret, name: 'X', password: PASSWORD, language: 'fr' }),
      // The same answer as for one that never was.
      () => app.anonymous.post('/invitations/preview', { token: newSecret().secret }),
    ];
    const made = await rowCounts(app.db);
    for (const question of asked) expect(await refused(question)).toMatchObject({ status: 400, code: 'link-spent' });
    expect(await rowCounts(app.db)).toEqual(made);
  });
});
