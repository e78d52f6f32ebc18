import type { Connection, Document } from '@hocuspocus/server';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Database } from '../../../platform/database/database.ts';
import type { Bus } from '../../../platform/realtime/bus.ts';
import { Presence } from './presence.ts';
import type { Writer } from './writer.ts';

const ID = '01980000-0000-7000-8000-000000000001';
const screen = { context: { person: { id: ID } } } as Connection<Writer>;
const page = { getConnections: () => [screen] } as unknown as Document;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('shows a new name at a cursor after a minute, and asks for it no more often', async () => {
  const names = ['Ana Rivoal', 'Ana Le Bihan'];
  const asked = jest.fn(async () => ({ name: names.shift() }));
  const presence = new Presence({ one: asked } as unknown as Database, {} as Bus);
  const shown = async () => {
    const states = new Map<number, Record<string, unknown>>([[1, {}]]);
    await presence.check(states, screen, page);
    return (states.get(1)!['user'] as { name: string }).name;
  };
  expect([await shown(), await shown()]).toEqual(['Ana Rivoal', 'Ana Rivoal']);
  jest.advanceTimersByTime(60_000);
  expect([await shown(), await shown()]).toEqual(['Ana Le Bihan', 'Ana Le Bihan']);
  expect(asked).toHaveBeenCalledTimes(2);
});
