import path from 'node:path';
import { type ImportWarning, slugOf } from '@parvis/shared';
import { parse } from 'yaml';
import { z } from 'zod';
import { decodeText } from './decode.ts';
import { LIMITS, type ImportSource } from './source.ts';
import { type SummaryEntry, decoded, readGroups, readSummary } from './summary.ts';

/** One page to be: its key is its path in the source, the same at each import. */
export interface PlannedPage {
  key: string;
  parentKey: string | null;
  /** From the table of contents or the name; the page's own heading goes before it. */
  fallbackTitle: string;
}
export interface ImportPlan {
  /** Parents before children, siblings in order. */
  pages: PlannedPage[];
  /** Everything that is no page: pictures, files, snippets. */
  others: string[];
  redirects: { from: string; to: string }[];
  warnings: ImportWarning[];
}

const isMarkdown = (name: string): boolean => /\.(md|markdown)$/i.test(name);
const INDEX = /^(readme|index)\.(md|markdown)$/i;
/** Snippets and settings of the tools that exported: no pages. Other folders with a point may hold some. */
const INTERNAL = /^\.(gitbook|github|obsidian|vscode)\//;

/** Which pages an import makes, in which tree and order. */
export async function planImport(source: ImportSource): Promise<ImportPlan> {
  const warnings: ImportWarning[] = [];
  const settings = await readSettings(source, warnings);
  const summary = source.paths.find((name) => name.toLowerCase() === (settings.summary ?? 'summary.md').toLowerCase());
  const markdown = source.paths.filter((name) => isMarkdown(name) && !INTERNAL.test(name) && name !== summary);
  const pages = new Map<string, PlannedPage>();
  if (summary) {
    const contents = decodeText(await source.read(summary)).text;
    const entries = within(path.posix.dirname(summary), readSummary(contents), new Set(markdown));
    addEntries(entries, null, new Set(markdown), pages, warnings);
    const groups = readGroups(contents);
    if (groups.length > 0) warnings.push({ code: 'groups', name: groups.join(', ') });
  }
  addByFolder(markdown, pages, summary !== undefined, warnings);
  const others = source.paths.filter((name) => !pages.has(name) && name !== summary && name !== '.gitbook.yaml');
  return { pages: [...pages.values()], others, redirects: settings.redirects, warnings };
}

const Settings = z.looseObject({
  root: z.string().optional(),
  structure: z.looseObject({ summary: z.string().optional() }).optional(),
  redirects: z.record(z.string(), z.string()).nullish(),
});

interface BookSettings {
  /** The folder that is the book, with `/` at its end; empty where all of it is. */
  root: string;
  summary: string | undefined;
  redirects: { from: string; to: string }[];
}

