import type { Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import type { DocumentNode } from '../document/types.ts';
import { blocksOf } from './blocks.ts';
import { atLeastOne, kept } from './build.ts';
import { splitFrontMatter } from './front-matter.ts';
import { markTags } from './gitbook-tags.ts';
import { parseMarkdown } from './parse.ts';
import { hasTooManyMarks } from './too-many-marks.ts';
import { type Context, type Conversion, type Resolver, type Snippet, note } from './types.ts';

/** Snippets that one page takes in, and their characters: some that include others grow beyond all bounds. */
const MAX_INCLUDED = { snippets: 200, characters: 1_000_000 };
/** The parser takes a time that grows with the square of such runs; people draw no longer ones within a line. */
const LONG_RUN = /^.*[*_]{1000}.*$/gm;

/**
 * Reads Markdown (CommonMark, GFM, HTML, GitBook's blocks) as a document. Nothing is dropped: what has no equivalent
 * becomes a `kept` block with its source, and each such place is noted. Never throws, whatever the text.
 * The document has no ids yet; `parseDocument` gives them.
 */
export function markdownToDocument(source: string, resolver: Resolver): Conversion {
  const { title, description, unknown, body, lines } = splitFrontMatter(source.normalize('NFC').replaceAll('\0', '\ufffd'));
  const context = contextOf(body, lines, resolver);
  for (const key of unknown) note(context, 1 - lines, 'front-matter', 'kept', key);
  try {
    const tree = read(context);
    const heading = titleHeading(tree);
    const headingText = heading
      ? plainOf(heading)
          .replace(/[ \t\r\n]+/g, ' ')
          .trim()
      : null;
    // A title that the front matter gives does not take away another one that the page shows.
    const shown = heading !== null && title !== null && lettersOf(headingText ?? '') !== lettersOf(title);
    if (heading && !shown) tree.children = tree.children.flatMap((node) => (node === heading ? besideTitle(heading, context) : [node]));
    const blocks = includeSnippets(blocksOf(tree.children, context), { context, within: [], taken: { snippets: 0, characters: 0 } });
    return {
      document: { type: 'doc', content: atLeastOne(inTheirParents(blocks, 'doc')) },
      title: title ?? (headingText || null),
      description,
      notes: context.notes,
    };
  } catch (error) {
    // A page that no parser stands (nested beyond the call stack, or built to take minutes) is kept whole, as its source.
    if (!(error instanceof RangeError)) throw error;
    note(context, 1, 'page', 'kept', 'too deep to be read');
    return {
      document: { type: 'doc', content: [kept('markdown', body, 'too deep to be read')] },
      title,
      description,
      notes: context.notes,
    };
  }
}

function contextOf(body: string, lineOffset: number, resolver: Resolver): Context {
  const { source, tags } = markTags(body);
  return { source, lineOffset, resolver, notes: [], tags, definitions: new Map(), footnotes: new Map() };
}

function read(context: Context): Root {
  // A line of nothing else is a rule, and is read at once.
  const run = context.source.match(LONG_RUN)?.find((line) => !/^[\s>]*(?:\*+|_+)\s*$/.test(line));
  if (run !== undefined || hasTooManyMarks(context.source)) throw new RangeError('built to take minutes');
  const tree = parseMarkdown(context.source);
  const visit = (node: Nodes) => {
    if (node.type === 'definition') context.definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(tree);
  return tree;
}

/** The first heading of level 1, when nothing but pictures and comments stand before it. */
function titleHeading({ children }: Root): Extract<RootContent, { type: 'heading' }> | null {
  for (const node of children) {
    if (node.type === 'heading') return node.depth === 1 ? node : null;
    if (node.type !== 'html' && node.type !== 'definition') return null;
  }
  return null;
}

/** What two ways of writing one title share. */
const lettersOf = (title: string): string => title.replace(/[^\p{L}\p{N}]/gu, '');

/** What a heading holds that no title can: its pictures go on below, and where it led is told. */
function besideTitle(heading: Nodes, context: Context): RootContent[] {
  const pictures: PhrasingContent[] = [];
  const visit = (node: Nodes) => {
    if (node.type === 'image' || node.type === 'imageReference') pictures.push(node);
    if (node.type === 'link') note(context, node.position?.start.line, 'link', 'broken', `${node.url}: a title leads nowhere`);
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(heading);
  return pictures.length > 0 ? [{ type: 'paragraph', children: pictures, position: heading.position }] : [];
}

const plainOf = (node: Nodes): string =>
  'value' in node && node.type !== 'html' ? node.value : 'children' in node ? node.children.map(plainOf).join('') : '';

/** Where an `{% include %}` stands: the snippets around it, and how many the page took in already. */
interface Including {
  context: Context;
  within: readonly Snippet[];
  taken: { snippets: number; characters: number };
}

/** `{% include %}` is replaced by its snippet, read like a page. One that includes itself, or one too many, stays as it is. */
function includeSnippets(blocks: DocumentNode[], including: Including): DocumentNode[] {
  const { context, within, taken } = including;
  const resolver = within.at(-1)?.resolver ?? context.resolver;
  return blocks.flatMap((node): DocumentNode[] => {
    if (node.type !== 'kept' || node.attrs.reason !== 'include') {
      return [node.content ? { ...node, content: includeSnippets(node.content, including) } : node];
    }
    const path = /["']([^"']+)["']/.exec(node.attrs.source)?.[1] ?? '';
    const snippet = resolver.include(path);
    if (snippet === null || within.some((around) => around.path === snippet.path)) return [node];
    const characters = taken.characters + snippet.markdown.length;
    if (taken.snippets >= MAX_INCLUDED.snippets || characters > MAX_INCLUDED.characters) return [node];
    Object.assign(taken, { snippets: taken.snippets + 1, characters });
    const noted = context.notes.findIndex(
      ({ what, outcome, detail }) => what === 'include' && outcome === 'kept' && detail === node.attrs.source,
    );
    if (noted >= 0) context.notes.splice(noted, 1);
    note(context, 1, 'include', 'converted', path);
    return includeSnippets(markdownToSnippet(snippet, context), { ...including, within: [...within, snippet] });
  });
}

/** Tabs and steps outside of what they belong to get it. */
function inTheirParents(nodes: DocumentNode[], parent: DocumentNode['type']): DocumentNode[] {
  const wrapped: DocumentNode[] = [];
  for (const node of nodes) {
    const inner = node.content ? { ...node, content: inTheirParents(node.content, node.type) } : node;
    const wrapper = node.type === 'tab' && parent !== 'tabs' ? 'tabs' : node.type === 'step' && parent !== 'steps' ? 'steps' : null;
    const last = wrapped.at(-1);
    if (!wrapper) wrapped.push(inner);
    else if (last?.type === wrapper) last.content?.push(inner);
    else wrapped.push({ type: wrapper, attrs: { id: null }, content: [inner] });
  }
  return wrapped;
}

function markdownToSnippet({ markdown, resolver }: Snippet, context: Context): DocumentNode[] {
  const inner = contextOf(splitFrontMatter(markdown.normalize('NFC').replaceAll('\0', '\ufffd')).body, 0, resolver);
  const blocks = blocksOf(read(inner).children, inner);
  context.notes.push(...inner.notes.map((entry) => ({ ...entry, line: 1 })));
  return blocks;
}
