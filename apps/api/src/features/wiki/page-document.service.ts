import { Injectable } from '@nestjs/common';
import { CommunityAccess } from '../../communities/public.ts';
import { ContentAccess } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { Refusal, forbidden, invalid } from '../../platform/http/refusal.ts';
import { type GivenText, givenDocument } from './given-document.ts';
import { PageLog } from './live/page-log.ts';
import { pageAbilities } from './page.policy.ts';
import { PageStore } from './page-store.ts';
import { PagesService } from './pages.service.ts';

/** Replaces the text of a page by request, beside those who write it in their editors. */
@Injectable()
export class PageDocumentService {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly contents: ContentAccess,
    private readonly log: PageLog,
    private readonly store: PageStore,
    private readonly pages: PagesService,
  ) {}

  /** `ifMatch`: the revision that the change was made on, or null to write over any. */
  async write(person: Person, id: string, text: GivenText, ifMatch: string | null): Promise<Buffer> {
    if (text.markdown === undefined && text.document === undefined) throw invalid('document', 'Give Markdown or a document.');
    const { title } = await this.contents.load(person, id);
    const document = givenDocument(text, title);
    await this.db.write(person, async (tx) => {
      const content = await this.contents.load(person, id, tx);
      const communityId = content.communityId ?? '';
      const { pagesWrittenBy } = await this.communities.load(person, communityId, tx);
      if (!pageAbilities(person.id, { ...content, pagesWrittenBy }).edit) throw forbidden('You may read this page, not write in it.');
      if (ifMatch !== null && ifMatch !== (await this.log.newestRevision(tx, id)))
        throw new Refusal(412, 'changed-meanwhile', 'The page was changed since you read it. Read it again and repeat your change.');
      await this.store.update(tx, { id, communityId, document });
    });
    return this.pages.read(person, id, 'draft');
  }
}
