import type { ContentsEntry } from '@parvis/shared/markdown-out';
import { encodePart } from './names.ts';

/** A page of the community; without a title for whoever may not read it. */
export interface TreeRow {
  id: string;
  parentId: string | null;
  title: string | null;
}
/** A page that goes along; its parent is the nearest above it that goes along too. */
export interface ExportedPage {
  id: string;
  parentId: string | null;
  title: string;
}

/**
 * The pages that go along, parents before children, siblings in the order of the rows: all that have a title, or those
 * of them from `root` down. What stands below a page that does not go along stands below the nearest that does.
 */
export function exportedPages(rows: readonly TreeRow[], root: string | null): ExportedPage[] {
  const children = Map.groupBy(rows, ({ parentId }) => parentId);
  const pages: ExportedPage[] = [];
  // A stack of its own: a tree may be deeper than the call stack.
  const begin = root === null ? (children.get(null) ?? []) : rows.filter(({ id }) => id === root);
  const stack = begin.toReversed().map((row) => ({ row, above: null as string | null }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { row, above } = top;
    if (row.title !== null) pages.push({ id: row.id, parentId: above, title: row.title });
    const next = row.title === null ? above : row.id;
    for (const child of (children.get(row.id) ?? []).toReversed()) stack.push({ row: child, above: next });
  }
  return pages;
}

/** The table of contents of these pages. */
export function contentsOf(pages: readonly ExportedPage[], paths: ReadonlyMap<string, string>): ContentsEntry[] {
  const entries = new Map<string, ContentsEntry>();
  const top: ContentsEntry[] = [];
  for (const { id, parentId, title } of pages) {
    const href = (paths.get(id) ?? '').split('/').map(encodePart).join('/');
    const entry: ContentsEntry = { title, href, children: [] };
    entries.set(id, entry);
    (parentId === null ? top : (entries.get(parentId)?.children ?? top)).push(entry);
  }
  return top;
}
