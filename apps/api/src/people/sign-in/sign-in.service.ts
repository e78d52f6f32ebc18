import { Injectable } from '@nestjs/common';
import type { Language, Me } from '@parvis/shared';
import type { Actor } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { Post } from '../mails/post.ts';
import { PasswordHasher } from '../passwords/password-hasher.ts';
import { type RefusalCause, SignInRefused } from '../people.events.ts';
import { isActive } from '../people.sql.ts';
import { readMe } from '../profile/me.queries.ts';
import { Devices } from './devices.ts';
import { keepReference } from './references.ts';
import { type NewSession, Sessions } from './sessions.service.ts';
import { Throttle, type Turn } from './throttle.ts';
import type { Visit } from './visit.ts';

interface Account {
  id: string;
  email: string;
  passwordHash: string | null;
  language: Language;
  timeZone: string;
  deactivated: boolean;
  pending: boolean;
  expired: boolean;
  knownDevice: boolean;
}
interface Attempt {
  email: string;
  password: string;
  remember: boolean;
}

const ACCOUNT = `
  SELECT p.id, p.email, p.password_hash AS "passwordHash", p.language, p.time_zone AS "timeZone", p.deactivated_at IS NOT NULL AS deactivated,
    p.pending_approval AS pending, COALESCE(p.guest_until <= now(), false) AS expired,
    EXISTS (SELECT FROM device d WHERE d.person_id = p.id AND d.token_hash = $2) AS "knownDevice"
  FROM person p WHERE p.email = $1`;

/** Signs people in. A refusal says the same whatever its cause; the cause lies behind its reference. */
@Injectable()
export class SignIn {
  constructor(
    private readonly db: Database,
    private readonly throttle: Throttle,
    private readonly hasher: PasswordHasher,
    private readonly sessions: Sessions,
    private readonly devices: Devices,
    private readonly post: Post,
  ) {}

  async signIn(actor: Actor, attempt: Attempt, visit: Visit): Promise<{ user: Me }> {
    const { email, password, remember } = attempt;
    const device = this.devices.shown(visit);
    const account = await this.db.one<Account>(ACCOUNT, [email, device]);
    const turn = await this.throttle.take({ email, network: visit.network, device: account?.knownDevice ? device : null });
    if (!turn.allowed) throw await this.refuse(actor, email, visit, account, 'throttled', turn);
    const right = await this.hasher.verify(account?.passwordHash ?? null, password);
    const cause = causeOf(account, right);
    if (cause !== null || account === null) throw await this.refuse(actor, email, visit, account, cause ?? 'unknown');
    const begun = await this.db.write({ ...actor, id: account.id }, (tx) => this.begin(tx, account, visit, remember));
    if (!begun) throw await this.refuse(actor, email, visit, account, 'wrong-password');
    await turn.success();
    this.sessions.give(visit, begun.session);
    this.devices.give(visit, begun.device);
    return { user: await readMe(this.db, account.id) };
  }

  /** Begins the session; null when the account changed while its password was being checked. */
  private async begin(tx: Tx, account: Account, visit: Visit, remember: boolean): Promise<{ session: NewSession; device: string } | null> {
    const unchanged = await tx.one(
      `SELECT p.id FROM person p WHERE p.id = $1 AND p.password_hash = $2 AND ${isActive('p')} FOR NO KEY UPDATE`,
      [account.id, account.passwordHash],
    );
    if (!unchanged) return null;
    await this.sessions.replace(tx, account.id, visit);
    const session = await this.sessions.begin(tx, account.id, visit, remember);
    const { secret, unexpected } = await this.devices.remember(tx, account.id, visit);
    if (unexpected) await this.post.tellNewDevice(tx, account, visit);
    return { session, device: secret };
  }

  private async refuse(
    actor: Actor,
    email: string,
    visit: Visit,
    account: Account | null,
    cause: RefusalCause,
    turn?: Turn & { allowed: false },
  ): Promise<Refusal> {
    const personId = account?.id ?? null;
    const reference = await this.db.write(actor, async (tx) => {
      const kept = await keepReference(tx, {
        kind: 'sign-in',
        email,
        network: visit.network,
        cause,
        personId,
        ...(turn && { failures: turn.failures, failingSince: turn.since }),
      });
      // A flood of tries that are not even checked leaves one line in the audit for each wait, not one for each try.
      if (!turn || turn.first) tx.record(SignInRefused, { referenceId: kept.id, personId, cause }, { network: visit.network });
      return kept.code;
    });
    return new Refusal(401, 'sign-in-refused', 'The address or the password is not right, or this account cannot sign in now.', {
      reference,
    });
  }
}

/** Why this account may not sign in, or null when it may. */
function causeOf(account: Account | null, right: boolean): RefusalCause | null {
  if (!account) return 'unknown';
  if (account.passwordHash === null) return 'no-password';
  if (!right) return 'wrong-password';
  if (account.deactivated) return 'deactivated';
  if (account.pending) return 'pending';
  return account.expired ? 'expired-guest' : null;
}
