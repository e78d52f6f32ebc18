import { Injectable } from '@nestjs/common';
import type { ImportReport, ImportWarning } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { generateNKeysBetween } from 'fractional-indexing';
import { v7 as uuidv7 } from 'uuid';
import { visibleTo } from '../../content/public.ts';
import type { Actor } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { FileStore, type KeptFile, fingerprint } from '../files/public.ts';
import { normalAddress } from './address.ts';
import { atBookRoot } from './import/book-root.ts';
import { addNotes, convertPage, emptyReport } from './import/convert-page.ts';
import { decodeText } from './import/decode.ts';
import { type Neighbourhood, mentions } from './import/links.ts';
import { type ImportPlan, type PlannedPage, isTooLong, oldAddress, pageAt, planImport } from './import/plan.ts';
import type { ImportSource } from './import/source.ts';
import { decoded } from './import/summary.ts';
import { sameText } from './live/align-blocks.ts';
import { type ImportedThread, PageAnnotations } from './page-annotations.ts';
import { PageStore } from './page-store.ts';

/** Pages written in one transaction. */
const BATCH = 25;

export type Progress = (step: 'reading' | 'files' | 'pages' | 'links', done: number, total: number) => Promise<void>;
interface Present {
  id: string;
  key: string;
  title: string;
  document: string;
  deleted: boolean;
  /** Restricted to others than whoever imports. */
  hidden: boolean;
}
interface Job {
  actor: Actor;
  communityId: string;
  source: ImportSource;
  plan: ImportPlan;
  report: ImportReport;
  progress: Progress;
  /** The Markdown of each page, by key. */
  markdown: Map<string, string>;
  /** The Markdown of what pages include, by path. */
  snippets: Map<string, string>;
}

/** Writes a folder of Markdown into a community. The same source again updates its pages and doubles nothing. */
@Injectable()
export class ImportWriter {
  constructor(
    private readonly db: Database,
    private readonly pages: PageStore,
    private readonly files: FileStore,
    private readonly annotations: PageAnnotations,
  ) {}

  async write(actor: Actor, communityId: string, given: ImportSource, progress: Progress): Promise<ImportReport> {
    const { source, outside } = await atBookRoot(given);
    await progress('reading', 0, source.paths.length);
    const plan = await planImport(source);
    const job: Job = { actor, communityId, source, plan, progress, report: emptyReport(), markdown: new Map(), snippets: new Map() };
    job.report.warnings.push(...plan.warnings);
    job.report.files.unused.push(...outside);
    await this.readMarkdown(job);
    const present = await this.presentPages(job);
    job.plan = { ...plan, pages: reachable(plan.pages, present) };
    const pageIds = new Map(plan.pages.map(({ key }) => [key, present.get(key)?.id ?? uuidv7()]));
    const files = await this.keepFiles(job);
    const neighbourhood = await this.neighbourhood(job, pageIds, files);
    await this.writePages(
      job,
      neighbourhood,
      present,
      [...files.values()].filter((file): file is KeptFile => 'storageKey' in file),
    );
    await this.keepAddresses(job, pageIds);
    return job.report;
  }

  private async readMarkdown({ plan, source, markdown, snippets, report, progress }: Job): Promise<void> {
    for (const name of plan.others.filter(isSnippet)) snippets.set(name, decodeText(await source.read(name)).text);
    for (const [index, { key }] of plan.pages.entries()) {
      const content = await source.read(key);
      const decoded = decodeText(isTooLong(content) ? content.subarray(0, 150_000) : content);
      markdown.set(key, decoded.text);
      // A page that is cut off may end within a character.
      if (decoded.guessed && !isTooLong(content)) report.warnings.push({ code: decoded.guessed, name: key });
      if (isTooLong(content)) report.warnings.push({ code: 'too-long', name: key });
      if (index % 100 === 0) await progress('reading', index, plan.pages.length);
    }
  }

  private async presentPages({ communityId, source, actor }: Job): Promise<Map<string, Present>> {
    const rows = await this.db.many<Present>(
      `SELECT p.id, p.import_key AS key, c.title, r.document::text AS document, c.deleted_at IS NOT NULL AS deleted,
         $3::uuid IS NOT NULL AND c.deleted_at IS NULL AND NOT ${visibleTo('$3', 'c')} AS hidden
       FROM page p JOIN content c ON c.id = p.id JOIN page_revision r ON r.id = p.revision_id WHERE p.community_id = $1 AND p.import_source = $2`,
      [communityId, source.name, actor.id],
    );
    return new Map(rows.map((row) => [row.key, row]));
  }

