import { Injectable } from '@nestjs/common';
import { ContentRestored } from '../../content/public.ts';
import { Database } from '../../platform/database/database.ts';
import { type Effects, HasEffects, On, OnMany } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { DraftEnded, DraftPublished, PageUpdated } from '../wiki/public.ts';
import {
  Annotated,
  AnnotationChanged,
  AnnotationDeleted,
  AnnotationNarrowed,
  AnnotationPlaced,
  AnnotationReopened,
  AnnotationResolved,
  AnnotationsCarried,
  AnnotationsCopied,
  AnnotationsTakenIn,
  Replied,
} from './annotation.events.ts';
import { CarryAnnotations } from './carry-annotations.ts';

type OnPage = Recorded<typeof Annotated>;
type Pages = Recorded<typeof AnnotationsCopied | typeof AnnotationsTakenIn>;
type Page = Recorded<typeof DraftEnded>;

/** The authors of those of these annotations that are private. */
const ALONE = `SELECT a.id, c.author_id AS alone FROM annotation a JOIN content c ON c.id = a.id WHERE a.id = ANY($1::uuid[]) AND a.visibility = 'private'`;

/** Who sees annotations of page $1: their authors alone, or (null) others too. */
const SEERS = `
  SELECT DISTINCT CASE WHEN a.visibility = 'private' THEN c.author_id END AS alone
  FROM content c JOIN annotation a ON a.id = c.id WHERE c.source_id = $1 AND c.deleted_at IS NULL
    AND (a.visibility <> 'private' OR c.author_id IS NOT NULL)`;

const RESTORED = `
  SELECT c.source_id AS "pageId", c.community_id AS "communityId", CASE WHEN a.visibility = 'private' THEN c.author_id END AS alone
  FROM annotation a JOIN content c ON c.id = a.id WHERE a.id = $1`;

/** To whoever looks at the page, and at the annotations of its community; what is private, to its author's screens alone. */
const hints = ({ pageId, communityId }: { pageId: string; communityId: string }, alone?: string): Effects => ({
  push: [
    { rooms: [alone ? `user:${alone}` : `content:${pageId}`], hint: { type: 'annotations', id: pageId } },
    { rooms: [alone ? `user:${alone}` : `community:${communityId}`], hint: { type: 'annotations', id: communityId } },
  ],
});

/** Says what happened to annotations to whoever looks at the page, and carries them when its text changed. */
@Injectable()
@HasEffects()
export class AnnotationEffects {
  constructor(private readonly db: Database) {}

  @OnMany(Annotated)
  async annotated(events: readonly OnPage[]): Promise<Effects[]> {
    const rows = await this.db.many<{ id: string; alone: string | null }>(ALONE, [events.map(({ payload }) => payload.annotationId)]);
    const authors = new Map(rows.map(({ id, alone }) => [id, alone ?? undefined]));
    return events.map(({ payload }) => hints(payload, authors.get(payload.annotationId)));
  }

  @OnMany(Replied)
  replied(events: readonly OnPage[]): Promise<Effects[]> {
    return this.annotated(events);
  }

  @OnMany(AnnotationChanged)
  changed(events: readonly OnPage[]): Promise<Effects[]> {
    return this.annotated(events);
  }

  @OnMany(AnnotationDeleted)
  deleted(events: readonly OnPage[]): Promise<Effects[]> {
    return this.annotated(events);
  }

  @OnMany(AnnotationResolved)
  resolved(events: readonly OnPage[]): Promise<Effects[]> {
    return this.annotated(events);
  }

  @OnMany(AnnotationReopened)
  reopened(events: readonly OnPage[]): Promise<Effects[]> {
    return this.annotated(events);
  }

  @OnMany(AnnotationPlaced)
  placed(events: readonly OnPage[]): Promise<Effects[]> {
    return this.annotated(events);
  }

  /** Out of the trash it is there again. */
  @On(ContentRestored)
  async restored({ payload: { contentId } }: Recorded<typeof ContentRestored>): Promise<Effects> {
    const found = await this.db.one<{ pageId: string; communityId: string; alone: string | null }>(RESTORED, [contentId]);
    return found ? hints(found, found.alone ?? undefined) : {};
  }

  /** Whoever saw it until now is told too. */
  @On(AnnotationNarrowed)
  narrowed({ payload }: OnPage): Effects {
    return hints(payload);
  }

  @On(AnnotationsCopied)
  copied({ payload }: Pages): Effects {
    return hints(payload);
  }

  @On(AnnotationsTakenIn)
  takenIn(event: Pages): Effects {
    return this.copied(event);
  }

  /** Where all of them are private, only their authors may learn that there was something to carry. */
  @On(AnnotationsCarried)
  async carried({ payload }: Recorded<typeof AnnotationsCarried>): Promise<Effects> {
    const seers = await this.db.many<{ alone: string | null }>(SEERS, [payload.pageId]);
    if (seers.some(({ alone }) => alone === null)) return hints(payload);
    return { push: seers.flatMap(({ alone }) => hints(payload, alone ?? undefined).push ?? []) };
  }

  @On(PageUpdated)
  pageUpdated({ payload: { pageId } }: Page): Effects {
    return { jobs: [{ type: CarryAnnotations, data: { pageId }, key: pageId }] };
  }

  @On(DraftPublished)
  draftPublished(event: Page): Effects {
    return this.pageUpdated(event);
  }

  @On(DraftEnded)
  draftEnded(event: Page): Effects {
    return this.pageUpdated(event);
  }
}