/** What `.gitbook.yaml` says; nothing where it is not there or cannot be read, which is told. */
export async function readSettings(source: ImportSource, warnings: ImportWarning[]): Promise<BookSettings> {
  const file = source.paths.find((name) => name === '.gitbook.yaml');
  if (!file) return { root: '', summary: undefined, redirects: [] };
  try {
    const { root, structure, redirects } = Settings.parse(parse((await source.read(file)).toString('utf8'), { maxAliasCount: 10 }) ?? {});
    return {
      root: path.posix.normalize(`${decoded(root ?? '')}/`).replace(/^(\.?\/)+/, ''),
      summary: structure?.summary?.replace(/^\.?\//, ''),
      redirects: Object.entries(redirects ?? {}).map(([from, to]) => ({ from, to })),
    };
  } catch {
    warnings.push({ code: 'bad-settings', name: file });
    return { root: '', summary: undefined, redirects: [] };
  }
}

/** Entries of a table of contents that lies in a folder: they count from there, or, where nothing is there, from the top. */
function within(folder: string, entries: SummaryEntry[], known: ReadonlySet<string>): SummaryEntry[] {
  if (folder === '.') return entries;
  return entries.map(({ title, href, children }) => {
    const beside = href === null ? null : path.posix.join(folder, href);
    const there = beside !== null && pageAt(beside.replace(/#[^]*$/, ''), known) !== null;
    return { title, href: there ? beside : href, children: within(folder, children, known) };
  });
}

function addEntries(
  entries: SummaryEntry[],
  parentKey: string | null,
  known: Set<string>,
  pages: Map<string, PlannedPage>,
  warnings: ImportWarning[],
): void {
  for (const { title, href, children } of entries) {
    const key = href === null ? null : pageAt(href.replace(/#[^]*$/, '').replace(/^\.?\//, ''), known);
    if (key === null) {
      warnings.push(missing(title, href, children.length));
      addEntries(children, parentKey, known, pages, warnings);
      continue;
    }
    if (pages.has(key)) warnings.push({ code: 'twice', name: key });
    else pages.set(key, { key, parentKey, fallbackTitle: title || titleFromName(key) });
    addEntries(children, key, known, pages, warnings);
  }
}

function missing(name: string, href: string | null, below: number): ImportWarning {
  if (href === null) return { code: 'group-entry', name, count: below };
  return { code: /^[a-z]+:/i.test(href) ? 'outside-entry' : 'missing-entry', name, target: href };
}

/** The page that a path means: as it is, with `.md`, or the index of a folder. */
export function pageAt(target: string, known: ReadonlySet<string>): string | null {
  const clean = target.replace(/\/+$/, '');
  const folder = clean === '' ? '' : `${clean}/`;
  const candidates = [clean, `${clean}.md`, `${folder}README.md`, `${folder}readme.md`, `${folder}index.md`, `${folder}Readme.md`];
  return candidates.find((candidate) => known.has(candidate)) ?? null;
}

/** Pages that no table of contents names: below the index of their folder, or of the nearest one above. */
function addByFolder(markdown: string[], pages: Map<string, PlannedPage>, summarised: boolean, warnings: ImportWarning[]): void {
  const known = new Set(markdown);
  const indexOf = (folder: string) =>
    pageAt(folder === '.' ? '' : folder, new Set([...known].filter((name) => INDEX.test(path.basename(name)))));
  const depthFirst = markdown.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b), 'fr', { numeric: true }));
  for (const key of depthFirst) {
    if (pages.has(key)) continue;
    if (summarised) warnings.push({ code: 'unlisted', name: key });
    let folder = path.dirname(key);
    if (INDEX.test(path.basename(key))) folder = folder === '.' ? '' : path.dirname(folder);
    let parentKey: string | null = null;
    while (folder !== '' && parentKey === null) {
      const index = indexOf(folder);
      if (index !== null && index !== key && pages.has(index)) parentKey = index;
      folder = folder === '.' ? '' : path.dirname(folder);
    }
    pages.set(key, { key, parentKey: isRootIndex(parentKey) ? null : parentKey, fallbackTitle: titleFromName(key) });
  }
}

/** The index of the whole is the first page, beside the others and not above them. */
const isRootIndex = (key: string | null): boolean => key !== null && !key.includes('/');

/** An index comes before what lies in its folder. */
const sortKey = (name: string): string => (INDEX.test(path.basename(name)) ? path.dirname(name).replace(/^\.$/, '') : name);

/** `mise-en-page.md` is "Mise en page". */
function titleFromName(key: string): string {
  const name = INDEX.test(path.basename(key)) ? path.basename(path.dirname(key)) : path.basename(key).replace(/\.[^.]+$/, '');
  const words = name
    .replace(/^\d+[-_. ]+/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  return words === '' || words === '.' ? 'Accueil' : words[0]!.toUpperCase() + words.slice(1);
}

/** Larger pages are no writing of people. */
export const isTooLong = (content: Buffer): boolean => content.length > LIMITS.markdownBytes;

/** The address of a page as the exporting tool had it: its path without `.md`, an index being its folder. */
export function oldAddress(key: string): string {
  const withoutExtension = key.replace(/\.(md|markdown)$/i, '');
  return withoutExtension.replace(/(^|\/)(readme|index)$/i, '') || slugOf(withoutExtension);
}
