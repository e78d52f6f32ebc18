import { z } from 'zod';
import { CommunityChip } from './communities.ts';
import { Audience, ContentCard, ContentState } from './content.ts';
import { route } from './contract.ts';
import { PersonChip } from './people/person.ts';
import { Id, Instant, PageQuery, byId, line, listOf } from './text.ts';
import { WatchLevel } from './watching.ts';

/** A stored document: validated when written, passed on as it lies. Its nodes are described in `document/`. */
export const StoredDocument = z.looseObject({ type: z.literal('doc') });

export const PageTreeItem = z.object({
  id: Id,
  parentId: Id.nullable(),
  title: z.string(),
  slug: z.string(),
  /** Fractional order among siblings; compare as plain strings. */
  position: z.string(),
  hasChildren: z.boolean(),
  audience: Audience,
  state: ContentState,
});
export type PageTreeItem = z.infer<typeof PageTreeItem>;

export const PageRef = z.object({ id: Id, title: z.string(), slug: z.string() });
export type PageRef = z.infer<typeof PageRef>;

export const FileRef = z.object({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});
export type FileRef = z.infer<typeof FileRef>;

export const PageAbilities = z.object({ edit: z.boolean(), delete: z.boolean(), restrict: z.boolean(), createChild: z.boolean() });
export type PageAbilities = z.infer<typeof PageAbilities>;

/** Editors work on a draft: whether it holds anything that is not published, since when, and by whom. */
export const PageDraft = z.object({ changed: z.boolean(), since: Instant.nullable(), authors: z.array(PersonChip) });
export type PageDraft = z.infer<typeof PageDraft>;

export const PageView = PageRef.extend({
  communityId: Id,
  community: CommunityChip,
  parentId: Id.nullable(),
  document: StoredDocument,
  /** `pageText(document)`: what annotations, search and exports count in. */
  text: z.string(),
  /** The revision read. */
  versionId: Id,
  state: ContentState,
  audience: Audience,
  author: PersonChip.nullable(),
  lastEditor: PersonChip.nullable(),
  /** For editors of a page whose readers read a published text; null: everybody reads what is written at once. */
  draft: PageDraft.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  /** From the top of the tree down to the parent; ancestors that I may not read are left out. */
  breadcrumb: z.array(PageRef),
  previous: PageRef.nullable(),
  next: PageRef.nullable(),
  favourite: z.boolean(),
  labels: z.array(z.string()),
  /** I hear of changes: I watch it, something above it with all below, or its community. */
  watched: z.boolean(),
  /** Whether I chose something for this page itself, and how far it goes; null: what holds above it counts. */
  watching: z.enum(['page', 'below']).nullable(),
  /** What I hear of it: the nearest choice. */
  level: WatchLevel,
  template: z.boolean(),
  /** Who answers for it, and when it is to be read again. */
  review: z.object({
    owner: PersonChip.nullable(),
    reviewAt: z.iso.date().nullable(),
    due: z.boolean(),
    confirmedAt: Instant.nullable(),
    confirmedBy: PersonChip.nullable(),
  }),
  /** Pages linked from the document that I may read; a link to any other page is shown as not available. */
  links: z.array(PageRef),
  files: z.array(FileRef),
  /** People named in the document of whom I may know; anybody else is shown as somebody. */
  mentions: z.array(PersonChip),
  can: PageAbilities,
});
export type PageView = z.infer<typeof PageView>;

export const ImportState = z.enum(['waiting', 'running', 'done', 'failed']);

export const ImportView = z.object({
  id: Id,
  communityId: Id,
  state: ImportState,
  name: z.string(),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  progress: z.object({ step: z.enum(['reading', 'files', 'pages', 'links', 'done']), done: z.int(), total: z.int() }),
  /** An `ImportReport` once done. */
  report: z.record(z.string(), z.unknown()).nullable(),
  /** Stable code and plain words when it failed. */
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type ImportView = z.infer<typeof ImportView>;

export const wikiRoutes = {
  readPageTree: route({
    method: 'GET',
    path: '/communities/:id/pages',
    access: 'session',
    raw: true,
    params: byId,
    summary: 'The page tree: whole up to 2,000 pages, else one level by parentId',
    query: z.strictObject({ parentId: Id.optional() }),
    response: z.object({ items: z.array(PageTreeItem), whole: z.boolean() }),
  }),
  listRecentPages: route({
    method: 'GET',
    path: '/communities/:id/recent',
    access: 'session',
    summary: 'Last changed pages of a community',
    params: byId,
    query: PageQuery,
    response: listOf(ContentCard),
    raw: true,
  }),
  createPage: route({
    method: 'POST',
    path: '/pages',
    access: 'session',
    status: 201,
    summary: 'Creates a page from Markdown or a document',
    body: z.strictObject({
      id: Id.optional(),
      communityId: Id,
      parentId: Id.nullable().default(null),
      title: line(200),
      markdown: z.string().max(2_000_000).optional(),
      document: StoredDocument.optional(),
      /** Begins as a copy of this template. */
      templateId: Id.optional(),
      draft: z.boolean().default(false),
    }),
    response: PageView,
    raw: true,
  }),
  readPage: route({
    method: 'GET',
    path: '/pages/:id',
    access: 'session',
    summary: 'A page with its document; editors read the draft with version=draft',
    params: byId,
    query: z.strictObject({ version: z.literal('draft').optional() }),
    response: PageView,
    raw: true,
  }),
  listBacklinks: route({
    method: 'GET',
    path: '/pages/:id/backlinks',
    access: 'session',
    summary: 'Pages that link here',
    params: byId,
    query: PageQuery,
    response: listOf(ContentCard),
  }),
  publishPage: route({
    method: 'PUT',
    path: '/pages/:id/publication',
    access: 'session',
    summary: 'Publishes a draft: of a new page to its community, of a page in draft mode to its readers',
    params: byId,
    response: PageView,
    raw: true,
  }),
  deletePage: route({
    method: 'DELETE',
    path: '/pages/:id',
    access: 'session',
    status: 204,
    summary: 'Moves a page and its descendants to the trash; refused when it holds pages that I cannot read',
    params: byId,
  }),
  resolveAddress: route({
    method: 'GET',
    path: '/communities/:id/addresses',
    access: 'session',
    summary: 'The page behind an old or imported address',
    params: byId,
    query: z.strictObject({ path: z.string().min(1).max(1000) }),
    response: PageRef,
  }),

  importMarkdown: route({
    method: 'POST',
    path: '/communities/:id/imports',
    access: 'session',
    status: 202,
    summary: 'Imports a zip of Markdown as a job',
    params: byId,
    upload: z.strictObject({ id: Id.optional() }),
    response: ImportView,
  }),
  readImport: route({
    method: 'GET',
    path: '/imports/:id',
    access: 'session',
    summary: 'How far an import is, and its report',
    params: byId,
    response: ImportView,
  }),
  listImports: route({
    method: 'GET',
    path: '/communities/:id/imports',
    access: 'session',
    summary: 'Imports of a community, newest first',
    params: byId,
    query: PageQuery,
    response: listOf(ImportView),
  }),

  readFile: route({
    method: 'GET',
    path: '/files/:id',
    access: 'session',
    summary: 'A file of a page; images also at a width in pixels',
    params: byId,
    query: z.strictObject({ size: z.enum(['640', '1280', '1920']).optional(), download: z.stringbool().optional() }),
    produces: '*/*',
  }),
};
