import { clearInterval, setImmediate, setInterval } from 'node:timers';
import type { Writable } from 'node:stream';
import pg from 'pg';
import type { Runs } from './queries.ts';

type Asked = Parameters<Runs['query']>[0];

/** Who comes after a statement that takes longer than this, in ms, goes elsewhere. */
const PATIENCE = 10;
/** So many wait on one connection before there is another. */
const CROWD = 4;

/** A connection of the pool that several use, for as long as any of them waits. */
interface Shared {
  client: pg.PoolClient;
  waiting: number;
  /** Whether it answered since last looked at, and whether it was quiet for too long. */
  answered: boolean;
  stuck: boolean;
  holdsBack: boolean;
}

/**
 * Short reads that share few connections: what is asked in one turn of the event loop leaves in one packet and is
 * answered by one PostgreSQL process, whose plans and catalogue are warm. Half of what a short read costs, here and
 * there, is to send, to wake up and to warm up. Each statement is a transaction of its own, as on a pool.
 *
 * Only for reads: were a write to wait here for a locked row, who holds the lock could wait behind it for ever.
 * A read that takes long keeps only those who were asked along with it; later ones go elsewhere.
 */
export class SharedConnections implements Runs {
  private readonly open: Shared[] = [];
  private opening: Promise<Shared> | null = null;
  private watch: NodeJS.Timeout | null = null;
  private readonly most: number;

  /** `most`: how many connections at most; never more than half of the pool's, so that writes find theirs. */
  constructor(
    private readonly pool: pg.Pool,
    most: number,
  ) {
    this.most = Math.min(most, Math.floor(pool.options.max / 2));
  }

  /** The rows, as a pool answers. */
  async query(asked: Asked): Promise<{ rows: unknown[] }> {
    const least = this.leastCrowded();
    const room = this.open.length < this.most;
    if (least && (least.waiting < CROWD || !room || this.opening)) return this.ask(least, asked);
    if (!room) return this.pool.query(asked);
    return this.ask(await (this.opening ??= this.another()), asked);
  }

  /** Of those that get on, the one with the fewest who wait. */
  private leastCrowded(): Shared | undefined {
    let least: Shared | undefined;
    for (const shared of this.open) if (!shared.stuck && (!least || shared.waiting < least.waiting)) least = shared;
    return least;
  }

  private async another(): Promise<Shared> {
    try {
      const shared = { client: await this.pool.connect(), waiting: 0, answered: true, stuck: false, holdsBack: false };
      this.open.push(shared);
      this.watch ??= setInterval(() => this.look(), PATIENCE).unref();
      return shared;
    } finally {
      this.opening = null;
    }
  }

  /** Between two looks all that had arrived was read: who has not answered since is at it still. */
  private look(): void {
    for (const shared of this.open) {
      shared.stuck = !shared.answered;
      shared.answered = false;
    }
    if (this.open.length > 0 || !this.watch) return;
    clearInterval(this.watch);
    this.watch = null;
  }

  private async ask(shared: Shared, asked: Asked) {
    shared.waiting++;
    sendTogether(shared);
    try {
      return await shared.client.query(asked);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.severity !== 'ERROR') this.close(shared);
      throw error;
    } finally {
      shared.answered = true;
      shared.stuck = false;
      if (--shared.waiting === 0) {
        this.close(shared);
        shared.client.release();
      }
    }
  }

  /** Nobody joins any more. */
  private close(shared: Shared): void {
    const at = this.open.indexOf(shared);
    if (at >= 0) this.open.splice(at, 1);
  }
}

/** What is asked until the event loop has been round leaves at once, and comes back at once. */
function sendTogether(shared: Shared): void {
  if (shared.holdsBack) return;
  shared.holdsBack = true;
  const { stream } = (shared.client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  setImmediate(() => {
    shared.holdsBack = false;
    stream.uncork();
  });
}
