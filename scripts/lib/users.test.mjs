import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { join, keep, leave, release } from './users.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parvis-users-'));
test.after(() => fs.rmSync(folder, { recursive: true }));

test('the last one to leave is told so', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(other, 'spawn');
  join(folder);
  join(folder, String(other.pid));
  assert.equal(leave(folder), false);
  join(folder);
  assert.equal(leave(folder, String(other.pid)), false);
  assert.equal(leave(folder), true);
  other.kill();
});

test('who was killed no longer counts', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(other, 'spawn');
  join(folder, String(other.pid));
  join(folder);
  other.kill('SIGKILL');
  await once(other, 'exit');
  assert.equal(leave(folder), true);
});

test('somebody else who was given the number of a dead process does not count', { skip: process.platform !== 'linux' }, () => {
  fs.writeFileSync(path.join(folder, 'postgres.users', '1'), 'born at another time');
  join(folder);
  assert.equal(leave(folder), true);
});

test('a server that a developer keeps is never left alone', () => {
  keep(folder);
  join(folder);
  assert.equal(leave(folder), false);
  assert.equal(release(folder), true);
});