  /** Stores the files that pages use; one that an earlier import of this source stored is used again. */
  private async keepFiles({
    plan,
    source,
    markdown,
    report,
    progress,
    communityId,
    actor,
    snippets,
  }: Job): Promise<Map<string, KeptFile | Neighbour>> {
    const paths = new Set(plan.others);
    const mentioned = [...markdown].map(([key, text]) => mentions(text, key, paths, snippets));
    const used = new Set(mentioned.flatMap(({ files }) => [...files]));
    const included = new Set(mentioned.flatMap((page) => [...page.snippets]));
    report.files.unused.push(...plan.others.filter((name) => !used.has(name) && !included.has(name)));
    const earlier = await this.earlierFiles(communityId, source.name, actor.id);
    const kept = new Map<string, KeptFile | Neighbour>();
    let done = 0;
    for (const name of used) {
      const bytes = await source.read(name);
      const known = earlier.get(`${fingerprint(bytes).toString('hex')} ${baseName(name)}`);
      if (known) report.files.reused += 1;
      else report.files.stored += 1;
      kept.set(name, known ?? (await this.files.keep(baseName(name), bytes)));
      await progress('files', (done += 1), used.size);
    }
    return kept;
  }

  private async earlierFiles(communityId: string, sourceName: string, actorId: string | null): Promise<Map<string, Neighbour>> {
    const rows = await this.db.many<Neighbour & { sha256: Buffer }>(
      `SELECT DISTINCT f.id, f.name, f.size::int AS size, f.media_type AS "mediaType", f.width, f.height, f.sha256
       FROM file f JOIN file_use u ON u.file_id = f.id JOIN page p ON p.id = u.content_id JOIN content c ON c.id = p.id
       WHERE p.community_id = $1 AND p.import_source = $2 AND ($3::uuid IS NULL OR ${visibleTo('$3', 'c')})`,
      [communityId, sourceName, actorId],
    );
    return new Map(rows.map(({ sha256, ...file }) => [`${sha256.toString('hex')} ${file.name}`, file]));
  }

