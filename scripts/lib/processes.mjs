import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { adopt, exitCodeOf, toldToEnd } from './ending.mjs';
import { Refusal } from './console.mjs';

/** Makes a process of ours end when we are gone, even by `kill -9`: see that file. */
const FOLLOW = ['--import', new URL('follow-parent.mjs', import.meta.url).href];

/**
 * Runs a command to its end with our own input and output. Resolves with its exit code. Signals that we get are passed on.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    adopt(child);
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

/** Runs a program of the product under this Node. Resolves with its exit code. It ends when we do, however we end. */
export function runProgram(args, options = {}) {
  return run(process.execPath, [...FOLLOW, ...args], { ...options, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/** Runs a command and keeps what it printed; `onLine` hears its latest line. Resolves with `{ code, output }`. */
export function capture(command, args, { onLine = () => undefined, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    adopt(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        const latest = stripVTControlCharacters(chunk.trimEnd().split('\n').at(-1) ?? '').trim();
        if (latest && !latest.startsWith('at ')) onLine(latest);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) =>
      toldToEnd() ? reject(new Refusal('interrupted')) : resolve({ code: exitCodeOf(code, signal), output }),
    );
  });
}

/**
 * Runs a tool that is done in a moment and not to be interrupted: in a session of its own, Ctrl+C does not reach it.
 * Resolves with its exit code. No pipe: a server that it leaves behind would keep it open, and we would wait for ever.
 */
export function runApart(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'ignore', detached: true });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}
