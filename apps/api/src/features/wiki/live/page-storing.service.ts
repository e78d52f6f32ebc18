import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Person, system } from '../../../platform/database/actor.ts';
import { Database, type Tx } from '../../../platform/database/database.ts';
import { Jobs } from '../../../platform/jobs/jobs.ts';
import { PageStore } from '../page-store.ts';
import { Versions } from '../versions/versions.ts';
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
    private readonly versions: Versions,
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
    if (!logged) return;
    if (!logged.ahead) return this.log.keepState(tx, pageId, logged.live, logged.seq);
    const page = await tx.one<{ communityId: string }>(`SELECT community_id AS "communityId" FROM page WHERE id = $1`, [pageId]);
    if (!page) return;
    const document = documentIn(logged.live, pageId);
    const ids = keepBlockIds(logged.live, document);
    const seq = ids ? await this.log.append(tx, pageId, [{ update: ids, actorId: null }], null) : logged.seq;
    await this.log.keepState(tx, pageId, logged.live, seq);
    await this.pages.revise(tx, { id: pageId, communityId: page.communityId }, document, seq);
  }

  /** Somebody begins to write: what is there now stays to be seen as a version. */
  async sessionStarted(pageId: string, person: Person): Promise<void> {
    await this.versions.sessionStarted(pageId, { ...system, id: person.id });
  }

  /** Somebody stopped writing: what she wrote is there to be read at once, as a version. */
  async sessionEnded(pageId: string, personId: string): Promise<void> {
    await this.store(pageId);
    await this.versions.sessionEnded(pageId, [personId]);
  }
}
