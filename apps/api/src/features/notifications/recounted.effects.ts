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
  audienceChanged(event: OnContent): Promise<Effects> {
    return this.trashed(event);
  }

  @On(PageMoved)
  async moved({ payload: { pageId, reordered } }: Recorded<typeof PageMoved>): Promise<Effects> {
    return reordered ? {} : this.recounted(pageId);
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
  annotationNarrowed(event: OnPage): Promise<Effects> {
    return this.annotationChanged(event);
  }

  private async recounted(contentId: string): Promise<Effects> {
    const people = await this.db.many<{ id: string }>(CONCERNED, [contentId]);
    return { push: people.map(({ id }) => ({ rooms: [`user:${id}` as const], hint: { type: 'notifications' as const, id } })) };
  }
}

/** Whoever has something unread about this, about what lies below it, or about what is said there. */
const CONCERNED = `
  WITH there AS (
    SELECT $1::uuid AS id
    UNION SELECT p.id FROM page t JOIN page p ON p.community_id = t.community_id AND t.id = ANY(p.above) WHERE t.id = $1
  ), about AS (
    SELECT id FROM there UNION SELECT c.id FROM content c JOIN there ON c.source_id = there.id
  )
  SELECT DISTINCT g.person_id AS id FROM notification g JOIN about ON g.content_id = about.id WHERE g.unread`;
