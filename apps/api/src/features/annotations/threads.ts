import { Injectable } from '@nestjs/common';
import type { AnnotationView } from '@parvis/shared';
import { type VisibilityRow, canSeeRow, visibilityColumns, visibleIn, visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { READER, THREAD, THREAD_JOINS, readerJoins } from './annotation.queries.ts';
import type { ReaderFacts } from './annotation.policy.ts';
import { type ThreadHead, ThreadTalk } from './thread-talk.ts';
import { type ReaderRow, readerFacts, threadView } from './thread-view.ts';

type PageRow = ReaderRow & VisibilityRow & { communityId: string };

/** A thread that somebody sees, and what decides what she may do. */
export interface LoadedThread {
  view: AnnotationView;
  authorId: string | null;
  communityId: string;
  reader: ReaderFacts;
}

const BY_ID = `SELECT ${THREAD}, ${READER} FROM content c ${THREAD_JOINS} ${readerJoins('c.community_id')} WHERE c.id = $2 AND ${visibleTo('$1', 'c')}`;
/** A page and what decides what the viewer ($1) may do on it, for the rule in code: it is a third of what the rule in SQL costs. */
const READER_OF_PAGE = `
  SELECT c.id, c.community_id AS "communityId", ${READER}, ${visibilityColumns('$1', { content: 'c', community: 'k', membership: 'm' })}
  FROM content c ${readerJoins('c.community_id')} WHERE c.id = $2 AND c.kind = 'page'`;
/** The same, with what she sees of its annotations: one round trip. */
const PAGE_WITH_THREADS = `
  SELECT reader.*, (SELECT coalesce(json_agg(t), '[]') FROM (
    SELECT ${THREAD} FROM content c ${THREAD_JOINS} WHERE c.source_id = reader.id AND ${visibleIn('$1', 'c', 'reader.role IS NOT NULL')}
    ORDER BY (t.place->>'start')::int NULLS FIRST, c.created_at, c.id) t) AS threads
  FROM (${READER_OF_PAGE} OFFSET 0) reader`;
const ROOT_OF = `SELECT coalesce((SELECT root_id FROM annotation_reply WHERE id = $1), $1::uuid) AS id`;

/** The one way to threads: what somebody may not see does not exist for her. */
@Injectable()
export class Threads {
  constructor(
    private readonly db: Database,
    private readonly talk: ThreadTalk,
  ) {}

  /** @throws Refusal 404. */
  async load(person: Person, id: string, queries: Queries = this.db.hot): Promise<LoadedThread> {
    const row = await queries.one<ThreadHead & ReaderRow>(BY_ID, [person.id, id]);
    if (!row) throw notFound();
    const { role, annotatedBy, communityArchived, pagesWrittenBy, ...head } = row;
    const reader = readerFacts(person, { role, annotatedBy, communityArchived, pagesWrittenBy });
    const [thread] = await this.talk.complete(person, [head], queries);
    return { view: threadView(person, reader, thread!), authorId: row.authorId, communityId: row.communityId, reader };
  }

  /** The thread that a reply belongs to, or the thread itself. @throws Refusal 404. */
  async loadAround(person: Person, id: string, queries: Queries = this.db.hot): Promise<LoadedThread> {
    const root = await queries.one<{ id: string }>(ROOT_OF, [id]);
    return this.load(person, root?.id ?? id, queries);
  }

  /** All threads of a page that she reads, in the order of their places. @throws Refusal 404. */
  async ofPage(person: Person, pageId: string): Promise<{ threads: AnnotationView[]; reader: ReaderFacts }> {
    const page = await this.db.together<PageRow & { threads: ThreadHead[] }>(PAGE_WITH_THREADS, ['uuid', 'uuid'], [person.id, pageId]);
    if (!page || !canSeeRow(person, page)) throw notFound();
    const reader = readerFacts(person, page);
    const threads = await this.talk.complete(person, page.threads);
    return { threads: threads.map((row) => threadView(person, reader, row)), reader };
  }

  /**
   * What decides what she may do on a page that she reads; asked together with others who ask the same at that moment,
   * unless in a transaction.
   * @throws Refusal 404.
   */
  async reader(person: Person, pageId: string, tx?: Queries): Promise<ReaderFacts & { communityId: string }> {
    const row = await (tx
      ? tx.one<PageRow>(READER_OF_PAGE, [person.id, pageId])
      : this.db.together<PageRow>(READER_OF_PAGE, ['uuid', 'uuid'], [person.id, pageId]));
    if (!row || !canSeeRow(person, row)) throw notFound();
    return { ...readerFacts(person, row), communityId: row.communityId };
  }
}
