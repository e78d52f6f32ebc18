import type { List, Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

/** One line of a table of contents. */
export interface SummaryEntry {
  title: string;
  /** As written, decoded; null for a title that leads nowhere. */
  href: string | null;
  children: SummaryEntry[];
}

/** The entries of a GitBook `SUMMARY.md`: nested lists of links. Headings between the lists are groups without a page. */
export function readSummary(markdown: string): SummaryEntry[] {
  return fromMarkdown(markdown.normalize('NFC')).children.flatMap((node) => (node.type === 'list' ? entriesOf(node) : []));
}

/** The groups of a table of contents: its headings but for its own title, which is the first and the only one of level 1. */
export function readGroups(markdown: string): string[] {
  const headings = fromMarkdown(markdown.normalize('NFC')).children.filter((node) => node.type === 'heading');
  return headings.filter(({ depth }, index) => depth > 1 || index > 0).map((heading) => textOf(heading).trim());
}

function entriesOf(list: List): SummaryEntry[] {
  return list.children.map((item) => {
    const link = item.children.map(firstLink).find((found) => found !== null) ?? null;
    const children = item.children.flatMap((node) => (node.type === 'list' ? entriesOf(node) : []));
    return { title: link?.title ?? item.children.map(textOf).join(' ').trim(), href: link?.href ?? null, children };
  });
}

function firstLink(node: RootContent): { title: string; href: string } | null {
  if (node.type === 'list') return null;
  if (node.type === 'link') return { title: textOf(node).trim(), href: decoded(node.url) };
  if (!('children' in node)) return null;
  for (const child of node.children) {
    const found = firstLink(child);
    if (found) return found;
  }
  return null;
}

function textOf(node: Nodes): string {
  if (node.type === 'list') return '';
  return 'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
}

/** A link as a path: percent signs decoded where they mean something, NFC. */
export function decoded(href: string): string {
  try {
    return decodeURIComponent(href).normalize('NFC');
  } catch {
    return href.normalize('NFC');
  }
}
