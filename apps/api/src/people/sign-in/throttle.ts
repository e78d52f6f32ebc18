import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { accountKey, hashOf } from './secrets.ts';

/** Where a try comes from. `device`: the secret of a device that this account has signed in on before. */
export interface Origin {
  email: string;
  network: string;
  device: Buffer | null;
}
/** A try was let through (settle it), or not: how many failed before it, and since when. */
export type Turn = { allowed: true; success(): Promise<void> } | { allowed: false; failures: number; since: Date; first: boolean };

interface Counter {
  key: Buffer;
  account: Buffer | null;
}

/** Tries are forgotten after a day without any. */
const FORGOTTEN = `interval '1 day'`;
const NETWORK_CAP = 300;
const GLOBAL_CAP = 3_000;
const CAP_WINDOW = 15 * 60;

/** Time is read after the row's lock was waited for. Five free tries, then 30 s, 1, 2, 4, 8 minutes, at most 15. The try counts before it is checked: fifty at once are still five. */
const TAKE_TRY = `
  INSERT INTO sign_in_attempt AS a (key, account, tries) VALUES ($1, $2, 1)
  ON CONFLICT (key) DO UPDATE SET
    tries = CASE WHEN a.last_at < now() - ${FORGOTTEN} THEN 1 ELSE a.tries + 1 END,
    since = CASE WHEN a.last_at < now() - ${FORGOTTEN} THEN now() ELSE a.since END,
    refused = 0, last_at = now(),
    next_at = CASE WHEN a.last_at < now() - ${FORGOTTEN} OR a.tries < 4 THEN '-infinity'::timestamptz
                   ELSE clock_timestamp() + LEAST(interval '15 minutes', interval '30 seconds' * power(2, LEAST(a.tries - 4, 10))) END
  WHERE a.next_at <= clock_timestamp()
  RETURNING tries`;
const REFUSED = `UPDATE sign_in_attempt SET refused = refused + 1 WHERE key = $1 RETURNING tries AS failures, since, refused = 1 AS first`;

/** So many in a window of so many seconds, counted from its first. */
const TAKE_WINDOWED = `
  INSERT INTO sign_in_attempt AS a (key, tries) VALUES ($1, 1)
  ON CONFLICT (key) DO UPDATE SET
    tries = CASE WHEN a.since < now() - make_interval(secs => $3) THEN 1 ELSE a.tries + 1 END,
    since = CASE WHEN a.since < now() - make_interval(secs => $3) THEN now() ELSE a.since END,
    refused = 0, last_at = now()
  WHERE a.tries < $2 OR a.since < now() - make_interval(secs => $3)
  RETURNING tries`;

/** Slows guessing down, for all processes together: the counters lie in the database. */
@Injectable()
export class Throttle {
  constructor(private readonly db: Database) {}

  /** Takes one try to sign in. Unknown accounts are counted like known ones. */
  async take(origin: Origin): Promise<Turn> {
    const own = counterOf(origin);
    const taken = await this.db.one(TAKE_TRY, [own.key, own.account]);
    if (!taken) return this.refuse(own.key);
    const shared = origin.device ? [] : [networkCounter(origin.network), GLOBAL];
    for (const [index, { key, cap }] of shared.entries()) {
      if (await this.takeWindowed(this.db, key, cap, CAP_WINDOW)) continue;
      await this.giveBack(shared.slice(0, index).map((counter) => counter.key));
      return this.refuse(key);
    }
    return {
      allowed: true,
      success: async () => {
        await this.db.many(`DELETE FROM sign_in_attempt WHERE key = $1`, [own.key]);
        await this.giveBack(shared.map((counter) => counter.key));
      },
    };
  }

  /** Takes one of `cap` in `seconds`; false when there are none left. Give `tx` to take it with a change. */
  async takeWindowed(db: Queries, key: Buffer, cap: number, seconds: number): Promise<boolean> {
    return (await db.one(TAKE_WINDOWED, [key, cap, seconds])) !== null;
  }

  /** Forgets what failed for this account, from everywhere. */
  async unlock(tx: Queries, email: string): Promise<void> {
    await tx.many(`DELETE FROM sign_in_attempt WHERE account = $1`, [accountKey(email)]);
  }

  private async refuse(key: Buffer): Promise<Turn> {
    const counted = await this.db.one<{ failures: number; since: Date; first: boolean }>(REFUSED, [key]);
    return { allowed: false, ...(counted ?? { failures: 0, since: new Date(), first: true }) };
  }

  /** What succeeds does not count against others of the same network. */
  private async giveBack(keys: Buffer[]): Promise<void> {
    for (const key of keys) await this.db.many(`UPDATE sign_in_attempt SET tries = GREATEST(tries - 1, 0) WHERE key = $1`, [key]);
  }
}

const GLOBAL = { key: hashOf('everywhere'), cap: GLOBAL_CAP };
const networkCounter = (network: string) => ({ key: hashOf(`network ${network}`), cap: NETWORK_CAP });

/** A known device counts for itself, so that nobody else's failures keep its owner out. */
function counterOf({ email, network, device }: Origin): Counter {
  const account = accountKey(email);
  const from = device ? `device ${device.toString('base64')}` : `network ${network}`;
  return { key: hashOf(`try ${account.toString('base64')} ${from}`), account };
}
