import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RouteDef, api } from '@parvis/shared';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { z } from 'zod';
import { Log } from '../../src/platform/log/log.ts';
import * as Y from 'yjs';
import { PageStoring } from '../../src/features/wiki/live/page-storing.service.ts';
import type { TestPerson } from '../factories/people.ts';
import { openLive } from '../live-screen.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../test-app.ts';
import { leaksIn, unpacked } from './canary-reading.ts';
import { CANARY, type CanaryScene, FIRST_LETTERS, MEMBERS_CANARY, NAMED, NAME_CANARY, buildCanaryScene } from './canary-scene.ts';
import { openHints } from '../hint-socket.ts';

/** End the session that asks. */
const SIGNS_OUT = new Set<string>(['signOut', 'revokeOtherSessions', 'changePassword']);
const NONE = '0199f0aa-0000-7000-8000-00000000dead';
const ROUTES = Object.entries(api as Record<string, RouteDef>);
const READS = ROUTES.filter(([, { method }]) => method === 'GET');
const WRITES = ROUTES.filter(([name, { method }]) => method !== 'GET' && !SIGNS_OUT.has(name));

let app: TestApp;
let address: string;
let folder: string;
let scene: CanaryScene;
/** Every id that the database holds, of whatever kind: what is added later joins by itself. */
let ids: string[];
const logged: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-canaries-'));
  await writeFile(
    path.join(folder, 'index.html'),
    '<html><head><meta name="csp-nonce" content=""></head><body><script id="first-answers" type="application/json">{}</script></body></html>',
  );
  app = await startTestApp({ env: { LOG_LEVEL: 'trace', PARVIS_WEB: folder }, dataFolder: folder });
  // Every line that this process would print.
  Reflect.set(app.nest.get(Log).pino, pino.symbols.streamSym, { write: (line: string) => logged.push(line) });
  address = await app.listen();
  scene = await buildCanaryScene(app);
  ids = await everyId();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function everyId(): Promise<string[]> {
  const tables = await app.db.many<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'id' AND c.data_type = 'uuid' AND t.table_type = 'BASE TABLE'
       AND c.table_name NOT IN ('domain_event', 'session', 'organization', 'sign_in_reference', 'search_entry')`,
  );
  const found: string[] = [];
  for (const { name } of tables) found.push(...(await app.db.many<{ id: string }>(`SELECT id FROM ${name}`)).map(({ id }) => id));
  return [...new Set(found)];
}

/** Each value that a part of the query may take on, one at a time; without what is demanded nothing is told. */
function queriesOf({ query }: RouteDef): string[] {
  if (!query) return [''];
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { enum?: string[]; format?: string; type?: string }>;
    required?: string[];
  };
  const valuesOf = (name: string) => {
    const { enum: choices, format, type } = properties[name] ?? {};
    if (name === 'path') return [`${CANARY}-ancien`, 'suite'];
    if (name === 'limit') return ['1'];
    if (name === 'cursor') return [];
    if (choices) return choices;
    if (format === 'uuid') return [scene.publicPage, scene.secretCommunity, scene.restrictedPage, scene.secretPage];
    return type === 'boolean' ? ['true'] : [FIRST_LETTERS, 'true'];
  };
  const demanded = Object.fromEntries(required.map((name) => [name, valuesOf(name)[0] ?? '']));
  const asked = Object.keys(properties).flatMap((name) => valuesOf(name).map((value) => ({ ...demanded, [name]: value })));
  return [demanded, ...asked].map((values) => `?${new URLSearchParams(values).toString()}`);
}

/** The ids that most matter, where every id that there is would take too long. */
const chosen = () => [scene.secretCommunity, scene.openCommunity, scene.restrictedPage, scene.secretPage, scene.publicPage];

/** The addresses of a route with every id that there is, or with some. */
function addressesOf({ path: template }: RouteDef, some: string[] = ids): string[] {
  if (!template.includes(':')) return [template];
  return some.flatMap((id) => {
    const first = template.replace(/:\w+/, id);
    if (!first.includes(':')) return [first];
    return [NONE, scene.bob.id, scene.secretPage].map((second) => first.replace(/:\w+/g, second));
  });
}

async function ask(method: string, url: string, cookie: string, payload?: object) {
  const answer = await app.nest.inject({
    method: method as 'GET',
    url,
    headers: { ...OUR_ORIGIN, cookie },
    ...(payload && { payload }),
  });
  const zipped = /zip/.test(String(answer.headers['content-type'])) ? await unpacked(answer.rawPayload) : '';
  return { status: answer.statusCode, received: `${JSON.stringify(answer.headers)}\n${answer.payload}\n${zipped}` };
}

/** Who asks, and what she may not receive. */
const OUTSIDERS = ['employee', 'partner', 'vendor', 'administrator'] as const;
const forbiddenTo = (who: (typeof OUTSIDERS)[number]) => [
  CANARY,
  ...(who === 'administrator' ? [] : [NAME_CANARY]),
  // The partner and the vendor agent are members of the open community.
  ...(who === 'administrator' || who === 'employee' ? [MEMBERS_CANARY] : []),
];

describe('nobody outside receives a canary', () => {
  it('and those inside do, wherever one was put', async () => {
    let received = '';
    for (const [, definition] of READS)
      for (const address of addressesOf(definition).filter((one) => !one.includes(NONE)))
        received += (await ask('GET', `/api${address}`, scene.ana.cookie)).received;
    const places = [
      'secret',
      'brouillon',
      'titre',
      'retour',
      'renvoi',
      'dessous',
      'jetee',
      'import',
      'alt',
      'image',
      'piece',
      'rompu',
      'suite',
      'contenu',
      'inutile',
      'zip',
      'note',
      'croquis',
      'aparte',
      'redit',
      'oubliee',
      'remarque',
      'reponse',
      'dedans',
    ];
    expect(places.filter((place) => !received.includes(`${CANARY}-${place}`))).toEqual([]);
    expect(received).toContain(NAME_CANARY);
    expect(received).toContain(MEMBERS_CANARY);
  });

  it.each(READS)('by %s', async (_, definition) => {
    const leaks: object[] = [];
    for (const who of OUTSIDERS) {
      const { cookie } = scene.outsiders[who];
      // All ids with the plain question, for one from the house and one from outside; each question with the chosen ids.
      const plain = queriesOf(definition)[0] ?? '';
      const urls = [
        ...addressesOf(definition, who === 'employee' || who === 'partner' ? ids : chosen()).map((address) => `${address}${plain}`),
        ...chosen().flatMap((id) =>
          queriesOf(definition).map((query) => `${definition.path.replace(/:\w+/, id).replace(/:\w+/g, NONE)}${query}`),
        ),
      ];
      for (const url of new Set(urls)) {
        const { received } = await ask('GET', `/api${url}`, cookie);
        const found = leaksIn(received, forbiddenTo(who));
        if (found.length > 0) leaks.push({ who, url, found });
      }
    }
    expect(leaks).toEqual([]);
  });

  it('by the people whom annotations name: who sees none of them is told of nobody', async () => {
    // Who there is and who reads a page may be looked up; that somebody named her may not.
    const routes = READS.filter(
      ([name, { path: template }]) => !/^\/(people|admin|search)|audience/.test(template) && name !== 'suggestPeople',
    );
    const threads = (await app.db.many<{ id: string }>(`SELECT id FROM annotation`)).map(({ id }) => id);
    const naming = async (words: string[], { cookie }: TestPerson) => {
      const found = new Set<string>();
      for (const [name, definition] of routes)
        for (const address of addressesOf(definition, [...chosen(), ...threads]))
          for (const query of name.startsWith('export') ? ['?annotations=appendix'] : queriesOf(definition)) {
            const { received } = await ask('GET', `/api${address}${query}`, cookie);
            if (words.some((word) => received.includes(word))) found.add(name);
          }
      return [...found];
    };
    // Members see her id in what is said among them; partners of whom she is no colleague do not know it.
    for (const who of OUTSIDERS)
      expect({
        who,
        told: await naming(forbiddenTo(who).includes(MEMBERS_CANARY) ? [NAMED, scene.named.id] : [NAMED], scene.outsiders[who]),
      }).toEqual({ who, told: [] });
    expect(await naming([NAMED], scene.ana)).toEqual(
      expect.arrayContaining(['listAnnotations', 'readAnnotation', 'listCommunityAnnotations', 'listMyAnnotations', 'exportPage']),
    );
  });

  it('by searches for its letters, mistyped or not, which find it for those inside', async () => {
    const slips = [
      CANARY.slice(0, 8),
      `${CANARY.slice(0, 6)}x${CANARY.slice(7)}`,
      NAME_CANARY.slice(0, 10),
      `"${FIRST_LETTERS}"`,
      `${FIRST_LETTERS} -rien`,
    ];
    const urls = slips.flatMap((q) => [`/api/search?q=${encodeURIComponent(q)}`, `/api/search/suggestions?q=${encodeURIComponent(q)}`]);
    const inside: string[] = [];
    for (const url of urls) {
      inside.push((await ask('GET', url, scene.ana.cookie)).received);
      for (const who of OUTSIDERS)
        expect(leaksIn((await ask('GET', url, scene.outsiders[who].cookie)).received, forbiddenTo(who))).toEqual([]);
    }
    expect(inside.join()).toContain(CANARY);
    expect(inside.join()).toContain(NAME_CANARY);
  });

  it('by any address when nobody is signed in', async () => {
    for (const [, definition] of READS)
      for (const address of addressesOf(definition, chosen()))
        expect(leaksIn((await ask('GET', `/api${address}`, '')).received, [CANARY, NAME_CANARY, MEMBERS_CANARY])).toEqual([]);
  });

  it('by the page that the server sends, the description of the API, or the metrics', async () => {
    const addresses = [
      '/',
      `/p/${scene.restrictedPage}`,
      `/p/${scene.secretPage}/x`,
      `/p/${scene.publicPage}`,
      `/c/${NAME_CANARY}`,
      '/api/docs',
      '/metrics',
    ];
    for (const cookie of ['', scene.outsiders.employee.cookie, scene.outsiders.partner.cookie])
      for (const address of addresses) {
        const { received } = await ask('GET', address, cookie);
        expect({ address, leaks: leaksIn(received, [CANARY, NAME_CANARY, MEMBERS_CANARY]) }).toEqual({ address, leaks: [] });
      }
    expect((await ask('GET', `/p/${scene.secretPage}`, scene.bob.cookie)).received).toContain(CANARY);
  });

  it.each(WRITES)('by the refusal of %s', async (_, definition) => {
    const { cookie } = scene.outsiders.employee;
    for (const address of addressesOf(definition, chosen())) {
      const { received } = await ask(definition.method, `/api${address}`, cookie, {});
      expect({ address, leaks: leaksIn(received, [CANARY, NAME_CANARY, MEMBERS_CANARY]) }).toEqual({ address, leaks: [] });
    }
  });
});

describe('beside the answers', () => {
  it('sockets hear of their own rooms alone, whatever they ask to hear of', async () => {
    const sockets: Socket[] = [];
    const heard: string[] = [];
    for (const who of OUTSIDERS) {
      const socket = (await openHints(address, { cookie: scene.outsiders[who].cookie }))!;
      sockets.push(socket);
      socket.onAny((event: string, ...given: unknown[]) => heard.push(`${who} ${event} ${JSON.stringify(given)}`));
      for (const id of [scene.secretCommunity, scene.openCommunity, scene.publicPage, scene.restrictedPage, scene.secretPage])
        for (const kind of ['community', 'content']) heard.push(JSON.stringify(await socket.emitWithAck('watch', { kind, id })));
    }
    const as = app.as(scene.ana);
    const written = await as.post('/pages', { communityId: scene.secretCommunity, title: `Nouvelle ${CANARY}`, markdown: CANARY });
    await as.patch(`/communities/${scene.secretCommunity}`, { description: CANARY });
    await as.put(`/contents/${scene.restrictedPage}/audience`, { audience: 'participants', participantIds: [scene.ana.id] });
    await as.delete(`/pages/${written.body['id']}`);
    const noted = { sourceId: scene.publicPage, text: `${CANARY} à moi`, visibility: 'private', target: { exact: 'voir' } };
    const { id: note } = (await as.post('/annotations', noted)).body as { id: string };
    await as.post('/annotations', { rootId: note, text: CANARY });
    await as.put(`/annotations/${note}/reactions/agree`);
    await as.put(`/annotations/${note}/resolution`);
    await as.delete(`/annotations/${note}`);
    await as.patch(`/communities/${scene.openCommunity}`, { description: 'Pour tous' });
    await app.settle();
    await new Promise((resolve) => setTimeout(resolve, 150));
    sockets.forEach((socket) => socket.disconnect());
    const text = heard.join('\n');
    expect(leaksIn(text, [CANARY, NAME_CANARY, MEMBERS_CANARY])).toEqual([]);
    // Ids of what one may not see say that it is there.
    for (const id of [scene.secretCommunity, scene.restrictedPage, scene.secretPage, written.body['id'], note])
      expect(text).not.toContain(id);
    expect(text).not.toContain('annotations');
    expect(text).toContain(scene.openCommunity);
  });

  it('counts: what one may not see counts nowhere', async () => {
    const counts = async (person: TestPerson) =>
      (await app.as(person).get(`/communities/${scene.openCommunity}/annotation-counts`)).body as Record<string, number>;
    const listed = async (person: TestPerson) =>
      (await app.as(person).get(`/annotations?sourceId=${scene.publicPage}`)).body['items'].length as number;
    // Of the questions one is on a restricted page; the correction is for members.
    expect(await counts(scene.ana)).toMatchObject({ questions: 2, corrections: 1, comments: 2 });
    expect(await counts(scene.outsiders.partner)).toMatchObject({ questions: 1, corrections: 1, comments: 0 });
    expect(await counts(scene.outsiders.employee)).toMatchObject({ questions: 1, corrections: 0, comments: 0 });
    expect(await Promise.all([scene.ana, scene.bob, scene.outsiders.partner, scene.outsiders.employee].map(listed))).toEqual([5, 2, 2, 1]);
  });

  it('the text that is written together, its log and its frames hold no annotation', async () => {
    const { partner } = scene.outsiders;
    const screen = await openLive(address, scene.publicPage, { cookie: partner.cookie });
    const frames: string[] = [];
    screen.doc.on('update', (update: Uint8Array) => frames.push(Buffer.from(update).toString('latin1')));
    await app
      .as(scene.ana)
      .post('/annotations', { sourceId: scene.publicPage, text: `${CANARY}-live`, visibility: 'private', target: { exact: 'voir' } });
    await app
      .as(scene.ana)
      .post('/annotations', { sourceId: scene.publicPage, text: MEMBERS_CANARY, visibility: 'community', target: { exact: 'voir' } });
    screen.addParagraph('Encore un mot');
    await screen.saved();
    await app.nest.get(PageStoring).store(scene.publicPage);
    await app.settle();
    const kept = await app.db.many(
      `SELECT encode(l.state, 'escape') AS state, (SELECT string_agg(encode(u.update, 'escape'), '') FROM page_update u WHERE u.page_id = l.page_id) AS updates,
         (SELECT string_agg(r.document::text || r.text, '') FROM page_revision r WHERE r.page_id = l.page_id) AS revisions
       FROM page_live l WHERE l.page_id = $1`,
      [scene.publicPage],
    );
    const written = JSON.stringify([kept, frames, screen.told, Buffer.from(Y.encodeStateAsUpdate(screen.doc)).toString('latin1')]);
    screen.close();
    expect(written).toContain('Encore un mot');
    for (const id of [scene.named.id, scene.sketch]) expect(written).not.toContain(id);
    expect(leaksIn(written, [CANARY, NAME_CANARY, MEMBERS_CANARY])).toEqual([]);
  });

  it('mails', async () => {
    await app.anonymous.post('/password-resets', { email: scene.outsiders.employee.email });
    await app.anonymous.post('/password-resets', { email: scene.bob.email });
    await app.as(scene.outsiders.administrator).post('/admin/invitations', {
      email: 'nouvelle@x.test',
      organizationId: scene.ana.organizationId,
      communityIds: [scene.secretCommunity],
    });
    await app.settle();
    const mails = await readdir(path.join(folder, 'mail'));
    expect(mails.length).toBeGreaterThanOrEqual(3);
    for (const mail of mails) {
      const text = (await readFile(path.join(folder, 'mail', mail))).toString().replaceAll('=\n', '');
      expect({ mail, leaks: leaksIn(text, [CANARY, NAME_CANARY, MEMBERS_CANARY]) }).toEqual({ mail, leaks: [] });
    }
  });

  it('what outsiders were told when they were inside: neither what it was, nor that there is anything', async () => {
    for (const who of OUTSIDERS) {
      const held = await app.db.one<{ count: number }>(`SELECT count(*)::int AS count FROM notification WHERE person_id = $1`, [
        scene.outsiders[who].id,
      ]);
      expect(held?.count).toBeGreaterThan(1);
      const as = app.as(scene.outsiders[who]);
      expect((await as.get('/notifications')).body).toEqual({ items: [], unread: 0, nextCursor: null });
      expect((await as.get('/notifications/unread')).body).toEqual({ unread: 0 });
    }
  });

  it('the audit and its personal data', async () => {
    const rows = await app.db.many(`SELECT e.payload, p.data FROM domain_event e LEFT JOIN domain_event_personal p ON p.event_id = e.id`);
    expect(leaksIn(JSON.stringify(rows), [CANARY, NAME_CANARY, MEMBERS_CANARY])).toEqual([]);
  });

  it('the log, even of what breaks', async () => {
    const owner = new pg.Client({ connectionString: app.database.url });
    await owner.connect();
    try {
      await owner.query(`ALTER TABLE content ADD CONSTRAINT broken CHECK (title NOT LIKE '%casse%')`);
      const as: TestPerson = scene.ana;
      const answer = await app.as(as).post('/pages', { communityId: scene.secretCommunity, title: `${CANARY} casse`, markdown: CANARY });
      expect(answer.status).toBe(500);
      expect(leaksIn(answer.text, [CANARY])).toEqual([]);
    } finally {
      await owner.query('ALTER TABLE content DROP CONSTRAINT IF EXISTS broken');
      await owner.end();
    }
    const text = logged.join('');
    expect(text).toContain('unexpected error');
    expect(text).toContain('"route":"/api/pages/:id"');
    expect(leaksIn(text, [CANARY, NAME_CANARY, MEMBERS_CANARY])).toEqual([]);
    const { cookie, email } = scene.ana;
    for (const secret of [cookie.split('=')[1] ?? '', email]) expect(text.includes(secret)).toBe(false);
  });
});
