import net from 'node:net';

/** Below the range from which systems take ports for outgoing connections (32768 on Linux). */
const FIRST = 21_000;
const COUNT = 10_000;

/** A port of this machine on which nobody listens, chosen at random. */
export async function freePort() {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
}

/** True when nobody listens on this port of this machine. */
export function isFree(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code !== 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
