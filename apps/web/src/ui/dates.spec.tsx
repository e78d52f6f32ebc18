import { screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { show } from '../test-screen.tsx';
import { When } from './dates.tsx';

beforeEach(() => void vi.useFakeTimers({ now: new Date(2026, 10, 20, 9), toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

it.each([
  [new Date(2026, 10, 20, 8, 59, 30), 'à l’instant'],
  [new Date(2026, 10, 20, 8, 0, 20), 'il y a 59 minutes'],
  [new Date(2026, 10, 19, 22), 'il y a 11 heures'],
  [new Date(2026, 10, 19, 8), 'hier'],
  [new Date(2026, 10, 18, 22), 'avant-hier'],
  [new Date(2026, 10, 13, 23), 'il y a 7 jours'],
  [new Date(2026, 10, 12, 23), '12 novembre'],
  [new Date(2025, 10, 21), '21 nov. 2025'],
])('says when %s was, in words', async (at, words) => {
  await show(<When at={at.toISOString()} />);
  expect((await screen.findByText(words)).tagName).toBe('TIME');
});
