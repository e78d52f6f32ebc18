import type { UploadView } from '@parvis/shared';
import { expect, it, vi } from 'vitest';
import { NetworkError, ProblemError } from '../../../lib/problem-error.ts';
import { type Transport, uploadTo } from './uploads.ts';

const MB = 1024 * 1024;
const never = new AbortController().signal;
const refused = (status: number, code = 'x') => new ProblemError({ type: '', title: '', status, code });

/** A server that keeps bytes, and a network that `fails` when it is told to. */
function serverOf(fails: { send?: (count: number) => Error | 'after' | undefined; start?: (count: number) => Error | undefined } = {}) {
  const kept: Blob[] = [];
  let file = { id: '', name: '', size: 0, mediaType: '' };
  const counts = { start: 0, send: 0, read: 0, wait: 0 };
  const view = (): UploadView => {
    const offset = kept.reduce((sum, part) => sum + part.size, 0);
    const done = offset === file.size;
    return { id: file.id, name: file.name, size: file.size, offset, file: done ? { ...file, width: null, height: null } : null };
  };
  const transport: Transport = {
    async start(_page, given) {
      file = given;
      counts.start += 1;
      const error = fails.start?.(counts.start);
      if (error) throw error;
      return view();
    },
    async read() {
      counts.read += 1;
      return view();
    },
    async send(_id, offset, part, onSent) {
      counts.send += 1;
      const error = fails.send?.(counts.send);
      if (error instanceof Error) throw error;
      if (offset !== view().offset) throw refused(409, 'wrong-offset');
      kept.push(part);
      onSent(part.size);
      if (error === 'after') throw new NetworkError('gone');
      return view();
    },
    async wait(_ms, signal) {
      counts.wait += 1;
      signal.throwIfAborted();
    },
  };
  return { transport, counts, bytes: async () => new Uint8Array(await new Blob(kept).arrayBuffer()), announced: () => file };
}
const fileOf = (size: number) =>
  new File([Uint8Array.from({ length: size }, (_, index) => index % 251)], 'plan.pdf', { type: 'application/pdf' });

it('sends a file in parts, whole and in order, and tells how far it is', async () => {
  const server = serverOf();
  const file = fileOf(5 * MB);
  const told: number[] = [];
  const answer = await uploadTo('p', server.transport)(file, (part) => told.push(part), never);
  expect(answer).toMatchObject({ name: 'plan.pdf', size: 5 * MB });
  expect(server.counts).toMatchObject({ send: 3, wait: 0 });
  expect(Buffer.compare(await server.bytes(), new Uint8Array(await file.arrayBuffer()))).toBe(0);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
  expect(told.at(-1)).toBe(1);
});

it('goes on where it was after the network was away, sending nothing twice', async () => {
  const server = serverOf({ send: (count) => (count === 2 ? new NetworkError('away') : count === 3 ? 'after' : undefined) });
  const file = fileOf(5 * MB);
  await uploadTo('p', server.transport)(file, vi.fn(), never);
  expect(Buffer.compare(await server.bytes(), new Uint8Array(await file.arrayBuffer()))).toBe(0);
  expect(server.counts).toMatchObject({ start: 1, read: 2, wait: 2 });
});

it('announces the same file again when the answer was lost', async () => {
  const ids = new Set<string>();
  const server = serverOf({ start: (count) => (ids.add(server.announced().id), count < 4 ? new NetworkError('away') : undefined) });
  await uploadTo('p', server.transport)(fileOf(10), vi.fn(), never);
  expect([server.counts.start, ids.size]).toEqual([4, 1]);
});

it('waits for a network as long as it takes, for a failing server not for ever', async () => {
  const patient = serverOf({ send: (count) => (count < 40 ? new NetworkError('away') : undefined) });
  await expect(uploadTo('p', patient.transport)(fileOf(10), vi.fn(), never)).resolves.toBeTruthy();
  const failing = serverOf({ send: () => refused(503) });
  await expect(uploadTo('p', failing.transport)(fileOf(10), vi.fn(), never)).rejects.toMatchObject({ status: 503 });
});

it('gives up at once where it is refused', async () => {
  const server = serverOf({ start: () => refused(413, 'picture-too-large') });
  await expect(uploadTo('p', server.transport)(fileOf(10), vi.fn(), never)).rejects.toMatchObject({ status: 413 });
  expect(server.counts).toMatchObject({ start: 1, wait: 0 });
});

it('stops when it is told to', async () => {
  const stop = new AbortController();
  const server = serverOf({ send: () => (stop.abort(), new NetworkError('away')) });
  await expect(uploadTo('p', server.transport)(fileOf(10), vi.fn(), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
});