  private async neighbourhood(
    { plan, source, markdown, snippets }: Job,
    pageIds: Map<string, string>,
    files: Neighbourhood['files'],
  ): Promise<Neighbourhood> {
    const known = new Set(pageIds.keys());
    const redirects = new Map(
      plan.redirects.flatMap(({ from, to }) => {
        const target = pageAt(
          decoded(to)
            .replace(/^\.?\//, '')
            .replace(/#.*$/, ''),
          known,
        );
        return target === null ? [] : [[normalAddress(from), target] as const];
      }),
    );
    const people = await this.knownPeople([...markdown.values()]);
    return { pageIds, files, paths: new Set(source.paths), snippets, redirects, people };
  }

  private async knownPeople(texts: readonly string[]): Promise<Set<string>> {
    const ids = new Set(texts.flatMap((text) => Array.from(text.matchAll(MENTION), ([, id]) => id!.toLowerCase())));
    if (ids.size === 0) return new Set();
    const rows = await this.db.many<{ id: string }>(`SELECT id FROM person WHERE id = ANY($1::uuid[])`, [[...ids]]);
    return new Set(rows.map(({ id }) => id));
  }

  private async writePages(job: Job, neighbourhood: Neighbourhood, present: Map<string, Present>, newFiles: KeptFile[]): Promise<void> {
    const { plan, actor, progress } = job;
    const positions = await this.positions(job, present);
    await this.db.write(actor, (tx) => this.files.record(tx, newFiles));
    for (let start = 0; start < plan.pages.length; start += BATCH) {
      const converted = plan.pages
        .slice(start, start + BATCH)
        .map((page) => ({ page, ...convertPage(job.markdown.get(page.key) ?? '', page, neighbourhood) }));
      await this.db.write(actor, async (tx) => {
        for (const { page, title, document, threads } of converted) {
          const position = positions.get(page.key);
          const open = await this.writePage(tx, job, neighbourhood, present.get(page.key), { page, title, document, position });
          if (threads.length > 0) await this.takeIn(tx, job, page.key, open ? idOf(neighbourhood.pageIds, page.key) : null, threads);
        }
      });
      for (const { page, notes, unread } of converted) {
        addNotes(job.report, page.key, notes);
        if (unread) job.report.warnings.push({ code: 'annotations-unreadable', name: page.key });
      }
      await progress('pages', Math.min(start + BATCH, plan.pages.length), plan.pages.length);
    }
  }

  /** Annotations are taken in beside the page, in the name of whoever imports; the report tells each case. */
  private async takeIn(tx: Tx, { communityId, report }: Job, key: string, id: string | null, threads: ImportedThread[]): Promise<void> {
    const warn = (code: ImportWarning['code'], count = threads.length) => void report.warnings.push({ code, name: key, count });
    if (id === null) return warn('annotations-without-page');
    const taken = await this.annotations.along.takeIn(tx, { id, communityId }, threads);
    if (taken === null) return warn('annotations-of-nobody');
    if (taken > 0) warn('annotations-taken', taken);
    if (taken < threads.length) warn('annotations-there', threads.length - taken);
  }

  /** Returns false for a page that is there already and is not open to be written. */
  private async writePage(
    tx: Tx,
    { communityId, source, report }: Job,
    { pageIds }: Neighbourhood,
    before: Present | undefined,
    { page, title, document, position }: { page: PlannedPage; title: string; document: NodeOf<'doc'>; position: string | undefined },
  ): Promise<boolean> {
    const id = idOf(pageIds, page.key);
    const parentId = page.parentKey === null ? null : idOf(pageIds, page.parentKey);
    if (!before) {
      await this.pages.create(tx, {
        id,
        communityId,
        parentId,
        title,
        document,
        draft: false,
        ...(position && { position }),
        imported: { source: source.name, key: page.key },
      });
      report.pages.created += 1;
      return true;
    }
    if (before.deleted) {
      report.pages.unchanged += 1;
      report.warnings.push({ code: 'in-trash', name: page.key });
      return false;
    }
    if (before.hidden) {
      report.pages.unchanged += 1;
      report.warnings.push({ code: 'not-open', name: page.key });
      return false;
    }
    if (before.title === title && sameText(JSON.parse(before.document) as NodeOf<'doc'>, document)) {
      report.pages.unchanged += 1;
      return true;
    }
    await this.pages.update(tx, { id, communityId, title, document }, { kind: 'imported' });
    report.pages.updated += 1;
    return true;
  }

  /** New siblings in the order of the source, after those that are there. */
  private async positions({ plan, communityId }: Job, present: Map<string, Present>): Promise<Map<string, string>> {
    const bySibling = Map.groupBy(
      plan.pages.filter(({ key }) => !present.has(key)),
      ({ parentKey }) => parentKey,
    );
    const positions = new Map<string, string>();
    for (const [parentKey, siblings] of bySibling) {
      const parentId = parentKey === null ? null : (present.get(parentKey)?.id ?? null);
      const last =
        parentKey !== null && parentId === null
          ? null
          : await this.db.one<{ position: string }>(
              `SELECT position FROM page WHERE coalesce(parent_id, community_id) = coalesce($2::uuid, $1::uuid) ORDER BY position DESC, id DESC LIMIT 1`,
              [communityId, parentId],
            );
      const keys = generateNKeysBetween(last?.position ?? null, null, siblings.length);
      for (const [index, { key }] of siblings.entries()) positions.set(key, keys[index] ?? '');
    }
    return positions;
  }

  /** The addresses that pages had before, and those that led to them: all lead to them here. */
  private async keepAddresses({ plan, communityId, report, progress, actor }: Job, pageIds: Map<string, string>): Promise<void> {
    const known = new Set(pageIds.keys());
    const addresses = new Map(plan.pages.map(({ key }) => [normalAddress(oldAddress(key)), idOf(pageIds, key)]));
    for (const { from, to } of plan.redirects) {
      const target = pageAt(
        decoded(to)
          .replace(/^\.?\//, '')
          .replace(/#.*$/, ''),
        known,
      );
      if (target === null) report.redirects.broken.push({ from, to });
      else {
        addresses.set(normalAddress(decoded(from)), idOf(pageIds, target));
        report.redirects.made += 1;
      }
    }
    addresses.delete('');
    await this.db.write(actor, (tx) =>
      tx.many(
        `INSERT INTO page_address (community_id, path, page_id) SELECT $1, path, page_id FROM unnest($2::text[], $3::uuid[]) AS a(path, page_id)
         ON CONFLICT (community_id, path) DO UPDATE SET page_id = excluded.page_id`,
        [communityId, [...addresses.keys()], [...addresses.values()]],
      ),
    );
    await progress('links', addresses.size, addresses.size);
  }
}

/** New pages stand below the nearest page of the source that takes them: not in the trash, and open to whoever imports. */
function reachable(pages: PlannedPage[], present: ReadonlyMap<string, Present>): PlannedPage[] {
  const above = new Map(pages.map(({ key, parentKey }) => [key, parentKey]));
  return pages.map((page) => {
    if (present.has(page.key)) return page;
    let { parentKey } = page;
    for (let at = present.get(parentKey ?? ''); at && (at.deleted || at.hidden); at = present.get(parentKey ?? ''))
      parentKey = above.get(at.key) ?? null;
    return { ...page, parentKey };
  });
}

type Neighbour = Omit<KeptFile, 'sha256' | 'storageKey'>;
const MENTION = /mention:([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})/gi;
const isSnippet = (name: string): boolean => name.startsWith('.gitbook/includes/');
const baseName = (name: string): string => name.split('/').at(-1) ?? name;

function idOf(pageIds: ReadonlyMap<string, string>, key: string): string {
  const id = pageIds.get(key);
  if (!id) throw new Error(`no id for ${key}`);
  return id;
}
