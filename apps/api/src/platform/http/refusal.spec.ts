import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Refusal, invalid, notFound, problemOf } from './refusal.ts';

describe('problem details', () => {
  it('carry status, code, request and what to do', () => {
    expect(problemOf(new Refusal(409, 'last-animator', 'Name another animator first.'), 'r1')).toEqual({
      type: 'urn:parvis:problem:last-animator',
      title: 'Conflict',
      status: 409,
      code: 'last-animator',
      detail: 'Name another animator first.',
      requestId: 'r1',
    });
  });

  it('name the field, what came and what was expected', () => {
    const schema = z.strictObject({ email: z.email(), age: z.int().max(150), role: z.enum(['a', 'b']) });
    const { error } = schema.safeParse({ email: 3, age: 200, role: 'c', admin: true }, { reportInput: true });
    expect(problemOf(error, null).errors).toEqual([
      expect.objectContaining({ field: 'email', received: '3', expected: 'string' }),
      expect.objectContaining({ field: 'age', received: '200', expected: 'at most 150' }),
      expect.objectContaining({ field: 'role', received: 'c', expected: 'a, b' }),
      expect.objectContaining({ field: 'admin' }),
    ]);
    expect(problemOf(invalid('file', 'No file was sent.'), null)).toMatchObject({ status: 400, errors: [{ field: 'file' }] });
  });

  it.each([
    ['ECONNREFUSED', 503],
    ['57P01', 503],
    ['08006', 503],
    ['53300', 503],
    ['ENOSPC', 507],
    ['53100', 507],
    ['23505', 500],
  ])('turns the database error %s into %i', (code, status) => {
    expect(problemOf(Object.assign(new Error('inside knowledge'), { code }), null)).toMatchObject({ status });
  });

  it.each(['Connection terminated unexpectedly', 'Query runner already released. Cannot run queries anymore.'])(
    'ask to try again after: %s',
    (message) => {
      expect(problemOf(new Error(message), null)).toMatchObject({ status: 503, code: 'unavailable', retryAfter: 2 });
    },
  );

  it('tell nothing of the inside of an unexpected error', () => {
    expect(JSON.stringify(problemOf(new Error('SELECT secret FROM vault'), null))).not.toContain('vault');
  });

  it('are the same for what is absent and what is foreign', () => {
    expect(problemOf(notFound(), null)).toEqual(problemOf(notFound(), null));
  });
});
