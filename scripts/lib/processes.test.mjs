import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parvis-processes-'));
const file = (name) => path.join(folder, name);
test.after(() => fs.rmSync(folder, { recursive: true }));

/** A program that says when it runs, and ends a moment after it is told to. */
fs.writeFileSync(
  file('product.mjs'),
  `import fs from 'node:fs';
   process.on('SIGTERM', () => setTimeout(() => { fs.writeFileSync('ended', ''); process.exit(7); }, 100));
   process.on('SIGINT', () => {});
   setInterval(() => {}, 1000);
   console.log('runs');`,
);
/** As the tasks run it, with something left to do at the end. */
const lib = (name) => new URL(name, import.meta.url).href;
fs.writeFileSync(
  file('task.mjs'),
  `import fs from 'node:fs';
   import { atTheEnd, end, listenForSignals } from '${lib('./ending.mjs')}';
   import { runProgram } from '${lib('./processes.mjs')}';
   listenForSignals();
   atTheEnd(() => fs.writeFileSync('cleaned', fs.existsSync('ended') ? 'after' : 'before'));
   await end(await runProgram(['product.mjs'], { cwd: '${folder}' }));`,
);

async function startTask() {
  for (const name of ['ended', 'cleaned']) fs.rmSync(file(name), { force: true });
  const task = spawn(process.execPath, [file('task.mjs')], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(task.stdout, 'data');
  return task;
}

test('a signal is passed on; the end comes after the program, with its exit code', async () => {
  const task = await startTask();
  task.kill('SIGTERM');
  const [code] = await once(task, 'exit');
  assert.equal(code, 7);
  assert.equal(fs.readFileSync(file('cleaned'), 'utf8'), 'after');
});

test('a terminal that is closed ends it too', async () => {
  const task = await startTask();
  task.kill('SIGHUP');
  assert.equal((await once(task, 'exit'))[0], 7);
});

test('what runs ends when its starter is killed', async () => {
  const task = await startTask();
  task.kill('SIGKILL');
  const deadline = Date.now() + 5000;
  while (!fs.existsSync(file('ended'))) {
    assert.ok(Date.now() < deadline, 'it still runs');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});
