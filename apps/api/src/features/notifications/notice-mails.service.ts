import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Language, NotificationKind } from '@parvis/shared';
import { People, compose } from '../../people/public.ts';
import { Config } from '../../platform/config/config.ts';
import { Database } from '../../platform/database/database.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';
import { type Mail, Mailer } from '../../platform/mail/mail.ts';
import { Signatures } from '../../platform/security/signatures.ts';
import { MailNotice } from './notice-mail.ts';
import { addressOf } from './notification-address.ts';
import { noticeLetter } from './notification-letters.ts';
import { mailed } from './notification.queries.ts';
import { type Spoken, saidIn } from './said-in.ts';
import { UnsubscriptionsService } from './unsubscriptions.service.ts';

interface Row {
  personId: string;
  email: string;
  language: Language;
  kind: NotificationKind;
  actor: string | null;
  partId: string | null;
  annotationId: string | null;
  page: { id: string; title: string; slug: string } | null;
  communityName: string;
  communitySlug: string;
  spoken: Spoken | null;
}

/**
 * Sends mails of what people are told. Each try writes its mail anew, out of what its reader may see at that moment: nothing
 * that she may no longer see waits in a queue.
 */
@Injectable()
export class NoticeMailsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
    private readonly signatures: Signatures,
    private readonly unsubscriptions: UnsubscriptionsService,
    private readonly people: People,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(MailNotice, ({ noticeId }) => this.send(noticeId));
  }

  /** Never twice: whoever takes it first sends it. It is given back when the server did not take it. */
  async send(noticeId: string): Promise<void> {
    if (!(await this.db.one(TAKE, [noticeId]))) return;
    try {
      const mail = await this.compose(noticeId);
      if (mail) await this.mailer.send(mail);
      await this.db.many(`UPDATE notice SET mailed_at = CASE WHEN $2::boolean THEN now() END WHERE id = $1`, [noticeId, mail !== null]);
    } catch (error) {
      await this.db.many(`UPDATE notice SET mail_begun_at = NULL WHERE id = $1`, [noticeId]);
      throw error;
    }
  }

  private async compose(noticeId: string): Promise<Mail | null> {
    const row = await this.db.one<Row>(
      mailed((viewer, person) => this.people.visibleTo(viewer, person)),
      [noticeId],
    );
    if (!row || (row.kind !== 'mentioned' && row.kind !== 'invited')) return null;
    const token = await this.unsubscriptions.tokenFor(row.personId);
    const community = { slug: row.communitySlug };
    const letter = noticeLetter(row.language, {
      kind: row.kind,
      actor: row.actor,
      name: row.page?.title ?? row.communityName,
      community: row.communityName,
      excerpt: row.spoken ? saidIn(row.spoken) : '',
      link: this.config.linkBase + addressOf({ ...row, kind: row.kind, community }),
      leave: this.unsubscriptions.screen(token),
    });
    return {
      ...compose(row.email, row.language, letter),
      id: noticeId,
      signature: await this.signatures.sign('message-id', noticeId),
      headers: {
        'List-Unsubscribe': `<${this.unsubscriptions.oneClick(token)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    };
  }
}

/** Whoever took it and was stopped before it was sent loses it again: its job is tried again after five minutes. */
const TAKE = `
  UPDATE notice SET mail_begun_at = now()
  WHERE id = $1 AND mailed_at IS NULL AND (mail_begun_at IS NULL OR mail_begun_at < now() - interval '4 minutes') RETURNING id`;
