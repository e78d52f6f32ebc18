import { verify } from '@node-rs/argon2';
import { v7 as uuidv7 } from 'uuid';
import type { Queries } from '../../platform/database/queries.ts';
import { isActive } from '../people.sql.ts';
import { newSecret } from './secrets.ts';
import { SESSION } from './session-authenticator.ts';

/**
 * Tables that no backup keeps: whoever was signed out since must not be signed in again by a restore, a link that was
 * used must not work twice. Everybody signs in anew.
 */
export const SECRETS_OF_THE_MOMENT = ['session', 'device', 'password_reset', 'setup_code', 'sign_in_attempt'];

interface Candidate {
  id: string;
  passwordHash: string;
}

/**
 * Proves that people can sign in to a database that was restored, by the statements that sign them in: with this
 * account and its password, or else by a session of somebody who has a password. Nothing of it stays.
 * Returns how many people can sign in. @throws Error when it is not so.
 */
export async function checkSignIn(db: Queries, account: { email: string; password: string } | null): Promise<number> {
  const usable = `p.password_hash LIKE '$argon2id$%' AND ${isActive('p')}`;
  const found = await db.one<{ count: string }>(`SELECT count(*) FROM person p WHERE ${usable}`);
  const candidate = await db.one<Candidate>(
    `SELECT p.id, p.password_hash AS "passwordHash" FROM person p WHERE ${usable} AND ($1::text IS NULL OR p.email = $1) ORDER BY p.id LIMIT 1`,
    [account?.email ?? null],
  );
  if (account && !(candidate && (await verify(candidate.passwordHash, account.password.normalize('NFC')))))
    throw new Error(`${account.email} could not sign in with this password: nothing was restored.`);
  // An installation that nobody has set up yet can be kept and restored, too.
  if (candidate) await trySession(db, candidate.id);
  return Number(found?.count);
}

async function trySession(db: Queries, personId: string): Promise<void> {
  const id = uuidv7();
  const { hash } = newSecret();
  await db.many(
    `INSERT INTO session (id, person_id, token_hash, device, network, idle_seconds, idle_until, expires_at)
     VALUES ($1, $2, $3, '', '', 60, now() + interval '1 minute', now() + interval '1 minute')`,
    [id, personId, hash],
  );
  const known = await db.one<{ personId: string }>(SESSION, [hash]);
  await db.many(`DELETE FROM session WHERE id = $1`, [id]);
  if (known?.personId !== personId) throw new Error('A session of somebody who may sign in is not known: nothing was restored.');
}
