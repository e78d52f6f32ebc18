import { expect, it } from 'vitest';
import { newId } from './new-id.ts';

it('makes ids of version 7 that sort by the time of their making (RFC 9562, 5.7)', () => {
  const earlier = newId(1_700_000_000_000);
  expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(earlier.replaceAll('-', '').slice(0, 12), 16)).toBe(1_700_000_000_000);
  expect(newId(1_700_000_000_001) > earlier).toBe(true);
});

it('never makes the same one twice', () => {
  expect(new Set(Array.from({ length: 500 }, () => newId(1))).size).toBe(500);
});
