import { stringify } from 'yaml';
import type { DocumentNode } from '../../document/types.ts';
import { paragraph } from '../build.ts';
import { markdownToDocument } from '../markdown-to-document.ts';
import { type Writing, flow } from './blocks.ts';
import { type Book, bookOf } from './book.ts';
import { canonical, prepared } from './prepare.ts';
import type { Addresses } from './types.ts';
import { write } from './write.ts';

/** A title of its own keeps the reader from taking the first heading for one. */
const ANY_TITLE = '# -\n\n';

/**
 * The Markdown of a document (CommonMark, GFM, GitBook's blocks, formulas between dollars), such that
 * `markdownToDocument` makes the same document of it, up to the ids of blocks and to what `addresses` does not give.
 * What is written is read again: a block that does not come back as it is, for want of words in Markdown, is written as
 * HTML that does.
 */
export const documentToMarkdown = (document: DocumentNode, addresses: Addresses): string => pageToMarkdown(null, document, addresses);

/** The Markdown of a page, under its title. */
export function pageToMarkdown(title: string | null, document: DocumentNode, addresses: Addresses): string {
  const book = bookOf(addresses);
  const blocks = prepared(document, addresses).content ?? [paragraph()];
  const exact = new Set<DocumentNode>();
  const writing: Writing = { hrefs: book.hrefs, exact };
  const head = title === null ? '' : headOf(title, book);
  for (let round = 0; ; round++) {
    const markdown = head + write(flow(blocks, writing));
    const at = firstDifference(blocks, readBack(markdown, book));
    if (at === null) return markdown;
    // First those that fail alone, as finely as can be; then neighbours that cannot stand beside each other.
    if (round === 0) for (const block of blocks) refine(block, writing, exact, book);
    else {
      const doubtful = around(blocks, at, round, exact);
      // All is written to the letter: what no reader of Markdown takes (a lone surrogate in a title, say) is all that differs.
      if (doubtful.length === 0) return markdown;
      for (const block of doubtful) exact.add(block);
    }
  }
}

/** What surrounds a difference and is not yet written to the letter: twice as much each round, so that rounds are few. */
function around(blocks: readonly DocumentNode[], at: number, round: number, exact: ReadonlySet<DocumentNode>): readonly DocumentNode[] {
  const fresh = (reach: number) => blocks.slice(Math.max(0, at - reach), at + reach + 1).filter((block) => !exact.has(block));
  for (let reach = 2 ** (round - 1) - 1; reach < blocks.length; reach = reach * 2 + 1) {
    const found = fresh(reach);
    if (found.length > 0) return found;
  }
  return fresh(blocks.length);
}

function readBack(markdown: string, book: Book): readonly DocumentNode[] {
  return canonical(markdownToDocument(markdown, book.resolver).document).content ?? [];
}

function firstDifference(wanted: readonly DocumentNode[], found: readonly DocumentNode[]): number | null {
  for (let index = 0; index < Math.max(wanted.length, found.length); index++)
    if (JSON.stringify(wanted[index]) !== JSON.stringify(found[index])) return index;
  return null;
}

/** Marks in `exact` the innermost blocks that Markdown cannot say. True when the block can be read back now. */
function refine(block: DocumentNode, writing: Writing, exact: Set<DocumentNode>, book: Book): void {
  const comesBack = () => firstDifference([block], readBack(ANY_TITLE + write(flow([block], writing)), book)) === null;
  if (comesBack()) return;
  const before = new Set(exact);
  for (const child of blocksIn(block)) refine(child, writing, exact, book);
  if (exact.size > before.size && comesBack()) return;
  exact.clear();
  for (const node of before) exact.add(node);
  exact.add(block);
}

const HOLDERS = new Set(['listItem', 'taskItem', 'tab', 'step', 'detailsContent']);

/** The blocks right inside a block. Those of tables are left out: their cells hold no block in Markdown. */
function blocksIn(block: DocumentNode): readonly DocumentNode[] {
  if (block.type === 'table' || block.type === 'paragraph' || block.type === 'heading' || block.type === 'codeBlock') return [];
  return (block.content ?? []).flatMap((node) =>
    HOLDERS.has(node.type) ? (node.content ?? []) : node.type === 'detailsSummary' ? [] : [node],
  );
}

/** The title as the first heading; where it cannot be read from there, in front matter too. */
function headOf(title: string, book: Book): string {
  const heading = write([{ type: 'heading', depth: 1, children: [{ type: 'text', value: title }] }]);
  if (markdownToDocument(heading, book.resolver).title === title) return `${heading}\n`;
  return `---\n${stringify({ title }, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })}---\n\n${heading}\n`;
}
