import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Language } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type Actor, system } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { defineJob } from '../../platform/jobs/job-type.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { MailAllowance } from '../mails/mail-allowance.ts';
import { Post } from '../mails/post.ts';
import { AccountAsked } from '../people.events.ts';
import { keepReference } from '../sign-in/references.ts';
import type { Visit } from '../sign-in/visit.ts';
import { InvitationStore, isOpen } from './invitation-store.ts';

const AnswerRegistration = defineJob('answer-registration', z.object({ referenceId: z.uuid(), email: z.string(), language: Language }));

/** People with an address of an allowed domain ask for an account: they confirm the address, an administrator approves. */
@Injectable()
export class Registrations implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly store: InvitationStore,
    private readonly allowance: MailAllowance,
    private readonly post: Post,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(AnswerRegistration, (asked) => this.answer(asked));
  }

  /** Answers a reference, the same whoever asks; the worker finds out what it means. */
  async ask(actor: Actor, { email, language }: { email: string; language: Language }, visit: Visit): Promise<{ reference: string }> {
    return this.db.write(actor, async (tx) => {
      const { id, code } = await keepReference(tx, { kind: 'registration', email, network: visit.network });
      tx.record(AccountAsked, { referenceId: id }, { network: visit.network });
      if (await this.allowance.takeForNetwork(tx, visit.network)) tx.enqueue(AnswerRegistration, { referenceId: id, email, language });
      return { reference: code };
    });
  }

  private async answer({ referenceId, email, language }: z.output<(typeof AnswerRegistration)['data']>): Promise<void> {
    const domain = email.slice(email.lastIndexOf('@') + 1);
    await this.db.write(system, async (tx) => {
      const allowed = await tx.one(`SELECT singleton FROM workspace WHERE $1 = ANY(allowed_domains)`, [domain]);
      // The job may run twice: the reference remembers that it was answered.
      const first = await tx.one(`UPDATE sign_in_reference SET answered_at = now() WHERE id = $1 AND answered_at IS NULL RETURNING id`, [
        referenceId,
      ]);
      if (!allowed || !first || !(await this.allowance.take(tx, email))) return;
      const person = await tx.one<{ id: string; email: string; language: Language }>(
        `SELECT id, email, language FROM person WHERE email = $1`,
        [email],
      );
      if (person) await this.post.tellAlreadyKnown(tx, person);
      else await this.confirm(tx, email, language);
    });
  }

  /** Sends the link that proves the address. An administrator's own invitation stays as it is and is mailed once more. */
  private async confirm(tx: Tx, email: string, language: Language): Promise<void> {
    await tx.many(`UPDATE invitation i SET withdrawn_at = now() WHERE i.email = $1 AND ${isOpen('i')} AND i.expires_at <= now()`, [email]);
    const row = await tx.one<{ id: string; expiresAt: Date }>(
      `INSERT INTO invitation (id, email, organization_id, language, needs_approval, expires_at)
       SELECT $1, $2, o.id, $3, true, now() + interval '14 days' FROM organization o WHERE o.kind = 'customer'
       ON CONFLICT (email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL DO UPDATE SET language = excluded.language
       RETURNING id, expires_at AS "expiresAt"`,
      [uuidv7(), email, language],
    );
    if (!row) return;
    const link = await this.store.link(tx, row.id);
    await this.post.confirmRegistration(tx, { email, language }, { link, expiresAt: row.expiresAt, timeZone: 'Europe/Paris' });
  }
}
