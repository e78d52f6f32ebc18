import { Injectable } from '@nestjs/common';
import { AudienceChanged, ContentRestored, ContentTrashed } from '../../content/public.ts';
import { Database } from '../../platform/database/database.ts';
import { type Effects, HasEffects, On } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { AnnotationChanged, AnnotationDeleted, AnnotationNarrowed } from '../annotations/public.ts';
import { PageMoved } from '../wiki/public.ts';

type OnContent = Recorded<typeof ContentTrashed>;
type OnPage = Recorded<typeof AnnotationChanged>;

/** What is unread is what may be seen: when something goes out of sight or comes back, the screens count again. */
@Injectable()
@HasEffects()
export class RecountedNotices {
  constructor(private readonly db: Database) {}

  @On(ContentTrashed)
  trashed({ payload: { contentId } }: OnContent): Promise<Effects> {
    return this.recounted(contentId);
  }

  @On(ContentRestored)
  restored(event: OnContent): Promise<Effects> {
    return this.trashed(event);
  }

  @On(AudienceChanged)
  audienceChanged({ payload: { contentId } }: OnContent): Promise<Effects> {
    return this.recounted(contentId, 'everybody');
  }

  @On(PageMoved)
  async moved({ payload: { pageId, reordered } }: Recorded<typeof PageMoved>): Promise<Effects> {
    return reordered ? {} : this.recounted(pageId, 'everybody');
  }

  /** It may be a reply that was taken back. */
  @On(AnnotationChanged)
  annotationChanged({ payload: { annotationId } }: OnPage): Promise<Effects> {
    return this.recounted(annotationId);
  }

  @On(AnnotationDeleted)
  annotationDeleted(event: OnPage): Promise<Effects> {
    return this.annotationChanged(event);
  }

  @On(AnnotationNarrowed)
  annotationNarrowed({ payload: { annotationId } }: OnPage): Promise<Effects> {
    return this.recounted(annotationId, 'everybody');
  }

  /** `everybody`: also those whom it was taken from just now. What happens to it after that is nothing to them. */
  private async recounted(contentId: string, whom: 'listed' | 'everybody' = 'listed'): Promise<Effects> {
    const people = await this.db.many<{ id: string }>(CONCERNED, [contentId, whom === 'everybody']);
    return { push: people.map(({ id }) => ({ rooms: [`user:${id}` as const], hint: { type: 'notifications' as const, id } })) };
  }
}

/** SQL condition: no list restricts this content, or the person told stands on it. */
const listed = (content: string): string =>
  `(${content}.scope_id IS NULL OR EXISTS (SELECT FROM content_participant cp WHERE cp.content_id = ${content}.scope_id AND cp.person_id = g.person_id))`;

/** Whoever has something unread about this, about what lies below it, or about what is said there. */
const CONCERNED = `
  WITH there AS (
    SELECT $1::uuid AS id
    UNION SELECT p.id FROM page t JOIN page p ON p.community_id = t.community_id AND t.id = ANY(p.above) WHERE t.id = $1
  ), about AS (
    SELECT id FROM there UNION SELECT c.id FROM content c JOIN there ON c.source_id = there.id
  )
  SELECT DISTINCT g.person_id AS id FROM notification g JOIN about ON g.content_id = about.id
  JOIN content c ON c.id = about.id LEFT JOIN content src ON src.id = c.source_id
  WHERE g.unread AND ($2::boolean OR (${listed('c')} AND ${listed('src')}))`;
