/** What the composition of the product uses of the wiki. */
export { openFolder } from './import/folder-source.ts';
export { ImportWriter } from './import-writer.ts';
export { LiveGateway } from './live/live-gateway.ts';
export { type ExportedThread, type ImportedThread, PageAnnotations } from './page-annotations.ts';
export { PageCreated, PageDraftUpdated, PagePublished, PageUpdated, PeopleMentioned } from './page.events.ts';
export { PageCopied, PageLabelled, PageMoved, PageRenamed, ReviewsReminded } from './tree/tree.events.ts';
export { type Revision, Revisions } from './versions/revisions.ts';
export { DraftEnded, DraftPublished, WritingEnded } from './versions/version.events.ts';
export { NUMBERS_OF_OUTLINES } from './reading/outlines.ts';
export { WikiModule } from './wiki.module.ts';
export { mayWritePages } from './page.policy.ts';
