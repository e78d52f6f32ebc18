import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { system } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { defineJob } from '../../platform/jobs/job-type.ts';
import { Jobs } from '../../platform/jobs/jobs.ts';

const ForgetNotifications = defineJob('notifications.forget', z.object({}), { cron: '41 3 * * *' });
/** Days for which something that was read can be looked up. */
const KEPT_DAYS = 90;
/** Rows taken at once, so that nobody waits for long. */
const AT_ONCE = 5_000;

/** Forgets what was read long ago. What is unread waits. */
@Injectable()
export class NotificationsUpkeep implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(ForgetNotifications, () => this.forget());
  }

  async forget(): Promise<void> {
    for (let gone = AT_ONCE; gone === AT_ONCE;) gone = (await this.db.write(system, (tx) => tx.many(FORGET))).length;
  }
}

const FORGET = `
  DELETE FROM notification WHERE id IN (
    SELECT id FROM notification WHERE NOT unread AND read_until < now() - interval '${KEPT_DAYS} days' LIMIT ${AT_ONCE}) RETURNING id`;
