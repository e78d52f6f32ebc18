import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const TRY_AGAIN_MS = 50;

/**
 * Does work while nobody else on this machine does work under the same name. The lock is a listening socket, which the
 * system takes back from whoever dies, so that it cannot be left behind.
 */
export async function withLock(name, work) {
  const release = await lock(addressOf(name));
  try {
    return await work();
  } finally {
    release();
  }
}

async function lock(address) {
  for (;;) {
    const server = net.createServer();
    const error = await new Promise((resolve) => {
      server.once('error', resolve);
      server.listen({ path: address }, () => resolve(null));
    });
    if (!error) return () => server.close();
    // A system without such sockets: better to start than to wait for ever.
    if (error.code !== 'EADDRINUSE') return () => undefined;
    if (await isLeftBehind(address)) fs.rmSync(address, { force: true });
    else await sleep(TRY_AGAIN_MS);
  }
}

/** Linux has names without files, Windows has pipes; elsewhere it is a file, which can outlive its process. */
function addressOf(name) {
  const id = `parvis-${createHash('sha256').update(name).digest('hex').slice(0, 20)}`;
  if (process.platform === 'linux') return `\0${id}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${id}` : path.join(os.tmpdir(), `${id}.sock`);
}

function isLeftBehind(address) {
  if (process.platform === 'linux' || process.platform === 'win32') return false;
  return new Promise((resolve) => {
    const socket = net.connect(address, () => resolve(socket.destroy() && false));
    socket.once('error', (error) => resolve(error.code === 'ECONNREFUSED'));
  });
}
