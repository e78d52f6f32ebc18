import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import { type Effects, HasEffects, On } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { DraftPublished, PageCreated, PageMoved, PagePublished, PeopleMentioned, ReviewsReminded, WritingEnded } from '../wiki/public.ts';
import { Hearers } from './hearers.ts';

/** Whom what happens to pages concerns. */
@Injectable()
@HasEffects()
export class PageNotices {
  constructor(
    private readonly db: Database,
    private readonly hearers: Hearers,
  ) {}

  @On(PeopleMentioned)
  async mentioned({ id, actorId, payload: { pageId, personIds, byId } }: Recorded<typeof PeopleMentioned>): Promise<Effects> {
    const to = await this.hearers.of({ pageId, contentId: pageId, meant: personIds });
    return { notify: [{ kind: 'mentioned', about: { contentId: pageId }, key: `mention ${id}`, actorId: byId ?? actorId, to }] };
  }

  /** A page that came from elsewhere comes with many others: that is told where it was asked for. */
  @On(PageCreated)
  async created({ actorId, payload: { pageId, via } }: Recorded<typeof PageCreated>): Promise<Effects> {
    return via === 'writing' ? this.published(pageId, actorId) : {};
  }

  @On(PagePublished)
  draftBecamePage({ actorId, payload: { pageId } }: Recorded<typeof PagePublished>): Promise<Effects> {
    return this.published(pageId, actorId);
  }

  /** A draft is seen by nobody whom this could tell: when it is published, it is told. */
  private async published(pageId: string, actorId: string | null): Promise<Effects> {
    const to = await this.hearers.of({ pageId, contentId: pageId, watchers: true });
    return { notify: [{ kind: 'published', about: { contentId: pageId }, key: 'published', actorId, to }] };
  }

  /** Once for each time that somebody sat down to write, however often her text is stored. Of a draft readers see nothing. */
  @On(WritingEnded)
  async written({ payload: { pageId, versionId, authorIds } }: Recorded<typeof WritingEnded>): Promise<Effects> {
    const page = await this.db.one(`SELECT FROM page WHERE id = $1 AND published_revision_id IS NULL`, [pageId]);
    return page ? this.updated(pageId, versionId, authorIds) : {};
  }

  @On(DraftPublished)
  draftPublished({ actorId, payload: { pageId, versionId } }: Recorded<typeof DraftPublished>): Promise<Effects> {
    return this.updated(pageId, versionId, actorId ? [actorId] : []);
  }

  private async updated(pageId: string, versionId: string, authorIds: readonly string[]): Promise<Effects> {
    const readers = await this.hearers.of({ pageId, contentId: pageId, watchers: true });
    const to = readers.filter((id) => !authorIds.includes(id)) as unknown as typeof readers;
    return { notify: [{ kind: 'updated', about: { contentId: pageId }, key: `version ${versionId}`, actorId: authorIds[0] ?? null, to }] };
  }

  @On(PageMoved)
  async moved({ id, actorId, payload: { pageId, reordered } }: Recorded<typeof PageMoved>): Promise<Effects> {
    if (reordered) return {};
    const to = await this.hearers.of({ pageId, contentId: pageId, watchers: true });
    return { notify: [{ kind: 'moved', about: { contentId: pageId }, key: `moved ${id}`, actorId, to }] };
  }

  /** Whoever answers for a page hears of it, whatever she chose. */
  @On(ReviewsReminded)
  async reminded({ id, payload: { personId, pageIds = [] } }: Recorded<typeof ReviewsReminded>): Promise<Effects> {
    const notify = await Promise.all(
      pageIds.map(async (pageId) => ({
        kind: 'review-due' as const,
        about: { contentId: pageId },
        key: `review ${id}`,
        actorId: null,
        to: await this.hearers.readers(pageId, [personId]),
      })),
    );
    return { notify };
  }
}
