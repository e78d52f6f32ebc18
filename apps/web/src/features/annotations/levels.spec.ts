import { expect, it } from 'vitest';
import { LEVELS, levelsOf } from './levels.ts';

it('draws passages that overlap on lines of their own, and the same line again once it is free', () => {
  const stretches = [
    { start: 0, end: 20 },
    { start: 5, end: 10 },
    { start: 8, end: 30 },
    { start: 10, end: 15 },
    { start: 30, end: 40 },
  ];
  expect(levelsOf(stretches)).toEqual([0, 1, 2, 1, 0]);
});

it('lets those that touch share a line, and says so in the order given', () =>
  expect(
    levelsOf([
      { start: 10, end: 20 },
      { start: 0, end: 10 },
    ]),
  ).toEqual([0, 0]));

it('puts all beyond the last line on it', () => {
  const levels = levelsOf(Array.from({ length: 6 }, (_, index) => ({ start: index, end: 100 })));
  expect(levels).toEqual([0, 1, 2, 2, 2, 2]);
  expect(Math.max(...levels)).toBe(LEVELS - 1);
});
