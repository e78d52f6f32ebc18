import { Injectable } from '@nestjs/common';
import type { Language } from '@parvis/shared';
import type { Actor, Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { Refusal, conflict, invalid, notFound } from '../../platform/http/refusal.ts';
import { Post } from '../mails/post.ts';
import { PasswordChanged } from '../people.events.ts';
import { demandSession } from '../person.policy.ts';
import { Sessions } from '../sign-in/sessions.service.ts';
import { Throttle } from '../sign-in/throttle.ts';
import { PasswordHasher } from './password-hasher.ts';
import { type About, demandGoodPassword } from './password-policy.ts';

interface Owner extends About {
  id: string;
  passwordHash: string | null;
  language: Language;
}

const OWNER = `
  SELECT p.id, p.name, p.email, o.name AS organization, p.password_hash AS "passwordHash", p.language
  FROM person p JOIN organization o ON o.id = p.organization_id WHERE `;

/** Passwords of people who are there. */
@Injectable()
export class Passwords {
  constructor(
    private readonly db: Database,
    private readonly hasher: PasswordHasher,
    private readonly throttle: Throttle,
    private readonly sessions: Sessions,
    private readonly post: Post,
  ) {}

  /** The person changes her own: her other sessions end. */
  async change(me: Person, { current, next }: { current: string; next: string }): Promise<void> {
    const session = demandSession(me);
    const owner = await this.db.one<Owner>(`${OWNER} p.id = $1`, [me.id]);
    if (!owner) throw notFound();
    // Somebody else at an open screen must not guess at leisure: counted like tries to sign in, by session.
    const turn = await this.throttle.take({ email: owner.email, network: `session ${session}`, device: Buffer.from(session) });
    if (!turn.allowed) {
      throw new Refusal(429, 'too-many-tries', 'There were too many wrong passwords. Wait a quarter of an hour, or reset it.', {
        retryAfter: 900,
      });
    }
    if (!(await this.hasher.verify(owner.passwordHash, current))) throw invalid('current', 'This is not your password.');
    await turn.success();
    await demandGoodPassword('next', next, owner);
    const hash = await this.hasher.hash(next);
    await this.db.write(me, async (tx) => {
      const changed = await tx.one(`UPDATE person SET password_hash = $2 WHERE id = $1 AND password_hash = $3 RETURNING id`, [
        me.id,
        hash,
        owner.passwordHash,
      ]);
      if (!changed) throw conflict('changed-meanwhile', 'The password was changed meanwhile.');
      await this.afterChange(tx, owner, 'person', session);
    });
  }

  /** The command line sets it: all sessions end, waits are over. @throws Error when nobody has this address. */
  async setByCommand(actor: Actor, email: string, password: string): Promise<void> {
    const owner = await this.db.one<Owner>(`${OWNER} p.email = $1`, [email]);
    if (!owner) throw new Error(`Nobody has the address ${email}.`);
    await demandGoodPassword('password', password, owner);
    const hash = await this.hasher.hash(password);
    await this.db.write(actor, async (tx) => {
      await tx.many(`UPDATE person SET password_hash = $2 WHERE id = $1`, [owner.id, hash]);
      await this.afterChange(tx, owner, 'command', null);
    });
  }

  /** What follows every change: sessions but one end, open reset links and waits are over, the person is told. */
  async afterChange(
    tx: Tx,
    owner: { id: string; email: string; language: Language },
    by: 'person' | 'reset' | 'command',
    but: string | null,
  ): Promise<void> {
    await this.sessions.endAll(tx, owner.id, but);
    await tx.many(`DELETE FROM password_reset WHERE person_id = $1 AND used_at IS NULL`, [owner.id]);
    await this.throttle.unlock(tx, owner.email);
    tx.record(PasswordChanged, { personId: owner.id, by });
    await this.post.tellPasswordChanged(tx, owner);
  }
}
