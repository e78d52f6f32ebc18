import { Client } from 'undici';

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}
/** In milliseconds. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}
export interface Measured extends Percentiles {
  perSecond: number;
  requests: number;
  errors: number;
  /** Milliseconds of the processor that the server used for one request. */
  cpu: number;
  /** Share of one processor that the load itself used. */
  generator: number;
}

/** Code that has run some thousand times is compiled, and statements are prepared on every connection. */
const WARMING_MS = 1_500;

/** Asks for so many seconds over so many connections, each waiting for its answer; what comes before, to warm up, is not counted. */
export async function load(
  url: string,
  connections: number,
  seconds: number,
  next: () => Request,
  cpuOf: () => number = () => 0,
): Promise<Measured> {
  const times: number[] = [];
  let errors = 0;
  let counting = false;
  const ended = new AbortController();
  const connection = async () => {
    const client = new Client(url, { pipelining: 1 });
    while (!ended.signal.aborted) {
      const { method, path, body, headers } = next();
      const begun = performance.now();
      const answer = await client
        .request({
          method,
          path,
          headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        .then(async ({ statusCode, body: stream }) => {
          await stream.dump({ limit: 100_000_000 });
          return statusCode;
        })
        .catch(() => 0);
      if (!counting) continue;
      times.push(performance.now() - begun);
      if (answer < 200 || answer >= 400) errors += 1;
    }
    await client.close().catch(() => undefined);
  };
  const running = Array.from({ length: connections }, connection);
  await wait(WARMING_MS);
  counting = true;
  const [own, server, begun] = [process.cpuUsage(), cpuOf(), performance.now()];
  await wait(seconds * 1_000);
  counting = false;
  const took = performance.now() - begun;
  const used = process.cpuUsage(own);
  const cpu = (cpuOf() - server) / Math.max(1, times.length);
  ended.abort();
  await Promise.all(running);
  return {
    perSecond: (times.length * 1_000) / took,
    ...percentiles(times),
    requests: times.length,
    errors,
    cpu,
    generator: (used.user + used.system) / 1_000 / took,
  };
}

/** p50, p95 and p99 of times in milliseconds. */
export function percentiles(times: number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
