import type { List } from 'mdast';
import { write } from './write.ts';

/** One page in a table of contents, with the pages below it. */
export interface ContentsEntry {
  title: string;
  href: string;
  children: ContentsEntry[];
}

/** A table of contents as GitBook has it in `SUMMARY.md`: nested lists of links. */
export const contentsToMarkdown = (entries: readonly ContentsEntry[]): string => (entries.length > 0 ? write([listOf(entries)]) : '');

const listOf = (entries: readonly ContentsEntry[]): List => ({
  type: 'list',
  ordered: false,
  spread: false,
  children: entries.map(({ title, href, children }) => ({
    type: 'listItem',
    spread: false,
    children: [
      { type: 'paragraph', children: [{ type: 'link', url: href, children: [{ type: 'text', value: title }] }] },
      ...(children.length > 0 ? [listOf(children)] : []),
    ],
  })),
});
