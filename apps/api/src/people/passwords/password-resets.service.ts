import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Language } from '@parvis/shared';
import { z } from 'zod';
import { type Actor, system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { defineJob } from '../../platform/jobs/job-type.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { Post } from '../mails/post.ts';
import { ResetAsked } from '../people.events.ts';
import { isActive } from '../people.sql.ts';
import { MailAllowance } from '../mails/mail-allowance.ts';
import { keepReference } from '../sign-in/references.ts';
import { hashOf, newSecret } from '../sign-in/secrets.ts';
import type { Visit } from '../sign-in/visit.ts';
import { PasswordHasher } from './password-hasher.ts';
import { demandGoodPassword } from './password-policy.ts';
import { Passwords } from './passwords.service.ts';

const SendResetLink = defineJob('send-reset-link', z.object({ referenceId: z.uuid(), code: z.string(), email: z.string() }));

interface Owner {
  id: string;
  name: string;
  email: string;
  organization: string;
  language: Language;
}

const LINK_SPENT = () => new Refusal(400, 'link-spent', 'This link was used, or is older than an hour. Ask for another one.');

/** Links to choose a new password: one use, one hour. Asking does the same work whether the account exists or not. */
@Injectable()
export class PasswordResets implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly hasher: PasswordHasher,
    private readonly passwords: Passwords,
    private readonly allowance: MailAllowance,
    private readonly post: Post,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(SendResetLink, (asked) => this.send(asked));
  }

  /** Answers a reference; the account is looked for later, by the worker. */
  async ask(actor: Actor, email: string, visit: Visit): Promise<{ reference: string }> {
    return this.db.write(actor, async (tx) => {
      const { id, code } = await keepReference(tx, { kind: 'password-reset', email, network: visit.network });
      tx.record(ResetAsked, { referenceId: id }, { network: visit.network });
      if (await this.allowance.takeForNetwork(tx, visit.network)) tx.enqueue(SendResetLink, { referenceId: id, code, email });
      return { reference: code };
    });
  }

  private async send({ referenceId, code, email }: z.output<(typeof SendResetLink)['data']>): Promise<void> {
    await this.db.write(system, async (tx) => {
      const person = await tx.one<{ id: string; email: string; language: Language }>(
        `SELECT p.id, p.email, p.language FROM person p WHERE p.email = $1 AND ${isActive('p')}`,
        [email],
      );
      if (!person) return;
      const { secret, hash } = newSecret();
      // The job may run twice: the reference is the link's id, so that the second run makes none.
      const made = await tx.one(
        `INSERT INTO password_reset (id, person_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 hour')
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        [referenceId, person.id, hash],
      );
      if (!made) return;
      await tx.many(`UPDATE sign_in_reference SET person_id = $2 WHERE id = $1`, [referenceId, person.id]);
      if (await this.allowance.take(tx, person.email)) await this.post.sendReset(tx, person, { secret, reference: code });
    });
  }

  /** Sets a new password by a link. Fifty at once: one succeeds. */
  async reset(actor: Actor, { token, password }: { token: string; password: string }): Promise<void> {
    const hash = hashOf(token);
    const owner = await this.db.one<Owner>(
      `SELECT p.id, p.name, p.email, o.name AS organization, p.language
       FROM password_reset r JOIN person p ON p.id = r.person_id JOIN organization o ON o.id = p.organization_id
       WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.expires_at > now() AND ${isActive('p')}`,
      [hash],
    );
    if (!owner) throw LINK_SPENT();
    await demandGoodPassword('password', password, owner);
    const passwordHash = await this.hasher.hash(password);
    await this.db.write({ ...actor, id: owner.id }, async (tx) => {
      const used = await tx.one(
        `UPDATE password_reset SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now() RETURNING id`,
        [hash],
      );
      if (!used) throw LINK_SPENT();
      await tx.many(`UPDATE person SET password_hash = $2 WHERE id = $1`, [owner.id, passwordHash]);
      await this.passwords.afterChange(tx, owner, 'reset', null);
    });
  }
}
