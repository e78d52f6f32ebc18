import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { withLock } from './lock.mjs';

const name = `lock test ${process.pid}`;
const LOCK = new URL('./lock.mjs', import.meta.url).href;

test('one works at a time, and the next one follows', async () => {
  const seen = [];
  const work = (label) =>
    withLock(name, async () => {
      seen.push(`${label} begins`);
      await new Promise((resolve) => setTimeout(resolve, 80));
      seen.push(`${label} ends`);
      return label;
    });
  assert.deepEqual(await Promise.all([work('first'), work('second')]), ['first', 'second']);
  assert.deepEqual(seen, ['first begins', 'first ends', 'second begins', 'second ends']);
});

test('is given back when the work fails', async () => {
  await assert.rejects(
    withLock(name, () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(await withLock(name, () => 'again'), 'again');
});

test('is given back by a process that was killed', async () => {
  const code = `import { withLock } from '${LOCK}'; await withLock('${name}', () => { console.log('mine'); return new Promise((resolve) => setTimeout(resolve, 60_000)); });`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  let isMine = false;
  const waiting = withLock(name, () => (isMine = true));
  await new Promise((resolve) => setTimeout(resolve, 120));
  assert.equal(isMine, false);
  holder.kill('SIGKILL');
  assert.equal(await waiting, true);
});
