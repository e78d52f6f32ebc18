import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Language } from '@parvis/shared';
import { z } from 'zod';
import { visibleTo } from '../../../content/public.ts';
import { compose, isActive } from '../../../people/public.ts';
import { Config } from '../../../platform/config/config.ts';
import { system } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { defineJob } from '../../../platform/jobs/job-type.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { SendMail } from '../../../platform/mail/mail.ts';
import { reviewLetter } from './review-letter.ts';
import { ReviewsReminded } from './tree.events.ts';

/** Hourly: each person hears of it in the morning of her own time zone. */
const RemindReviews = defineJob('remind-reviews', z.object({ now: z.iso.datetime().optional() }), { cron: '7 * * * *' });
/** Before this hour nobody is written to. */
const MORNING = '08:00';
/** Reminders that one run sends at most; the next hour goes on. */
const MOST = 2_000;

interface Due {
  pageId: string;
  title: string;
  slug: string;
  community: string;
  reviewAt: string;
  week: number;
  personId: string;
  email: string;
  language: Language;
}

/** Writes to those who answer for pages on the day of review, then every week: once each, in one mail a person. */
@Injectable()
export class RemindersService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(RemindReviews, async ({ now }) => void (await this.remind(now ? new Date(now) : new Date())));
  }

  /** Returns how many people were written to. */
  async remind(now: Date): Promise<number> {
    const due = await this.db.many<Due>(DUE, [now]);
    const byPerson = Map.groupBy(due, ({ personId }) => personId);
    let written = 0;
    for (const pages of byPerson.values()) written += await this.write(pages);
    return written;
  }

  /** The ledger's row and the mail commit together: a second run finds the row. */
  private async write(pages: Due[]): Promise<number> {
    const [{ personId, email, language }] = pages as [Due];
    return this.db.write(system, async (tx) => {
      const fresh = await tx.many<{ pageId: string }>(
        `INSERT INTO page_review_reminder (page_id, person_id, review_at, week)
         SELECT n.page_id, $1, n.review_at, n.week FROM unnest($2::uuid[], $3::date[], $4::int[]) AS n(page_id, review_at, week)
         ON CONFLICT DO NOTHING RETURNING page_id AS "pageId"`,
        [personId, pages.map(({ pageId }) => pageId), pages.map(({ reviewAt }) => reviewAt), pages.map(({ week }) => week)],
      );
      if (fresh.length === 0) return 0;
      const ids = new Set(fresh.map(({ pageId }) => pageId));
      const told = pages.filter(({ pageId }) => ids.has(pageId)).map((page) => ({ ...page, link: this.link(page) }));
      tx.enqueue(SendMail, compose(email, language, reviewLetter(language, told, `${this.config.linkBase}/reviews`)));
      tx.record(ReviewsReminded, { personId, pages: told.length, pageIds: [...ids] });
      return 1;
    });
  }

  private link({ pageId, slug }: Due): string {
    return `${this.config.linkBase}/p/${pageId}/${slug}`;
  }
}

/** Pages due at $1 whose owner may sign in and read them, and was not yet told in this week of theirs. Nobody reviews what is archived. */
const DUE = `
  SELECT p.id AS "pageId", c.title, c.slug, k.name AS community, p.review_at::text AS "reviewAt", w.week, o.id AS "personId", o.email::text AS email, o.language
  FROM page p JOIN content c ON c.id = p.id JOIN community k ON k.id = p.community_id JOIN person o ON o.id = p.owner_id AND ${isActive('o')}
  CROSS JOIN LATERAL (SELECT $1::timestamptz AT TIME ZONE o.time_zone AS here) l
  CROSS JOIN LATERAL (SELECT (l.here::date - p.review_at) / 7 AS week) w
  WHERE p.review_at <= ($1::timestamptz AT TIME ZONE 'UTC')::date + 1 AND l.here::date >= p.review_at AND l.here::time >= '${MORNING}'
    AND k.archived_at IS NULL AND ${visibleTo('o.id', 'c')}
    AND NOT EXISTS (SELECT FROM page_review_reminder r WHERE r.page_id = p.id AND r.person_id = o.id AND r.review_at = p.review_at AND r.week = w.week)
  ORDER BY o.id, p.review_at, p.id LIMIT ${MOST}`;
