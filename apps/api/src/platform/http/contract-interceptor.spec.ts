import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { type RouteDef, route } from '@parvis/shared';
import { lastValueFrom, of } from 'rxjs';
import { z } from 'zod';
import { readConfig } from '../config/config.ts';
import { ContractInterceptor } from './contract-interceptor.ts';
import { problemOf } from './refusal.ts';
import { Route } from './route.ts';

const given = { method: 'GET', path: '/things', access: 'public', summary: 'x', response: z.object({ name: z.string() }) } as const;

/** What a route that answers this sends. */
async function sent(definition: RouteDef, answer: unknown): Promise<unknown> {
  class Things {
    @Route(definition)
    list() {
      return answer;
    }
  }
  const http = { getRequest: () => ({ params: {}, query: {} }), getResponse: () => ({ header: () => undefined }) };
  const context = { getHandler: () => Things.prototype.list, getClass: () => Things, switchToHttp: () => http };
  const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://localhost/x', PARVIS_DATA: '/tmp/x' });
  const interceptor = new ContractInterceptor(config);
  return lastValueFrom(await interceptor.intercept(context as unknown as ExecutionContext, { handle: () => of(answer) }));
}

describe('an answer', () => {
  it('holds what the contract promises, and no more', async () => {
    expect(await sent(route(given), { name: 'Ana', passwordHash: 'x' })).toEqual({ name: 'Ana' });
    expect(await sent(route({ ...given, raw: true }), '{"name":"Ana"}')).toBe('{"name":"Ana"}');
  });

  it.each([
    ['checked', route(given), { name: 7 }],
    ['raw', route({ ...given, raw: true }), '{"name":7}'],
  ])('that breaks it is our mistake, never the asker’s: %s', async (_, definition, answer) => {
    const error: unknown = await sent(definition, answer).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('GET /things breaks its contract at name');
    expect(problemOf(error, null)).toMatchObject({ status: 500, code: 'internal' });
  });
});
