import type { ContentMatch } from '@tiptap/pm/model';
import fc from 'fast-check';
import { parseDocument } from '../../document/parse-document.ts';
import { documentSchema } from '../../document/schema.ts';
import type { DocumentMark, NodeOf, NodeType } from '../../document/types.ts';
import type { ResolvedFile } from '../types.ts';

/** The pages, files and people that generated documents name. */
export const KNOWN = {
  pages: ['0199f0aa-0000-7000-8000-00000000000a', '0199f0aa-0000-7000-8000-00000000000b'],
  people: ['0199f0aa-0000-7000-8000-00000000000c'],
  files: [
    { id: '0199f0aa-0000-7000-8000-000000000001', name: 'coupe.png', size: 10, mediaType: 'image/webp', width: 100, height: 50 },
    { id: '0199f0aa-0000-7000-8000-000000000002', name: 'pose (2).jpg', size: 7, mediaType: 'image/webp', width: 640, height: 480 },
    {
      id: '0199f0aa-0000-7000-8000-000000000003',
      name: 'notice "été".pdf',
      size: 99,
      mediaType: 'application/pdf',
      width: null,
      height: null,
    },
  ] satisfies ResolvedFile[],
};

/** What Markdown, GitBook, HTML and YAML could take for something else. */
// oxfmt-ignore
const PIECES = [
  'mot', 'Vérifiez', 'l’étiquette', '± 5 mm', '« Ça » :', 'a', '1', '😀', '日本', 'e\u0301', '\u00a0', '\u200b', ' ',
  '  ', '\t', '\n', '*', '**', '_', '__', '~', '~~', '`', '```', '~~~', '# ', '#', '> ', '- ', '+ ', '1. ', '2) ',
  '***', '---', '===', '|', '\\', '\\\\', '[', ']', '(', ')', '[x](y)', '![a](b)', '[^1]', '[ ] ', '[x] ', '<',
  '>', '<b>', '</b>', '<!--', '-->', '<!--gb:0-->', '<br>', '&amp;', '&', '&#35;', '{% hint %}', '{% endhint %}',
  '{%', '%}', '$', '$$', '$x$', 'https://exemple.fr/a_b_c', 'www.exemple.fr', 'a@exemple.fr', '<details>',
  '</details>', '<summary>', '<p data-parvis>', '"', "'", '!', ':', 'mention:', '\u2028', '\ufeff', 'title: x',
  '| a | b |',
] as const;

const word = fc.constantFrom(...PIECES);
const words = fc.oneof(
  { arbitrary: fc.array(fc.constantFrom('un mot', 'Vérifiez', 'l’étiquette', ', puis ', ' '), { minLength: 1, maxLength: 4 }), weight: 3 },
  { arbitrary: fc.array(word, { minLength: 1, maxLength: 6 }), weight: 3 },
  { arbitrary: fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 2 }), weight: 1 },
);
const sentence = words.map((list) => list.join(''));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const title = fc.oneof(fc.constantFrom('Titre', 'Étape 1', '', 'a "b"', `a "b" 'c'`, '100 %}'), sentence);

const image = fc.oneof(
  { arbitrary: fc.constantFrom(...KNOWN.files).map(({ id, width, height }) => ({ fileId: id, src: null, width, height })), weight: 3 },
  { arbitrary: fc.constant({ fileId: null, src: 'https://exemple.fr/i.png', width: null, height: null }), weight: 1 },
  {
    arbitrary: fc.record({
      fileId: maybe(fc.constantFrom(...KNOWN.files.map(({ id }) => id))),
      src: maybe(fc.constant('https://exemple.fr/i(1).png?a="b"&c')),
      width: maybe(fc.integer({ min: 1, max: 100_000 })),
      height: maybe(fc.integer({ min: 1, max: 100_000 })),
    }),
    weight: 1,
  },
);
const pictured = fc.tuple(image, fc.oneof(fc.constant('coupe'), sentence)).map(([from, alt]) => ({ ...from, alt }));
const cell = fc.oneof(
  { arbitrary: fc.record({ align: fc.constant(null) }), weight: 4 },
  {
    arbitrary: fc.record({
      colspan: fc.integer({ min: 1, max: 3 }),
      rowspan: fc.integer({ min: 1, max: 3 }),
      colwidth: maybe(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 3 })),
      align: maybe(fc.constantFrom('left', 'center', 'right')),
    }),
    weight: 1,
  },
);
const latex = fc.oneof(fc.constantFrom('x_1', 'E = mc^2', '', '\\frac{a}{b}', 'a\nb', '$', ' x '), sentence);

