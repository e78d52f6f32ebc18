import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RouteDef, api } from '@parvis/shared';
import { openLive, until } from '../live-screen.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../test-app.ts';
import { Storage } from '../../src/platform/storage/storage.ts';
import { PRINCIPALS, type Principal, type Row } from './matrix/row.ts';
import { CO_EDITING, MATRIX, WATCH } from './permission-matrix.data.ts';
import { CANARY, type Scene, buildScene } from './scene.ts';
import { openHints } from '../hint-socket.ts';

let app: TestApp;
let address: string;
beforeAll(async () => {
  app = await startTestApp();
  address = await app.listen();
});
afterAll(() => app.close());

/** Principals who ask side by side. */
const AT_ONCE = 3;
const BOUNDARY = 'matrix';
const FORM = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="x.zip"\r\ncontent-type: application/zip\r\n\r\nx\r\n--${BOUNDARY}--\r\n`;

async function ask(definition: RouteDef, row: Row, scene: Scene, headers: Record<string, string>) {
  const path = definition.path
    .replace(':id', scene.ids[row.id ?? 'none'])
    .replace(':userId', row.userId ? scene.people[row.userId].id : '')
    .replace(':reaction', 'thanks')
    .replace(':token', 'not-one-of-ours')
    .replace(':versionId', await versionOf(scene, row));
  const body =
    row.body &&
    JSON.parse(
      JSON.stringify(row.body)
        .replaceAll('"community"', row.id ? '"community"' : JSON.stringify(scene.ids.community))
        .replace(/":(page|restricted|annotation|privateNote)"/g, (_, name: 'page') => JSON.stringify(scene.ids[name]))
        .replaceAll('"its version"', JSON.stringify(await versionOf(scene, row))),
    );
  const answer = await app.nest.inject({
    method: definition.method,
    url: `/api${path}${(row.query ?? '').replace(/:(page|restricted)/, (_, name: 'page') => scene.ids[name])}`,
    headers: {
      ...OUR_ORIGIN,
      ...headers,
      ...(row.upload && { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }),
      ...(row.bytes && { 'content-type': 'application/octet-stream' }),
    },
    ...(row.upload ? { payload: FORM } : row.bytes ? { payload: Buffer.from(row.bytes) } : body !== undefined && { payload: body }),
  });
  return answer;
}

/** The only version of the page that the row is about. */
async function versionOf(scene: Scene, row: Row): Promise<string> {
  const page = await app.db.one<{ id: string }>('SELECT revision_id AS id FROM page WHERE id = $1', [scene.ids[row.id ?? 'none']]);
  return page?.id ?? scene.ids.none;
}

const rows = Object.entries(MATRIX).flatMap(([name, list]) => list.map((row) => ({ name: name as keyof typeof api, row })));

describe('who may ask what', () => {
  it('every route has a row', () => {
    expect(Object.keys(MATRIX).toSorted()).toEqual(Object.keys(api).toSorted());
    for (const { row } of rows) expect(row.expected.split(' ')).toHaveLength(PRINCIPALS.length);
  });

  it.each(rows)('$name $row.id $row.query', async ({ name, row }) => {
    const expected = Object.fromEntries(PRINCIPALS.map((principal, index) => [principal, Number(row.expected.split(' ')[index])]));
    // What changes something is asked in a scene of its own.
    const shared = api[name].method === 'GET' ? await buildScene(app) : null;
    const found: (readonly [string, number])[] = [];
    const askAs = async (principal: Principal) => {
      const scene = shared ?? (await buildScene(app));
      if (row.id === 'file') await app.nest.get(Storage).put(`files/${scene.ids.file}/full`, Buffer.from(CANARY));
      const answer = await ask(api[name], row, scene, scene.headers[principal]);
      if (answer.statusCode >= 400) expect(answer.body).not.toContain(CANARY);
      return [principal, answer.statusCode] as const;
    };
    // A few at a time: each scene wants connections.
    for (let at = 0; at < PRINCIPALS.length; at += AT_ONCE)
      found.push(...(await Promise.all(PRINCIPALS.slice(at, at + AT_ONCE).map(askAs))));
    expect(Object.fromEntries(found)).toEqual(expected);
  });

  it.each(Object.entries(WATCH))('a socket that watches: %s', async (subject, line) => {
    const scene = await buildScene(app);
    const found: Record<string, number> = {};
    for (const principal of PRINCIPALS) {
      const socket = await openHints(address, scene.headers[principal]);
      const answer = socket
        ? ((await socket.emitWithAck('watch', {
            kind: subject === 'community' ? 'community' : 'content',
            id: scene.ids[subject as 'page'],
          })) as { ok?: true; status?: number })
        : { status: 401 };
      found[principal] = answer.ok ? 200 : (answer.status ?? 0);
      socket?.disconnect();
    }
    expect(found).toEqual(Object.fromEntries(PRINCIPALS.map((principal, index) => [principal, Number(line.split(' ')[index])])));
  });
});

describe('who may co-edit what', () => {
  it.each(Object.entries(CO_EDITING))('%s', async (subject, line) => {
    const scene = await buildScene(app);
    const pageId = scene.ids[subject as 'page'];
    const found: string[] = [];
    for (const principal of PRINCIPALS) {
      const before = await logOf(pageId);
      const screen = await openLive(address, pageId, scene.headers[principal], { wait: false });
      await until(() => screen.provider.synced || screen.reasons.length > 0);
      if (!screen.provider.synced) {
        expect(screen.fragment.length).toBe(0);
        found.push('-');
      } else {
        screen.type('x');
        await until(async () => screen.reasons.length > 0 || (await logOf(pageId)) > before);
        found.push((await logOf(pageId)) > before ? 'w' : 'r');
      }
      screen.close();
    }
    expect(found.join(' ')).toBe(line);
  });

  const logOf = async (pageId: string): Promise<number> =>
    (await app.db.one<{ count: number }>('SELECT count(*)::int AS count FROM page_update WHERE page_id = $1', [pageId]))?.count ?? 0;
});

describe('what stays hidden', () => {
  it('foreign and absent are the same answer, headers and all', async () => {
    const scene = await buildScene(app);
    const strip = ({ statusCode, body, headers }: { statusCode: number; body: string; headers: Record<string, unknown> }) => {
      const { 'x-request-id': _, date: __, 'content-security-policy': ___, ...rest } = headers;
      return { statusCode, body: body.replace(/"requestId":"[^"]*"/, ''), headers: rest };
    };
    for (const name of ['readPage', 'readAudience', 'listBacklinks', 'readFile', 'readImport'] as const) {
      const subject = name === 'readFile' ? 'file' : name === 'readImport' ? 'import' : 'restricted';
      const foreign = await ask(api[name], { id: subject, expected: '' }, scene, scene.headers.member);
      const absent = await ask(api[name], { id: 'none', expected: '' }, scene, scene.headers.member);
      expect(strip(foreign)).toEqual(strip(absent));
    }
  });

  it('no list, count or tree of somebody outside holds a canary', async () => {
    const scene = await buildScene(app);
    const lists = rows.filter(
      ({ name, row }) => api[name].method === 'GET' && row.id !== 'file' && !['readAudit', 'listMails'].includes(name),
    );
    for (const principal of PRINCIPALS.filter((candidate) => candidate !== 'animator')) {
      for (const { name, row } of lists) {
        const answer = await ask(api[name], row, scene, scene.headers[principal]);
        expect({ name, principal, leaks: answer.body.includes(CANARY) || JSON.stringify(answer.headers).includes(CANARY) }).toEqual({
          name,
          principal,
          leaks: false,
        });
      }
    }
    expect((await ask(api.readPage, { id: 'restricted', expected: '' }, scene, scene.headers.animator)).body).toContain(CANARY);
  });
});
