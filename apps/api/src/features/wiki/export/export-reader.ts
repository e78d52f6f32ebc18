import { Injectable } from '@nestjs/common';
import { type NodeOf, documentLinks } from '@parvis/shared/document';
import { withAppendix } from '@parvis/shared/markdown-appendix';
import { type Address, type Addresses, pageToMarkdown } from '@parvis/shared/markdown-out';
import { People } from '../../../people/public.ts';
import { Database } from '../../../platform/database/database.ts';
import { PageAnnotations } from '../page-annotations.ts';
import { EXPORTED_DOCUMENTS, EXPORTED_FILES, EXPORTED_TREE, FORMER_ADDRESSES, SEEN_TITLES } from './export.queries.ts';
import { APPENDIX, appended, bodiesOf } from './exported-threads.ts';
import { type ExportedPage, type TreeRow, exportedPages } from './exported-tree.ts';
import { encodePart, filePaths, hrefBetween, pagePaths, safeFileName } from './names.ts';

/** Documents that are read at once. */
const BATCH = 50;

interface ExportedFile {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  width: number | null;
  height: number | null;
  storageKey: string;
}
/** All that an export will hold, but for the text of its pages. */
export interface ExportPlan {
  viewerId: string;
  language: 'fr' | 'en';
  /** With annotations at the end of each page. */
  annotated: boolean;
  pages: ExportedPage[];
  pagePaths: Map<string, string>;
  files: ExportedFile[];
  filePaths: Map<string, string>;
}

const WORDS = {
  fr: { page: 'Page non disponible', file: 'Fichier non disponible', person: 'quelqu’un' },
  en: { page: 'Page not available', file: 'File not available', person: 'somebody' },
};

/** Reads what one person may take with her. Every statement asks again what she sees. */
@Injectable()
export class ExportReader {
  constructor(
    private readonly db: Database,
    private readonly people: People,
    private readonly annotations: PageAnnotations,
  ) {}

  /** `pages`: which of the tree go along, from all that the viewer sees. */
  async plan(
    viewerId: string,
    communityId: string,
    from: { root: string | null; alone: boolean; annotated: boolean },
  ): Promise<ExportPlan> {
    const rows = await this.db.many<TreeRow>(EXPORTED_TREE, [viewerId, communityId]);
    const all = exportedPages(rows, from.root);
    const pages = from.alone ? all.slice(0, 1) : all;
    const ids = pages.map(({ id }) => id);
    const files = await this.db.many<ExportedFile>(EXPORTED_FILES, [viewerId, ids, from.annotated]);
    const viewer = await this.db.one<{ language: 'fr' | 'en' }>(`SELECT language FROM person WHERE id = $1`, [viewerId]);
    const language = viewer?.language ?? 'fr';
    return { viewerId, language, annotated: from.annotated, pages, pagePaths: pagePaths(pages), files, filePaths: filePaths(files) };
  }

  /** The Markdown of each page of the plan, to be asked for in its order: documents are read in batches ahead. */
  texts(plan: ExportPlan): (index: number) => Promise<string> {
    let start = -1;
    let batch: Promise<Map<string, string>> = Promise.resolve(new Map());
    return async (index) => {
      const wanted = index - (index % BATCH);
      if (wanted !== start) {
        start = wanted;
        batch = this.batch(plan, plan.pages.slice(start, start + BATCH));
      }
      const { id, title } = plan.pages[index]!;
      // Gone since the list was made: its title was told already, its text is not.
      return (await batch).get(id) ?? pageToMarkdown(title, { type: 'doc' }, NOWHERE);
    };
  }

  /** The addresses that led to pages of the plan before, with their paths in it. */
  async formerAddresses({ pages, pagePaths: paths }: ExportPlan, communityId: string): Promise<[from: string, to: string][]> {
    const rows = await this.db.many<{ path: string; pageId: string }>(FORMER_ADDRESSES, [communityId, pages.map(({ id }) => id)]);
    return rows.flatMap(({ path, pageId }): [string, string][] => {
      const to = paths.get(pageId);
      return to === undefined || to === `${path}.md` ? [] : [[path, to]];
    });
  }

  private async batch(plan: ExportPlan, pages: readonly ExportedPage[]): Promise<Map<string, string>> {
    const ids = pages.map(({ id }) => id);
    const rows = await this.db.many<{ id: string; document: NodeOf<'doc'> }>(EXPORTED_DOCUMENTS, [plan.viewerId, ids]);
    const threads = plan.annotated ? await this.annotations.along.exported(plan.viewerId, ids) : new Map<string, never[]>();
    const named = [...rows.map(({ document }) => document), ...bodiesOf([...threads.values()].flat())].map((document) =>
      documentLinks(document),
    );
    const [titles, names] = await Promise.all([
      this.titles(
        plan,
        named.flatMap(({ pageIds }) => pageIds),
      ),
      this.names(
        plan,
        named.flatMap(({ personIds }) => personIds),
      ),
    ]);
    const documents = new Map(rows.map(({ id, document }) => [id, document]));
    return new Map(
      pages.flatMap(({ id, title }): [string, string][] => {
        const document = documents.get(id);
        if (!document) return [];
        const addresses = addressesFor(plan, id, titles, names);
        const said = (threads.get(id) ?? []).map((thread) => appended(thread, plan.language, addresses));
        return [[id, withAppendix(pageToMarkdown(title, document, addresses), APPENDIX[plan.language], said)]];
      }),
    );
  }

  /** Titles of pages outside of the export that the viewer sees. */
  private async titles({ viewerId, pagePaths: paths }: ExportPlan, ids: string[]): Promise<Map<string, string>> {
    const outside = [...new Set(ids)].filter((id) => !paths.has(id));
    if (outside.length === 0) return new Map();
    const rows = await this.db.many<{ id: string; title: string }>(SEEN_TITLES, [viewerId, outside]);
    return new Map(rows.map(({ id, title }) => [id, title]));
  }

  private async names({ viewerId }: ExportPlan, ids: string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db.many<{ id: string; name: string }>(
      `SELECT p.id, p.name FROM person p WHERE p.id = ANY($2::uuid[]) AND ${this.people.visibleTo('$1', 'p')}`,
      [viewerId, [...new Set(ids)]],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

const NOWHERE: Addresses = { page: () => ({ words: '' }), file: () => ({ words: '' }), person: () => '' };

/** Where page `from` finds the others, and the files. */
function addressesFor(plan: ExportPlan, from: string, titles: ReadonlyMap<string, string>, names: ReadonlyMap<string, string>): Addresses {
  const here = plan.pagePaths.get(from) ?? '';
  const words = WORDS[plan.language];
  const files = new Map(plan.files.map((file) => [file.id, file]));
  return {
    page(pageId, anchor): Address {
      const to = plan.pagePaths.get(pageId);
      if (to === undefined) return { words: titles.get(pageId) ?? words.page };
      return { href: `${hrefBetween(here, to)}${anchor === null ? '' : `#${encodePart(anchor)}`}` };
    },
    file(fileId) {
      const file = files.get(fileId);
      const to = plan.filePaths.get(fileId);
      if (!file || to === undefined) return { words: words.file };
      const { mediaType, width, height } = file;
      // A picture is encoded anew by whoever imports it, so its size is not known: where it matters it is written down.
      const size = width === null ? file.size : -1;
      return { href: hrefBetween(here, to), file: { name: safeFileName(file.name), size, mediaType, width, height } };
    },
    person: (personId) => names.get(personId) ?? words.person,
  };
}
