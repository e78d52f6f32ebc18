import { Injectable } from '@nestjs/common';
import { parseDocument } from '@parvis/shared/document-schema';
import type { Person } from '../../../platform/database/actor.ts';
import { Database } from '../../../platform/database/database.ts';
import { conflict, notFound } from '../../../platform/http/refusal.ts';
import { PageStoring } from '../live/page-storing.service.ts';
import { PageStore } from '../page-store.ts';
import { PagesService } from '../pages.service.ts';
import { PageAccess } from '../tree/page-access.ts';
import { Revisions } from './revisions.ts';
import { VersionRestored } from './version.events.ts';

/** Gives a page an older text again, as a new change: open editors see it arrive, and nothing that was written is lost. */
@Injectable()
export class RestorationService {
  constructor(
    private readonly db: Database,
    private readonly access: PageAccess,
    private readonly revisions: Revisions,
    private readonly storing: PageStoring,
    private readonly store: PageStore,
    private readonly pages: PagesService,
  ) {}

  async restore(person: Person, pageId: string, revisionId: string): Promise<Buffer> {
    await this.access.loadEditable(person, pageId);
    // What is being written is kept first, so that it can be restored too.
    await this.storing.store(pageId);
    await this.db.write(person, async (tx) => {
      const { communityId } = await this.access.loadEditable(person, pageId, tx);
      const revision = await this.revisions.find(pageId, revisionId, tx);
      if (!revision) throw notFound();
      const parsed = parseDocument(revision.document, pageId);
      if (!parsed.ok) throw conflict('outdated-version', 'This version holds something that pages no longer hold.');
      await this.store.update(tx, { id: pageId, communityId, document: parsed.document }, { kind: 'restored', restoredFrom: revisionId });
      tx.record(VersionRestored, { pageId, communityId, versionId: revisionId });
    });
    return this.pages.read(person, pageId, 'draft');
  }
}
