import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/database.ts';
import { Cookies } from './cookies.ts';
import { hashOf, newSecret } from './secrets.ts';
import type { Visit } from './visit.ts';

/** Devices on which somebody has signed in: the failures of others do not keep her out there. */
@Injectable()
export class Devices {
  constructor(private readonly cookies: Cookies) {}

  /** What is kept of the device's secret, or null when the browser shows none. Whose device it is, the database knows. */
  shown(visit: Visit): Buffer | null {
    const secret = visit.cookie(this.cookies.deviceName);
    return secret ? hashOf(secret) : null;
  }

  /**
   * Remembers that this person signed in here, under a new secret: one that was planted or copied is worth nothing
   * afterwards. Returns the secret for `give`, and whether she signs in here for the first time but not for the first time at all.
   */
  async remember(tx: Tx, personId: string, visit: Visit): Promise<{ secret: string; unexpected: boolean }> {
    const before = this.shown(visit);
    const { secret, hash } = newSecret();
    if (before) await tx.many(`UPDATE device SET token_hash = $2 WHERE token_hash = $1`, [before, hash]);
    const row = await tx.one<{ known: boolean; others: boolean }>(
      `WITH others AS (SELECT count(*) AS count FROM device WHERE person_id = $2 AND token_hash <> $1)
       INSERT INTO device (token_hash, person_id) VALUES ($1, $2)
       ON CONFLICT (token_hash, person_id) DO UPDATE SET last_used_at = now()
       RETURNING xmax <> 0 AS known, (SELECT count > 0 FROM others) AS others`,
      [hash, personId],
    );
    return { secret, unexpected: row !== null && !row.known && row.others };
  }

  give(visit: Visit, secret: string): void {
    this.cookies.giveDevice(visit, secret);
  }
}
