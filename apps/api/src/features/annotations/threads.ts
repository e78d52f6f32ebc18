import { Injectable } from '@nestjs/common';
import type { AnnotationView } from '@parvis/shared';
import { type VisibilityRow, canSeeRow, visibilityColumns, visibleIn, visibleTo } from '../../content/public.ts';
import { People } from '../../people/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { READER, THREAD_JOINS, readerJoins, threadColumns } from './annotation.queries.ts';
import type { ReaderFacts } from './annotation.policy.ts';
import { type ReaderRow, type ThreadRow, readerFacts, threadView } from './thread-view.ts';

/** A thread that somebody sees, and what decides what she may do. */
export interface LoadedThread {
  view: AnnotationView;
  authorId: string | null;
  communityId: string;
  reader: ReaderFacts;
}

const byId = (thread: string) =>
  `SELECT ${thread}, ${READER} FROM content c ${THREAD_JOINS} ${readerJoins('c.community_id')} WHERE c.id = $2 AND ${visibleTo('$1', 'c')}`;
const PAGE = `SELECT p.id, ${READER}, p.community_id AS "communityId" FROM page p JOIN content c ON c.id = p.id AND ${visibleTo('$1', 'c')}
  ${readerJoins('p.community_id')} WHERE p.id = $2`;
/** The same for the rule in code: before a write, it is a third of what the rule in SQL costs. */
const READER_OF_PAGE = `
  SELECT p.community_id AS "communityId", CASE WHEN m.state = 'member' THEN m.role END AS role, k.annotated_by AS "annotatedBy",
    k.archived_at IS NOT NULL AS "communityArchived", k.pages_written_by AS "pagesWrittenBy",
    ${visibilityColumns('$1', { content: 'c', community: 'k', membership: 'm' })}
  FROM page p JOIN content c ON c.id = p.id JOIN community k ON k.id = p.community_id
  LEFT JOIN membership m ON m.community_id = k.id AND m.person_id = $1 WHERE p.id = $2`;
/** What the viewer ($1), who reads the page, sees of its annotations. */
const ofPage = (
  thread: string,
) => `SELECT ${thread} FROM content c ${THREAD_JOINS} WHERE c.source_id = reader.id AND ${visibleIn('$1', 'c', 'reader.role IS NOT NULL')}
  ORDER BY (t.place->>'start')::int NULLS FIRST, c.created_at, c.id`;
/** Both in one round trip: what the viewer ($1) may do on page $2, and its threads; no row where she does not read it. */
const pageWithThreads = (thread: string) =>
  `SELECT reader.*, (SELECT coalesce(json_agg(t), '[]') FROM (${ofPage(thread)}) t) AS threads FROM (${PAGE} OFFSET 0) reader`;
const statementsOf = (thread: string) => ({ byId: byId(thread), pageWithThreads: pageWithThreads(thread) });
const ROOT_OF = `SELECT coalesce((SELECT root_id FROM annotation_reply WHERE id = $1), $1::uuid) AS id`;

/** The one way to threads: what somebody may not see does not exist for her. */
@Injectable()
export class Threads {
  private statements: ReturnType<typeof statementsOf> | null = null;

  constructor(
    private readonly db: Database,
    private readonly people: People,
  ) {}

  /** Made once, when the layers above have said who knows whom. */
  private get sql() {
    return (this.statements ??= statementsOf(threadColumns(this.people)));
  }

  /** @throws Refusal 404. */
  async load(person: Person, id: string, queries: Queries = this.db): Promise<LoadedThread> {
    const row = await queries.one<ThreadRow & ReaderRow>(this.sql.byId, [person.id, id]);
    if (!row) throw notFound();
    const { role, annotatedBy, communityArchived, pagesWrittenBy, ...thread } = row;
    const reader = readerFacts(person, { role, annotatedBy, communityArchived, pagesWrittenBy });
    return { view: threadView(person, reader, thread), authorId: row.authorId, communityId: row.communityId, reader };
  }

  /** The thread that a reply belongs to, or the thread itself. @throws Refusal 404. */
  async loadAround(person: Person, id: string, queries: Queries = this.db): Promise<LoadedThread> {
    const root = await queries.one<{ id: string }>(ROOT_OF, [id]);
    return this.load(person, root?.id ?? id, queries);
  }

  /** All threads of a page that she reads, in the order of their places. @throws Refusal 404. */
  async ofPage(person: Person, pageId: string): Promise<{ threads: AnnotationView[]; reader: ReaderFacts }> {
    const page = await this.db.one<ReaderRow & { threads: ThreadRow[] }>(this.sql.pageWithThreads, [person.id, pageId]);
    if (!page) throw notFound();
    const reader = readerFacts(person, page);
    return { threads: page.threads.map((row) => threadView(person, reader, row)), reader };
  }

  /** What decides what she may do on a page that she reads. @throws Refusal 404. */
  async reader(person: Person, pageId: string, queries: Queries = this.db): Promise<ReaderFacts & { communityId: string }> {
    const row = await queries.one<ReaderRow & VisibilityRow & { communityId: string }>(READER_OF_PAGE, [person.id, pageId]);
    if (!row || !canSeeRow(person, row)) throw notFound();
    return { ...readerFacts(person, row), communityId: row.communityId };
  }
}
