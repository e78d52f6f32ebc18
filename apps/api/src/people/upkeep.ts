import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { system } from '../platform/database/actor.ts';
import { Database } from '../platform/database/database.ts';
import { madeAt } from '../platform/database/made-at.ts';
import { defineJob } from '../platform/jobs/job-type.ts';
import { Jobs } from '../platform/jobs/jobs.ts';
import { Storage } from '../platform/storage/storage.ts';
import { GuestExpired } from './people.events.ts';
import { photoKey } from './profile/photos.service.ts';
import { Sessions } from './sign-in/sessions.service.ts';

const EndExpiredAccess = defineJob('end-expired-access', z.object({}), { cron: '*/5 * * * *' });
const PurgeAccess = defineJob('purge-access', z.object({}), { cron: '17 3 * * *' });

/** What is kept of sign-ins, and how long. References answer support's questions for a month. */
const PURGES = [
  `DELETE FROM password_reset WHERE expires_at < now() - interval '7 days'`,
  `DELETE FROM sign_in_attempt WHERE last_at < now() - interval '2 days'`,
  `DELETE FROM sign_in_reference WHERE at < now() - interval '30 days'`,
  `DELETE FROM device WHERE last_used_at < now() - interval '400 days'`,
  `DELETE FROM setup_code WHERE created_at < now() - interval '7 days'`,
  `DELETE FROM invitation_link l USING invitation i WHERE i.id = l.invitation_id
     AND (i.accepted_at IS NOT NULL OR i.withdrawn_at IS NOT NULL OR i.expires_at < now() - interval '30 days')`,
  // Addresses of people who never came are not kept for ever.
  `DELETE FROM invitation WHERE accepted_at IS NULL AND COALESCE(withdrawn_at, expires_at) < now() - interval '180 days'`,
];

const PHOTO = /^photos\/([0-9a-f-]{36})\/([0-9a-f-]{36})\.webp$/;
const DAY = 24 * 60 * 60 * 1000;

/** Ends what has run out, and forgets what is no longer needed. */
@Injectable()
export class Upkeep implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly sessions: Sessions,
    private readonly storage: Storage,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(EndExpiredAccess, () => this.endExpiredAccess());
    this.jobs.handle(PurgeAccess, () => this.purge());
  }

  /** Closes the sockets of sessions and guests whose time is over; requests are refused from the second it ends. */
  async endExpiredAccess(): Promise<void> {
    await this.db.write(system, async (tx) => {
      const ended = await tx.many<{ id: string }>(`DELETE FROM session WHERE LEAST(idle_until, expires_at) <= now() RETURNING id`);
      for (const { id } of ended) tx.revoke({ kind: 'session', sessionId: id });
    });
    await this.db.write(system, async (tx) => {
      const guests = await tx.many<{ id: string }>(
        `SELECT p.id FROM person p WHERE p.guest_until <= now()
           AND (EXISTS (SELECT FROM session s WHERE s.person_id = p.id) OR EXISTS (SELECT FROM api_token t WHERE t.person_id = p.id))`,
      );
      for (const { id } of guests) {
        await this.sessions.endAll(tx, id);
        await tx.many(`DELETE FROM api_token WHERE person_id = $1`, [id]);
        tx.record(GuestExpired, { personId: id });
        tx.revoke({ kind: 'person', personId: id });
      }
    });
  }

  async purge(): Promise<void> {
    for (const statement of PURGES) await this.db.write(system, (tx) => tx.many(statement));
    await this.purgePhotos();
  }

  /** Photos that were replaced, or stored without their row being written. */
  private async purgePhotos(): Promise<void> {
    const current = await this.db.many<{ id: string; photoId: string }>(
      `SELECT id, photo_id AS "photoId" FROM person WHERE photo_id IS NOT NULL`,
    );
    const kept = new Set(current.map(({ id, photoId }) => photoKey(id, photoId)));
    for await (const key of this.storage.list('photos/')) {
      const photoId = PHOTO.exec(key)?.[2];
      if (photoId && !kept.has(key) && madeAt(photoId) < Date.now() - DAY) await this.storage.delete(key);
    }
  }
}
