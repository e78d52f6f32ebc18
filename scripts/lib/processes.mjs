import { spawn } from 'node:child_process';
import os from 'node:os';

/** Runs a command to its end. Resolves with its exit code; its output goes where `stdio` says. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}

/** Runs a command and keeps what it printed. */
export function capture(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs the product until it ends, or until we are told to end: the signal is passed on once, and its exit awaited.
 * Resolves with the exit code.
 */
export function supervise(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // A group of its own: Ctrl+C reaches only us, and we pass it on, so that nothing is stopped twice.
    const child = spawn(command, args, { stdio: 'inherit', detached: process.platform !== 'win32', ...options });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, forward);
      resolve(code ?? 128 + (os.constants.signals[signal] ?? 0));
    });
  });
}
