import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RouteDef, api } from '@parvis/shared';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import type { TestPerson } from '../factories/people.ts';
import { OUR_ORIGIN, type TestApp, startTestApp } from '../test-app.ts';

/** Cases for each operation: 25 here, 200 by `npm run fuzz`. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 25);
/** The same cases each time, so that a change is judged and not its luck; `npm run fuzz` draws others. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_121);
/** These end the session that asks, or answer no JSON. */
const LEFT_OUT = new Set(['signOut', 'revokeOtherSessions', 'openapi']);

let app: TestApp;
let admin: TestPerson;
let known: Record<string, string>;
let description: {
  paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.people.create({ roles: ['admin'] });
  const communityId = (await app.as(admin).post('/communities', { name: 'Fuzz', visibility: 'open' })).body['id'];
  const pageId = (await app.as(admin).post('/pages', { communityId, title: 'Fuzz', markdown: 'x' })).body['id'];
  known = { communityId, pageId, personId: admin.id };
  description = (await app.anonymous.get('/openapi.json')).body as typeof description;
});
afterAll(() => app.close());

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '../../etc/passwd',
    'a\u202eb',
    "' OR 1=1 --",
    '<script>x</script>',
    '${x}',
    '\ud800',
    'x'.repeat(5_000),
    '0199f0aa-0000-7000-8000-00000000dead',
  ),
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(nasty, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('id', 'name', 'x', '__proto__', 'constructor'), nasty, { maxKeys: 3 }),
);

/** Bodies near what is expected: its own fields, now and then wrong, missing, or one too many. */
function bodyOf(definition: RouteDef): fc.Arbitrary<unknown> {
  const shape = (definition.body as { shape?: Record<string, unknown> } | undefined)?.shape ?? {};
  const near = fc.record(
    Object.fromEntries(Object.keys(shape).map((name) => [name, fc.oneof(value, fc.constantFrom(...Object.values(known)))])),
    { requiredKeys: [] },
  );
  return fc.oneof(
    { weight: 5, arbitrary: near },
    { weight: 1, arbitrary: value },
    { weight: 1, arbitrary: near.map((body) => ({ ...body, unheardOf: 1 })) },
  );
}

const operations = Object.entries(api).filter(([name]) => !LEFT_OUT.has(name)) as [string, RouteDef][];

describe('whatever is asked', () => {
  it.each(operations)('%s answers as it says, and never breaks', async (name, definition) => {
    const check = ajv.compile(schemaOf(name, definition));
    const problem = ajv.compile({ type: 'object', required: ['type', 'title', 'status', 'code'] });
    const cases = fc.record({
      body: bodyOf(definition),
      query: fc.dictionary(fc.constantFrom('limit', 'cursor', 'q', 'x'), nasty, { maxKeys: 2 }),
      params: fc.array(fc.oneof(nasty, fc.constantFrom(...Object.values(known))), { minLength: 2, maxLength: 2 }),
    });
    for (const { body, query, params } of fc.sample(cases, { numRuns: CASES, seed: SEED })) {
      let index = 0;
      const path = definition.path.replace(/:\w+/g, () => encodeURIComponent(String(params[index++]).toWellFormed() || 'x'));
      const search = new URLSearchParams(Object.entries(query).map(([key, given]): [string, string] => [key, given.toWellFormed()]));
      const sent = definition.method !== 'GET' && definition.body !== undefined;
      const answer = await app.nest.inject({
        method: definition.method,
        url: `/api${path}?${search}`,
        headers: { ...OUR_ORIGIN, cookie: admin.cookie, ...(sent && { 'content-type': 'application/json' }) },
        ...(sent && { payload: JSON.stringify(body) ?? 'null' }),
      });
      const said = {
        name,
        status: answer.statusCode,
        body: answer.body.slice(0, 300),
        asked: JSON.stringify({ path, query, body })?.slice(0, 300),
      };
      expect(said.status < 500 || said.status === 503 ? 'ok' : said).toBe('ok');
      if (answer.statusCode >= 400) expect(problem(JSON.parse(answer.body)) ? 'ok' : said).toBe('ok');
      else if (definition.response) expect(check(JSON.parse(answer.body)) ? 'ok' : { ...said, errors: check.errors }).toBe('ok');
      if (typeof body === 'object' && body !== null && 'unheardOf' in body && sent)
        expect(answer.statusCode >= 400 ? 'ok' : said).toBe('ok');
    }
  });
});

/** Every list that one looks through by words. */
const searched = operations.filter(([, { query }]) => 'q' in ((query as { shape?: object } | undefined)?.shape ?? {}));

describe('words that no database can compare', () => {
  it('are looked for somewhere', () => expect(searched.length).toBeGreaterThan(2));

  it.each(searched)('%s refuses them and names the field', async (_, { path }) => {
    const url = path.replace(/:\w+/g, known['communityId'] ?? '');
    const answer = await app.as(admin).get(`${url}?q=${encodeURIComponent('a\u0000b')}`);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'q' }] } });
  });
});

function schemaOf(name: string, definition: RouteDef): object {
  const operation = description.paths[`/api${definition.path.replace(/:(\w+)/g, '{$1}')}`]?.[definition.method.toLowerCase()];
  expect(operation?.operationId).toBe(name);
  return operation?.responses[definition.status ?? 200]?.content?.['application/json']?.schema ?? {};
}
