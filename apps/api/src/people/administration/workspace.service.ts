import { Injectable } from '@nestjs/common';
import type { WorkspaceSettings } from '@parvis/shared';
import { z } from 'zod';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { keyIn, pageOf } from '../../platform/database/keyset.ts';
import { type KeptMail, Mailer } from '../../platform/mail/mail.ts';
import { MailsRead, SettingsChanged } from '../people.events.ts';
import { demand } from '../person.policy.ts';

const ByMail = z.tuple([z.uuid()]);

/** The settings of the workspace, and the mails that it keeps while no server takes them. */
@Injectable()
export class Workspace {
  constructor(
    private readonly db: Database,
    private readonly mailer: Mailer,
  ) {}

  async settings(me: Person): Promise<WorkspaceSettings> {
    demand(me, 'administer');
    const settings = await this.db.one<WorkspaceSettings>(`SELECT name, allowed_domains AS "allowedDomains" FROM workspace`);
    return settings ?? { name: 'Parvis', allowedDomains: [] };
  }

  async change(me: Person, { name, allowedDomains }: WorkspaceSettings): Promise<WorkspaceSettings> {
    demand(me, 'administer');
    const domains = [...new Set(allowedDomains)];
    await this.db.write(me, async (tx) => {
      await tx.many(`UPDATE workspace SET name = $1, allowed_domains = $2`, [name, domains]);
      tx.record(SettingsChanged, {});
    });
    return { name, allowedDomains: domains };
  }

  /** Kept mails, newest first. They hold links that open accounts: who reads them stands in the audit. */
  async mails(
    me: Person,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<{ items: KeptMail[]; nextCursor: string | null }> {
    demand(me, 'administer');
    const [before = null] = keyIn(ByMail, cursor) ?? [];
    const page = pageOf(
      await this.mailer.kept(limit + 1, before),
      limit,
      (mail) => mail,
      (mail) => [mail.id],
    );
    if (page.items.length > 0) await this.db.write(me, async (tx) => tx.record(MailsRead, { mailIds: page.items.map(({ id }) => id) }));
    return page;
  }
}
