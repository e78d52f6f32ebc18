import { describe, expect, it } from '@jest/globals';
import { validate, version } from 'uuid';
import { madeAt } from '../database/made-at.ts';
import { requestId } from './request-id.ts';

describe('the id of a request', () => {
  it('is a uuid v7 of now that no other request has', () => {
    const ids = Array.from({ length: 2_000 }, () => requestId());
    expect(new Set(ids.map((id) => id.slice(13))).size).toBe(ids.length);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(Math.abs(Date.now() - madeAt(ids.at(-1) ?? ''))).toBeLessThan(10_000);
  });
});
