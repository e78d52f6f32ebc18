import { describe, expect, it } from '@jest/globals';
import { type RouteDef, route } from '@parvis/shared';
import { z } from 'zod';
import { readConfig } from '../config/config.ts';
import { ContractAdapter } from './contract-adapter.ts';
import { problemOf } from './refusal.ts';

const given = { method: 'GET', path: '/things', access: 'public', summary: 'x', response: z.object({ name: z.string() }) } as const;

const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/x', PARVIS_DATA: '/tmp/x' });

/** What is sent of what a route answers. */
async function sent(contract: RouteDef, answer: unknown): Promise<string> {
  const adapter = new ContractAdapter(config, {});
  let refused: unknown;
  adapter.getInstance().get('/things', (request, reply) => {
    request.contract = contract;
    try {
      void adapter.reply(reply, answer);
    } catch (error) {
      refused = error;
      void reply.code(500).send();
    }
  });
  const { payload, headers, rawPayload } = await adapter.getInstance().inject('/things');
  if (refused) throw refused;
  expect(headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'content-length': String(rawPayload.length) });
  return payload;
}

describe('an answer', () => {
  it('holds what the contract promises, and no more', async () => {
    expect(await sent(route(given), { name: 'Ana', passwordHash: 'x' })).toBe('{"name":"Ana"}');
    expect(await sent(route({ ...given, raw: true }), '{"name":"Ana"}')).toBe('{"name":"Ana"}');
  });

  it('is the same however long it is, in any script', async () => {
    for (const name of ['é', 'l’été à Brest « … »', '東京 𝒳 👩🏽‍🔧', 'plain'].map((words) => words.repeat(400))) {
      const text = JSON.stringify({ name });
      expect(await sent(route({ ...given, raw: true }), text)).toBe(text);
      expect(await sent(route({ ...given, raw: true }), Buffer.from(text))).toBe(text);
    }
  });

  it.each([
    ['checked', route(given), { name: 7 }],
    ['raw', route({ ...given, raw: true }), '{"name":7}'],
    ['bytes', route({ ...given, raw: true }), Buffer.from('{"name":7}')],
  ])('that breaks it is our mistake, never the asker’s: %s', async (_, definition, answer) => {
    const error: unknown = await sent(definition, answer).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('GET /things breaks its contract at name');
    expect(problemOf(error, null)).toMatchObject({ status: 500, code: 'internal' });
  });
});
