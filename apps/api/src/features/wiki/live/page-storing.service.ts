import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Person, system } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { PageStore } from '../page-store.ts';
import { PageLog, StorePage } from './page-log.ts';
import { documentIn, keepBlockIds } from './yjs-document.ts';

/** Writes revisions of pages that are written live, out of their log. */
@Injectable()
export class PageStoring implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly log: PageLog,
    private readonly pages: PageStore,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(StorePage, ({ pageId }) => this.store(pageId));
  }

  /** Writes a revision of all that the log holds, when the newest one is behind it. */
  async store(pageId: string): Promise<void> {
    const last = await this.db.one<{ actorId: string | null }>(
      `SELECT u.actor_id AS "actorId" FROM page_update u WHERE u.page_id = $1 AND u.actor_id IS NOT NULL ORDER BY u.seq DESC LIMIT 1`,
      [pageId],
    );
    await this.db.write({ ...system, id: last?.actorId ?? null }, (tx) => this.revise(tx, pageId));
  }

  private async revise(tx: Tx, pageId: string): Promise<void> {
    const logged = await this.log.lock(tx, pageId);
    const page = await tx.one<{ communityId: string; seq: string | null }>(
      `SELECT p.community_id AS "communityId", r.seq FROM page p JOIN page_revision r ON r.id = p.revision_id WHERE p.id = $1`,
      [pageId],
    );
    if (!logged || !page) return;
    if (logged.seq === 0 || Number(page.seq) === logged.seq) return this.log.keepState(tx, pageId, logged.live, logged.seq);
    const document = documentIn(logged.live, pageId);
    const ids = keepBlockIds(logged.live, document);
    const seq = ids ? await this.log.append(tx, pageId, [{ update: ids, actorId: null }], null) : logged.seq;
    await this.log.keepState(tx, pageId, logged.live, seq);
    await this.pages.revise(tx, { id: pageId, communityId: page.communityId }, document, seq);
  }

  /** Somebody stopped writing: what she wrote is there to be read at once. */
  async sessionEnded(pageId: string, _writer: Person): Promise<void> {
    await this.store(pageId);
  }
}
