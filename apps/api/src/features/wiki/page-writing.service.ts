import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { wikiRoutes } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { v7 as uuidv7 } from 'uuid';
import { CommunityAccess } from '../../communities/public.ts';
import { ContentAccess, ContentWriter, Trees, lockTrees, shareTree, visibleTo } from '../../content/public.ts';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import type { Given } from '../../platform/http/route.ts';
import { Refusal, conflict, forbidden, invalid } from '../../platform/http/refusal.ts';
import { givenDocument } from './given-document.ts';
import { PageDeleted } from './page.events.ts';
import { pageAbilities } from './page.policy.ts';
import { PageStore } from './page-store.ts';
import { PagesService } from './pages.service.ts';
import { readRevision } from './versions/history.queries.ts';

type NewPage = Given<(typeof wikiRoutes)['createPage']>['body'];

/** Writing pages, apart from imports. */
@Injectable()
export class PageWritingService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly communities: CommunityAccess,
    private readonly contents: ContentAccess,
    private readonly writer: ContentWriter,
    private readonly trees: Trees,
    private readonly store: PageStore,
    private readonly pages: PagesService,
  ) {}

  onModuleInit(): void {
    this.trees.register('page', 'SELECT id, parent_id FROM page');
  }

  /** The same id from the same author answers the same page again. */
  async create(person: Person, input: NewPage): Promise<Buffer> {
    const id = input.id ?? uuidv7();
    const given = input.templateId === undefined ? givenDocument(input, input.title, id) : null;
    await this.db.write(person, async (tx) => {
      const [community, taken] = await Promise.all([
        this.communities.load(person, input.communityId, tx),
        input.id === undefined ? null : this.taken(tx, person, input.id, input.communityId),
      ]);
      if (!community.can.writePages) throw forbidden('You may read this community, not write in it.');
      if (taken?.own) return;
      if (taken) throw conflict('id-taken', 'This id belongs to something else.');
      if (input.parentId) {
        await shareTree(tx, input.communityId);
        await this.demandParent(tx, person, input.parentId, input.communityId);
      }
      const document = given ?? (await this.templateOf(tx, person, input));
      await this.store.create(tx, {
        id,
        communityId: input.communityId,
        parentId: input.parentId,
        title: input.title,
        document,
        draft: input.draft,
      });
    });
    return this.pages.read(person, id);
  }

  /** What has this id already. The same request may come twice at once: the second waits, and finds the page. */
  private async taken(tx: Tx, person: Person, id: string, communityId: string): Promise<{ own: boolean } | null> {
    const [, taken] = await Promise.all([
      tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`content ${id}`]),
      tx.one<{ own: boolean }>(
        `SELECT author_id = $2 AND kind = 'page' AND community_id = $3 AND deleted_at IS NULL AS own FROM content WHERE id = $1`,
        [id, person.id, communityId],
      ),
    ]);
    return taken;
  }

  private async templateOf(tx: Tx, person: Person, { templateId, markdown, document }: NewPage): Promise<NodeOf<'doc'>> {
    if (markdown !== undefined || document !== undefined) throw invalid('templateId', 'Give a template or what the page holds, not both.');
    const template = await tx.one<{ document: NodeOf<'doc'> }>(
      `SELECT r.document FROM page p JOIN content c ON c.id = p.id AND ${visibleTo('$1', 'c')} JOIN page_revision r ON r.id = ${readRevision('p')}
       WHERE p.id = $2 AND p.template`,
      [person.id, templateId],
    );
    if (!template) throw invalid('templateId', 'There is no such template.', { received: templateId ?? '' });
    return template.document;
  }

  private async demandParent(tx: Tx, person: Person, parentId: string, communityId: string): Promise<void> {
    const parent = await tx.one(
      `SELECT c.id FROM page p JOIN content c ON c.id = p.id WHERE p.id = $2 AND p.community_id = $3 AND ${visibleTo('$1', 'c')}`,
      [person.id, parentId, communityId],
    );
    if (!parent) throw invalid('parentId', 'There is no such page in this community.', { received: parentId });
  }

  /** Moves a page and what lies below to the trash; refused, with a number, when pages below cannot be read. */
  async remove(person: Person, id: string): Promise<void> {
    await this.db.write(person, async (tx) => {
      const { communityId: treeId } = await this.contents.load(person, id, tx);
      if (treeId) await lockTrees(tx, [treeId]);
      const content = await this.contents.load(person, id, tx);
      const communityId = content.communityId ?? '';
      const { pagesWrittenBy } = await this.communities.load(person, communityId, tx);
      if (!pageAbilities(person.id, { ...content, pagesWrittenBy }).delete)
        throw forbidden('Only its author and the animators delete a page.');
      const below = await tx.many<{ id: string; seen: boolean }>(
        `WITH RECURSIVE below AS (
           SELECT id FROM page WHERE parent_id = $2 UNION ALL SELECT p.id FROM page p JOIN below ON p.parent_id = below.id
         ) SELECT c.id, ${visibleTo('$1', 'c')} AS seen FROM below JOIN content c ON c.id = below.id WHERE c.deleted_at IS NULL`,
        [person.id, id],
      );
      const hidden = below.filter(({ seen }) => !seen).length;
      if (hidden > 0)
        throw new Refusal(409, 'holds-hidden-pages', `It holds ${hidden} pages that you cannot read. Ask an animator or their authors.`);
      const count = await this.writer.trash(
        tx,
        content,
        below.map((page) => page.id),
      );
      tx.record(PageDeleted, { pageId: id, communityId, descendants: count - 1 });
    });
  }
}
