import { expect, it } from 'vitest';
import { daysAgo, whenOf } from './days.ts';

const now = new Date(2026, 2, 3, 0, 30);

it('counts days of this device’s calendar, over the ends of months', () => {
  expect([daysAgo(0, now), daysAgo(7, now)]).toEqual(['2026-03-03', '2026-02-24']);
});

it('knows a span again by its first day, and any other as exact', () => {
  expect(whenOf({}, now)).toBe('anytime');
  expect(whenOf({ from: '2026-02-24' }, now)).toBe('week');
  expect(whenOf({ from: '2026-02-24', to: '2026-02-25' }, now)).toBe('exact');
  expect(whenOf({ from: '2026-02-23' }, now)).toBe('exact');
  expect(whenOf({ to: '2026-02-23' }, now)).toBe('exact');
});