/** Attributes of each kind of node that has some. */
const ATTRIBUTES: Partial<Record<NodeType, fc.Arbitrary<object>>> = {
  inlineImage: pictured,
  mention: fc.record({ personId: fc.constantFrom(...KNOWN.people) }),
  inlineFormula: fc.record({ latex }),
  heading: fc.record({ level: fc.integer({ min: 1, max: 6 }) }),
  orderedList: fc.record({ start: fc.constantFrom(1, 0, 7, 1_000_000) }),
  taskItem: fc.record({ checked: fc.boolean() }),
  codeBlock: fc.record({ language: maybe(fc.constantFrom('ts', 'mermaid', 'c++', 'a b', '`')), title: maybe(title) }),
  callout: fc.record({ kind: fc.constantFrom('info', 'success', 'warning', 'danger') }),
  details: fc.record({ open: fc.boolean() }),
  tab: fc.record({ title }),
  step: fc.record({ title: maybe(title) }),
  tableHeader: cell,
  tableCell: cell,
  image: fc.tuple(pictured, maybe(sentence), maybe(sentence)).map(([from, name, caption]) => ({ ...from, title: name, caption })),
  file: fc.oneof(
    fc.constantFrom(...KNOWN.files).map(({ id, name, size, mediaType }) => ({ fileId: id, name, size, mediaType })),
    fc.record({ fileId: fc.constantFrom(...KNOWN.files.map(({ id }) => id)), name: sentence, size: fc.nat(), mediaType: sentence }),
  ),
  embed: fc.record({
    url: fc.constantFrom('https://exemple.fr/', 'https://exemple.fr/a?b=c&d="e"', 'http://exemple.fr/%7B%25'),
    title: maybe(sentence),
    description: maybe(sentence),
  }),
  formula: fc.record({ latex }),
  pageCard: fc.record({ pageId: fc.constantFrom(...KNOWN.pages), title: fc.constantFrom('', '', 'Titre') }),
  kept: fc.oneof(
    fc.constant({ format: 'gitbook', source: '{% carrousel %}', reason: 'carrousel' }),
    fc.constant({ format: 'html', source: '<!-- note -->', reason: 'comment' }),
    fc.record({ format: fc.constantFrom('markdown', 'html', 'gitbook'), source: sentence, reason: sentence }),
  ),
};

const MARKS: Partial<Record<DocumentMark['type'], fc.Arbitrary<object>>> = {
  link: fc.record({
    href: fc.constantFrom('https://exemple.fr/a_b', 'https://exemple.fr/(x)?y=z&amp;t', 'mailto:a@exemple.fr', '#partie', 'tel:+33102'),
  }),
  pageLink: fc.record({ pageId: fc.constantFrom(...KNOWN.pages), anchor: maybe(fc.constantFrom('partie', 'à voir', 'a)b')) }),
  fileLink: fc.record({ fileId: fc.constantFrom(...KNOWN.files.map(({ id }) => id)) }),
};
const MARK_TYPES = Object.keys(documentSchema.marks) as DocumentMark['type'][];

interface Limits {
  /** How deep blocks nest; beyond, only paragraphs. */
  depth?: number;
  /** How many children a node has at most, as far as its content allows. */
  width?: number;
}

/** Any document that `documentSchema` allows: each kind of node wherever it may stand. */
export function arbitraryDocument({ depth = 4, width = 4 }: Limits = {}): fc.Arbitrary<NodeOf<'doc'>> {
  return fc.gen().map((g) => {
    const parsed = parseDocument(built(g, 'doc', depth, width), 'generated');
    if (!parsed.ok) throw new Error(`a generated document is none: ${JSON.stringify(parsed.problems)}`);
    return parsed.document;
  });
}

type Gen = fc.GeneratorValue;

function built(g: Gen, type: NodeType, depth: number, width: number): object {
  const spec = documentSchema.nodes[type]!;
  if (type === 'text') return { type, text: g(() => sentence) };
  const attrs = ATTRIBUTES[type];
  const marked = type !== 'codeBlock';
  const content = children(g, spec.contentMatch, depth, width).map((child) => {
    const node = built(g, child, depth - 1, Math.max(1, width - 1));
    return documentSchema.nodes[child]?.isInline && marked ? { ...node, marks: marksOf(g) } : node;
  });
  return { type, ...(attrs && { attrs: g(() => attrs) }), ...(content.length > 0 && { content }) };
}

/** A walk along what the content expression allows. */
function children(g: Gen, start: ContentMatch, depth: number, width: number): NodeType[] {
  const types: NodeType[] = [];
  let match = start;
  const wanted = g(fc.integer, { min: 0, max: width });
  while (match.edgeCount > 0 && (types.length < wanted || !match.validEnd)) {
    const allowed = Array.from({ length: match.edgeCount }, (_, index) => match.edge(index).type.name as NodeType);
    const shallow = allowed.filter((name) => name === 'paragraph');
    const among = depth <= 0 && shallow.length > 0 ? shallow : weighted(allowed);
    const type = among[g(fc.nat, { max: among.length - 1 })]!;
    types.push(type);
    match = match.matchType(documentSchema.nodes[type]!)!;
  }
  return types;
}

/** Text is more likely than what stands in it. */
const weighted = (types: NodeType[]): NodeType[] => types.flatMap((type) => (type === 'text' ? [type, type, type, type] : [type]));

function marksOf(g: Gen): object[] {
  if (g(fc.nat, { max: 2 }) > 0) return [];
  const types = g(() => fc.subarray(MARK_TYPES, { maxLength: 3 }));
  return types.map((type) => {
    const attrs = MARKS[type];
    return { type, ...(attrs && { attrs: g(() => attrs) }) };
  });
}

/** All kinds of nodes. */
export const NODE_TYPES = Object.keys(documentSchema.nodes) as NodeType[];
