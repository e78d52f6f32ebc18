import { Injectable } from '@nestjs/common';
import { type DocumentNode, documentLinks } from '@parvis/shared/document';
import { Database } from '../../platform/database/database.ts';
import { type Effects, HasEffects, type Notice, On, OnMany, type Readers } from '../../platform/events/effects.ts';
import type { Recorded } from '../../platform/events/event-log.ts';
import { Annotated, AnnotationMentioned, AnnotationResolved, AnnotationShared, Replied } from '../annotations/public.ts';
import { Hearers } from './hearers.ts';

type OnPage = Recorded<typeof Annotated>;

/** Whom what is said about pages concerns. Who is meant by several facts of one annotation or reply is told once, of being named. */
@Injectable()
@HasEffects()
export class AnnotationNotices {
  constructor(
    private readonly db: Database,
    private readonly hearers: Hearers,
  ) {}

  /** Whoever watches the page, wrote it or answers for it. A passage that somebody only marked says nothing to others. */
  @OnMany(Annotated)
  async annotated(events: readonly OnPage[]): Promise<Effects[]> {
    const saying = await this.db.many<{ id: string }>(`SELECT id FROM annotation WHERE id = ANY($1::uuid[]) AND text <> ''`, [
      events.map(({ payload }) => payload.annotationId),
    ]);
    const ids = new Set(saying.map(({ id }) => id));
    const told = events.filter(({ payload }) => ids.has(payload.annotationId));
    const hearers = await this.hearers.ofEach(
      told.map(({ payload }) => ({ pageId: payload.pageId, contentId: payload.annotationId, responsible: true, watchers: true })),
    );
    const notices = new Map(
      told.map(({ id, actorId, payload }, place): [string, Notice] => [
        id,
        { kind: 'annotated', about: { contentId: payload.annotationId }, key: 'annotation', actorId, to: hearers[place] as Readers },
      ]),
    );
    return events.map(({ id }) => ({ notify: [notices.get(id) ?? []].flat() }));
  }

  /** For whoever sees it from now on it is new; for others it is not told again. */
  @On(AnnotationShared)
  async shared(event: OnPage): Promise<Effects> {
    const { actorId, payload } = event;
    const [told] = await this.annotated([event]);
    const said = await this.db.one<{ body: DocumentNode }>(`SELECT body FROM annotation WHERE id = $1`, [payload.annotationId]);
    const personIds = said ? documentLinks(said.body).personIds : [];
    return { notify: [...(told?.notify ?? []), await this.mention(actorId, { ...payload, replyId: null, personIds })] };
  }

  @On(AnnotationMentioned)
  async mentioned({ actorId, payload }: Recorded<typeof AnnotationMentioned>): Promise<Effects> {
    return { notify: [await this.mention(actorId, payload)] };
  }

  private async mention(
    actorId: string | null,
    { annotationId, pageId, replyId, personIds }: Recorded<typeof AnnotationMentioned>['payload'],
  ): Promise<Notice> {
    const to = await this.hearers.of({ pageId, contentId: annotationId, meant: personIds });
    return { kind: 'mentioned', about: { contentId: annotationId }, ...said(replyId), actorId, to };
  }

  /** Whoever takes part in the thread, and whoever watches the page. */
  @On(Replied)
  async replied({ actorId, payload: { annotationId, pageId, replyId } }: Recorded<typeof Replied>): Promise<Effects> {
    const members = await this.db.many<{ id: string }>(
      `SELECT author_id AS id FROM content WHERE id = $1 AND author_id IS NOT NULL
       UNION SELECT author_id FROM annotation_reply WHERE root_id = $1 AND deleted_at IS NULL AND author_id IS NOT NULL`,
      [annotationId],
    );
    const meant = members.map(({ id }) => id);
    const to = await this.hearers.of({ pageId, contentId: annotationId, meant, watchers: true });
    return { notify: [{ kind: 'replied', about: { contentId: annotationId }, ...said(replyId), actorId, to }] };
  }

  /** Whoever began the thread. */
  @On(AnnotationResolved)
  async resolved({ id, actorId, payload: { annotationId, pageId } }: OnPage): Promise<Effects> {
    const thread = await this.db.one<{ authorId: string | null }>(`SELECT author_id AS "authorId" FROM content WHERE id = $1`, [
      annotationId,
    ]);
    const to = await this.hearers.of({ pageId, contentId: annotationId, meant: thread?.authorId ? [thread.authorId] : [] });
    return { notify: [{ kind: 'resolved', about: { contentId: annotationId }, key: `resolved ${id}`, actorId, to }] };
  }
}

/** The part of a thread that says something, and what tells it from the others. */
const said = (replyId: string | null): Pick<Notice, 'key' | 'partId'> =>
  replyId === null ? { key: 'annotation' } : { key: `reply ${replyId}`, partId: replyId };
