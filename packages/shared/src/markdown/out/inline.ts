import type { PhrasingContent } from 'mdast';
import type { DocumentMark, DocumentNode } from '../../document/types.ts';
import { hrefOf } from './exact-html.ts';
import type { Hrefs } from './types.ts';

interface Piece {
  node: DocumentNode;
  marks: readonly DocumentMark[];
}

/** Marks that Markdown has no sign for. */
const TAGS: Partial<Record<DocumentMark['type'], string>> = {
  underline: 'u',
  highlight: 'mark',
  superscript: 'sup',
  subscript: 'sub',
};

/** What stands in a block, as Markdown's tree. `oneLine`: where a line break would end the block. */
export function phrasing(content: readonly DocumentNode[] | undefined, hrefs: Hrefs, oneLine = false): PhrasingContent[] {
  return grouped(
    (content ?? []).map((node) => ({ node, marks: node.marks ?? [] })),
    hrefs,
    oneLine,
  );
}

/** Neighbours that share a mark stand in it together; the mark that reaches furthest is the outermost. */
function grouped(pieces: readonly Piece[], hrefs: Hrefs, oneLine: boolean): PhrasingContent[] {
  const written: PhrasingContent[] = [];
  for (let index = 0; index < pieces.length;) {
    const mark = outermost(pieces, index);
    if (!mark) {
      written.push(...leaf(pieces[index]!, hrefs, oneLine));
      index += 1;
      continue;
    }
    const length = reach(pieces, index, mark);
    const inside = pieces
      .slice(index, index + length)
      .map(({ node, marks }) => ({ node, marks: marks.filter((other) => !same(other, mark)) }));
    written.push(...wrapped(mark, grouped(inside, hrefs, oneLine), hrefs));
    index += length;
  }
  return written;
}

/** Code is always the innermost: nothing in it is Markdown. */
function outermost(pieces: readonly Piece[], index: number): DocumentMark | undefined {
  return pieces[index]?.marks
    .filter(({ type }) => type !== 'code')
    .map((mark) => ({ mark, length: reach(pieces, index, mark) }))
    .toSorted((a, b) => b.length - a.length)[0]?.mark;
}

function reach(pieces: readonly Piece[], index: number, mark: DocumentMark): number {
  const end = pieces.findIndex(({ marks }, at) => at > index && !marks.some((other) => same(other, mark)));
  return (end < 0 ? pieces.length : end) - index;
}

const same = (a: DocumentMark, b: DocumentMark): boolean => a.type === b.type && JSON.stringify(a) === JSON.stringify(b);

function wrapped(mark: DocumentMark, children: PhrasingContent[], hrefs: Hrefs): PhrasingContent[] {
  const tag = TAGS[mark.type];
  if (tag) return [{ type: 'html', value: `<${tag}>` }, ...children, { type: 'html', value: `</${tag}>` }];
  switch (mark.type) {
    case 'bold':
      return [{ type: 'strong', children }];
    case 'italic':
      return [{ type: 'emphasis', children }];
    case 'strike':
      return [{ type: 'delete', children }];
    default:
      return [
        { type: 'link', url: hrefOf(mark, hrefs) ?? '', children: children as Extract<PhrasingContent, { type: 'link' }>['children'] },
      ];
  }
}

function leaf({ node, marks }: Piece, hrefs: Hrefs, oneLine: boolean): PhrasingContent[] {
  switch (node.type) {
    case 'hardBreak':
      return [oneLine ? { type: 'html', value: '<br>' } : { type: 'break' }];
    case 'inlineImage':
      return [{ type: 'image', url: node.attrs.fileId ? hrefs.file(node.attrs.fileId) : (node.attrs.src ?? ''), alt: node.attrs.alt }];
    case 'inlineFormula':
      return [{ type: 'inlineMath', value: node.attrs.latex }];
    case 'mention': {
      const { href, name } = hrefs.person(node.attrs.personId);
      return [{ type: 'link', url: href, children: [{ type: 'text', value: name }] }];
    }
    default:
      return [{ type: marks.length > 0 ? 'inlineCode' : 'text', value: node.text ?? '' }];
  }
}
