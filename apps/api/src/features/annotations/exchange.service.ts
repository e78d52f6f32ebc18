import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DocumentNode, NodeOf } from '@parvis/shared/document';
import type { ThreadAbout } from '@parvis/shared/markdown-appendix';
import { v5 as uuidv5 } from 'uuid';
import { visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { type ExportedThread, type ImportedThread, PageAnnotations } from '../wiki/public.ts';
import { AnnotationWriter } from './annotation-writer.ts';
import { mayAnnotate } from './annotation.policy.ts';
import { AnnotationsTakenIn } from './annotation.events.ts';
import { CopiesService } from './copies.service.ts';
import { givenBody } from './given-body.ts';
import { type Placed, Selections } from './selections.ts';
import { Threads } from './threads.ts';

interface Row {
  pageId: string;
  about: ThreadAbout;
  author: string | null;
  at: Date;
  body: NodeOf<'doc'>;
  replies: { author: string | null; at: string; body: NodeOf<'doc'> }[];
}

/** Threads on pages $2 that the viewer $1 sees, but for private ones: not even one's own leave with what others will read. */
const EXPORTED = `
  SELECT c.source_id AS "pageId", (SELECT p.name FROM person p WHERE p.id = c.author_id) AS author, c.created_at AS at, a.body,
    json_build_object('motivation', a.motivation, 'status', CASE WHEN a.resolved_at IS NULL THEN 'open' ELSE 'resolved' END,
      'visibility', a.visibility, 'quote', (SELECT json_build_object('exact', q.quote->>'exact', 'prefix', q.quote->>'prefix', 'suffix', q.quote->>'suffix')
        FROM (SELECT CASE WHEN t.state = 'ORPHAN' THEN t.original ELSE t.place END AS quote) q WHERE q.quote IS NOT NULL)) AS about,
    (SELECT coalesce(json_agg(json_build_object('author', (SELECT p.name FROM person p WHERE p.id = y.author_id), 'at', y.created_at, 'body', y.body) ORDER BY y.created_at, y.id), '[]')
     FROM annotation_reply y WHERE y.root_id = c.id AND y.deleted_at IS NULL) AS replies
  FROM content c JOIN annotation a ON a.id = c.id JOIN annotation_target t ON t.annotation_id = c.id
  WHERE c.source_id = ANY($2::uuid[]) AND a.visibility <> 'private' AND ${visibleTo('$1', 'c')}
  ORDER BY (t.place->>'start')::int NULLS FIRST, c.created_at, c.id`;

/** Lets annotations go along with their pages: copied, exported, and taken in again. */
@Injectable()
export class ExchangeService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly along: PageAnnotations,
    private readonly copies: CopiesService,
    private readonly writer: AnnotationWriter,
    private readonly selections: Selections,
    private readonly threads: Threads,
  ) {}

  onModuleInit(): void {
    this.along.register({
      copy: (tx, person, pages, which) => this.copies.copy(tx, person, pages, which),
      exported: (viewerId, pageIds) => this.exported(viewerId, pageIds),
      takeIn: (tx, page, threads) => this.takeIn(tx, page, threads),
    });
  }

  private async exported(viewerId: string, pageIds: readonly string[]): Promise<Map<string, ExportedThread[]>> {
    const rows = await this.db.many<Row>(EXPORTED, [viewerId, pageIds]);
    const threads = rows.map(({ replies, ...row }) => ({
      ...row,
      replies: replies.map((reply) => ({ ...reply, at: new Date(reply.at) })),
    }));
    return Map.groupBy(threads, ({ pageId }) => pageId);
  }

  private async takeIn(tx: Tx, page: { id: string; communityId: string }, threads: readonly ImportedThread[]): Promise<number | null> {
    if (!(await this.mayAnnotate(tx, page.id))) return null;
    let taken = 0;
    for (const thread of threads) if (await this.takeInOne(tx, page.id, thread)) taken += 1;
    if (taken > 0) tx.record(AnnotationsTakenIn, { pageId: page.id, communityId: page.communityId, annotations: taken });
    return taken;
  }

  /** Whoever imports writes pages here; annotating may be for others. A command acts for somebody without saying of what kind she is. */
  private async mayAnnotate(tx: Tx, pageId: string): Promise<boolean> {
    const person = await tx.one<Pick<Person, 'id' | 'organizationKind'>>(
      `SELECT p.id, o.kind AS "organizationKind" FROM person p JOIN organization o ON o.id = p.organization_id WHERE p.id = $1`,
      [tx.actor.id],
    );
    return person !== null && mayAnnotate(await this.threads.reader({ ...tx.actor, ...person }, pageId, tx));
  }

  /** Its id follows from what it says: the same export again brings nothing twice. */
  private async takeInOne(tx: Tx, pageId: string, { about, markdown, document }: ImportedThread): Promise<boolean> {
    const { motivation, status, quote, visibility } = about;
    const id = uuidv5(JSON.stringify([{ motivation, status, quote }, markdown]), pageId);
    // Looking for its quote costs more than looking whether it is there.
    if (await tx.one(`SELECT FROM content WHERE id = $1`, [id])) return false;
    const placed = quote && (await this.place(tx, pageId, quote));
    const said = saidIn(document, markdown, placed ? null : (quote?.exact ?? null));
    if (!(await this.writer.insert(tx, { id, pageId, motivation, visibility, said }, placed || null))) return false;
    if (status === 'resolved')
      await tx.many(`UPDATE annotation SET resolved_at = now(), resolved_by = $2 WHERE id = $1`, [id, tx.actor.id]);
    return true;
  }

  /** Null where the quote does not stand in the text, or not only once. */
  private async place(tx: Tx, pageId: string, quote: NonNullable<ThreadAbout['quote']>): Promise<Placed | null> {
    try {
      return await this.selections.place(tx, pageId, quote);
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  }
}

/** What is said, as an annotation may hold it, else as its plain Markdown; under the quote when that has no place in the text. */
function saidIn(document: NodeOf<'doc'>, markdown: string, quote: string | null) {
  const lead: DocumentNode[] =
    quote === null
      ? []
      : [
          {
            type: 'blockquote',
            attrs: { id: null },
            content: [{ type: 'paragraph', attrs: { id: null }, content: [{ type: 'text', text: quote }] }],
          },
        ];
  try {
    return givenBody({ body: { ...document, content: [...lead, ...(document.content ?? [])] } })!;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return givenBody({ text: [quote, markdown].filter(Boolean).join('\n\n').slice(0, 19_000) })!;
  }
}
