import { Injectable } from '@nestjs/common';
import type { ListedAnnotation, annotationRoutes } from '@parvis/shared';
import { CommunityAccess, communityChipJson } from '../../communities/public.ts';
import { ByTime, cursorTime, visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { keyIn, pageOf } from '../../platform/database/keyset.ts';
import type { Given } from '../../platform/http/route.ts';
import { READER, THREAD, THREAD_JOINS, readerJoins } from './annotation.queries.ts';
import { type ThreadHead, ThreadTalk } from './thread-talk.ts';
import { type ReaderRow, readerFacts, threadView } from './thread-view.ts';

type Asked = Given<typeof annotationRoutes.listCommunityAnnotations>['query'];
type Filters = Omit<Asked, 'mine' | 'limit'>;
type Row = ThreadHead & ReaderRow & { page: ListedAnnotation['page']; cursorAt: string };

/**
 * $1 viewer, $2 community or author, then what the filters give and the limit. Each set of filters is a statement of its
 * own, with a plan of its own: one plan for all of them could not tell which index serves.
 */
const list = (conditions: readonly string[], limit: string): string => `
  SELECT ${THREAD}, ${READER}, json_build_object('id', src.id, 'title', src.title, 'slug', src.slug, 'community', ${communityChipJson('k')}) AS page, ${cursorTime('c.created_at')} AS "cursorAt"
  FROM content c ${THREAD_JOINS} JOIN content src ON src.id = c.source_id ${readerJoins('c.community_id')}
  WHERE c.kind = 'annotation' AND c.deleted_at IS NULL AND ${visibleTo('$1', 'c')} AND ${conditions.join(' AND ')}
  ORDER BY c.created_at DESC, c.id DESC LIMIT ${limit}`;

/** What the filters ask for; `value` takes what they give and tells its place in the statement. */
function conditionsOf({ motivation, status, state, authorId, cursor }: Filters, value: (given: string) => string): string[] {
  const key = keyIn(ByTime, cursor);
  return [
    ...(motivation ? [`a.motivation = ${value(motivation)}`] : []),
    ...(status ? [`a.resolved_at IS ${status === 'resolved' ? 'NOT NULL' : 'NULL'}`] : []),
    ...(state ? [`t.state = ${value(state)}`] : []),
    ...(authorId ? [`c.author_id = ${value(authorId)}`] : []),
    ...(key ? [`(c.created_at, c.id) < (${value(key[0])}::timestamptz, ${value(key[1])}::uuid)`] : []),
  ];
}

const COUNTS = `
  SELECT count(*) FILTER (WHERE a.motivation = 'questioning')::int AS questions, count(*) FILTER (WHERE a.motivation = 'editing')::int AS corrections,
    count(*) FILTER (WHERE a.motivation = 'commenting')::int AS comments, count(*) FILTER (WHERE t.state = 'ORPHAN')::int AS orphans
  FROM content c JOIN annotation a ON a.id = c.id JOIN annotation_target t ON t.annotation_id = c.id
  WHERE c.kind = 'annotation' AND c.deleted_at IS NULL AND c.community_id = $2 AND a.resolved_at IS NULL AND ${visibleTo('$1', 'c')}`;

/** Annotations of many pages: what waits in a community, and what one wrote oneself. */
@Injectable()
export class AnnotationListsService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly talk: ThreadTalk,
  ) {}

  async inCommunity(person: Person, communityId: string, { mine, authorId, ...asked }: Asked) {
    await this.communities.load(person, communityId);
    return this.list('c.community_id = $2', person, communityId, { ...asked, authorId: mine ? person.id : authorId });
  }

  mine(person: Person, asked: Omit<Asked, 'mine'>) {
    return this.list('c.author_id = $2', person, person.id, asked);
  }

  async counts(person: Person, communityId: string) {
    await this.communities.load(person, communityId);
    const counts = await this.db.hot.one<{ questions: number; corrections: number; comments: number; orphans: number }>(COUNTS, [
      person.id,
      communityId,
    ]);
    return counts ?? { questions: 0, corrections: 0, comments: 0, orphans: 0 };
  }

  private async list(whose: string, person: Person, id: string, { limit, ...filters }: Omit<Asked, 'mine'>) {
    const values: unknown[] = [person.id, id];
    const value = (given: unknown) => `$${values.push(given)}`;
    const conditions = [whose, ...conditionsOf(filters, value)];
    const rows = await this.db.hot.many<Row>(list(conditions, value(limit + 1)), values);
    return pageOf(
      await this.talk.complete(person, rows),
      limit,
      ({ cursorAt: _, page, role, annotatedBy, communityArchived, pagesWrittenBy, ...row }) => ({
        ...threadView(person, readerFacts(person, { role, annotatedBy, communityArchived, pagesWrittenBy }), row),
        page,
      }),
      (row) => [row.cursorAt, row.id],
    );
  }
}
