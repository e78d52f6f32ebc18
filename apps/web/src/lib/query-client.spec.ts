import { expect, it } from 'vitest';
import { NetworkError, ProblemError } from './problem-error.ts';
import { queryClient } from './query-client.ts';

const retry = queryClient.getDefaultOptions().queries?.retry as (failures: number, error: Error) => boolean;
const refused = (status: number) => new ProblemError({ type: 'about:blank', title: '', status, code: 'x' });

it('asks again after a lost network or a failing server, twice', () => {
  expect([retry(0, new NetworkError()), retry(0, refused(503)), retry(2, refused(503))]).toEqual([true, true, false]);
});

it('never asks again after a refusal, nor sends a write twice by itself', () => {
  expect([401, 403, 404, 409, 429].map((status) => retry(0, refused(status)))).toEqual([false, false, false, false, false]);
  expect(queryClient.getDefaultOptions().mutations?.retry).toBe(false);
});
