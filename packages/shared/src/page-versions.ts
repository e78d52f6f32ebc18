import { z } from 'zod';
import { route } from './contract.ts';
import { PersonChip } from './people/person.ts';
import { Id, Instant, PageQuery, byId, line } from './text.ts';
import { FileRef, PageRef, PageView, StoredDocument } from './wiki.ts';

/** `automatic`: an author's session began or ended. The others say what somebody did. */
export const VersionKind = z.enum(['automatic', 'named', 'published', 'restored', 'imported']);
export type VersionKind = z.infer<typeof VersionKind>;

export const VersionName = line(120);

/** A revision of a page that people see in its history. */
export const PageVersion = z.object({
  /** Of the revision: `versionId` wherever one is asked for. */
  id: Id,
  /** Counts from 1, within the page. */
  number: z.int(),
  name: z.string().nullable(),
  kind: VersionKind,
  authors: z.array(PersonChip),
  at: Instant,
  /** Words that came and went since the version before. */
  words: z.object({ added: z.int(), removed: z.int() }),
  /** Of a restored version: the number of the one it was taken from, when that is a version. */
  restoredFrom: z.int().nullable(),
  /** Readers read this one now. */
  read: z.boolean(),
  /** It is part of a draft that was not published: editors alone see it. */
  draft: z.boolean(),
});
export type PageVersion = z.infer<typeof PageVersion>;

/** What was written since the newest version: the session goes on, or ended without a version. */
export const UnversionedWork = z.object({ id: Id, at: Instant, author: PersonChip.nullable() });
export type UnversionedWork = z.infer<typeof UnversionedWork>;

export const PageVersionList = z.object({
  items: z.array(PageVersion),
  nextCursor: z.string().nullable(),
  /** Null when the newest version is what the page is now, and for those who may not see the draft. */
  unversioned: UnversionedWork.nullable(),
  can: z.object({ name: z.boolean(), restore: z.boolean() }),
});
export type PageVersionList = z.infer<typeof PageVersionList>;

/** One side of a comparison: a version, or a revision that is none. */
export const ComparedRevision = z.object({
  id: Id,
  at: Instant,
  number: z.int().nullable(),
  name: z.string().nullable(),
  author: PersonChip.nullable(),
});
export type ComparedRevision = z.infer<typeof ComparedRevision>;

/** Pages, files and people that a document names, as far as the reader may know of them. */
const Shown = { links: z.array(PageRef), files: z.array(FileRef), mentions: z.array(PersonChip) };

export const PageVersionView = ComparedRevision.extend({ document: StoredDocument, text: z.string(), ...Shown });
export type PageVersionView = z.infer<typeof PageVersionView>;

export const PageComparison = z.object({
  from: ComparedRevision,
  to: ComparedRevision,
  /** A `Difference` of `@parvis/shared/document-difference`. */
  difference: z.looseObject({
    blocks: z.array(z.looseObject({ kind: z.string() })),
    counts: z.object({ added: z.int(), removed: z.int(), changed: z.int(), moved: z.int() }),
    words: z.object({ added: z.int(), removed: z.int() }),
  }),
  ...Shown,
});
export type PageComparison = z.infer<typeof PageComparison>;

const oneVersion = z.strictObject({ id: Id, versionId: Id });

export const pageVersionRoutes = {
  listVersions: route({
    method: 'GET',
    path: '/pages/:id/versions',
    access: 'session',
    summary: 'Versions of a page, newest first',
    params: byId,
    query: PageQuery,
    response: PageVersionList,
  }),
  nameVersion: route({
    method: 'POST',
    path: '/pages/:id/versions',
    access: 'session',
    status: 201,
    summary: 'Keeps what the page is now as a version with a name',
    params: byId,
    /** The version takes the id of its revision; `id` is accepted, as everywhere, and the same request names the same version. */
    body: z.strictObject({ id: Id.optional(), name: VersionName }),
    response: PageVersion,
  }),
  readVersion: route({
    method: 'GET',
    path: '/pages/:id/versions/:versionId',
    access: 'session',
    summary: 'A version with its document',
    params: oneVersion,
    response: PageVersionView,
    raw: true,
  }),
  renameVersion: route({
    method: 'PATCH',
    path: '/pages/:id/versions/:versionId',
    access: 'session',
    summary: 'Names a version, or takes its name away',
    params: oneVersion,
    body: z.strictObject({ name: VersionName.nullable() }),
    response: PageVersion,
  }),
  compareVersions: route({
    method: 'GET',
    path: '/pages/:id/comparison',
    access: 'session',
    summary: 'How two versions differ; without `to`, from one to what the page is now; without `from`, from what readers read',
    params: byId,
    query: z.strictObject({ from: Id.optional(), to: Id.optional() }),
    response: PageComparison,
    raw: true,
  }),
  restoreVersion: route({
    method: 'PUT',
    path: '/pages/:id/restoration',
    access: 'session',
    summary: 'Gives the page the text of an older version, as a new change',
    params: byId,
    body: z.strictObject({ versionId: Id }),
    response: PageView,
    raw: true,
  }),
  startDraft: route({
    method: 'PUT',
    path: '/pages/:id/draft-mode',
    access: 'session',
    summary: 'Readers keep the present text; what is written from now on is seen by editors until it is published',
    params: byId,
    response: PageView,
    raw: true,
  }),
  endDraft: route({
    method: 'DELETE',
    path: '/pages/:id/draft-mode',
    access: 'session',
    summary: 'Readers read what is written at once, the draft included',
    params: byId,
    response: PageView,
    raw: true,
  }),
};
