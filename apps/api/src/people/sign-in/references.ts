import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../../platform/database/database.ts';
import type { RefusalCause } from '../people.events.ts';
import { accountKey, readableCode } from './secrets.ts';

/** What lies behind a reference code, for support. */
export interface Reference {
  kind: 'sign-in' | 'password-reset' | 'registration';
  email: string;
  network: string;
  cause?: RefusalCause;
  personId?: string | null;
  failures?: number;
  failingSince?: Date;
}

/** Keeps what happened under a random code that says nothing to anybody else, e.g. `7F3-K2Q`. Codes are kept 30 days. */
export async function keepReference(tx: Tx, reference: Reference): Promise<{ id: string; code: string }> {
  const { kind, email, network, cause = null, personId = null, failures = null, failingSince = null } = reference;
  const id = uuidv7();
  for (;;) {
    const code = readableCode(2, 3);
    const kept = await tx.one(
      `INSERT INTO sign_in_reference (id, code, kind, cause, person_id, account, network, request_id, failures, failing_since)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (code) DO NOTHING RETURNING id`,
      [id, code, kind, cause, personId, accountKey(email), network, tx.actor.requestId, failures, failingSince],
    );
    if (kept) return { id, code };
  }
}
