import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodesOf, pageText } from '../document/index.ts';
import { parseDocument } from '../document/schema-entry.ts';
import type { DocumentNode } from '../document/types.ts';
import { type Resolver, markdownToDocument } from './index.ts';

const PAGE = '0199f0aa-0000-7000-8000-000000000001';
const FILE = { id: '0199f0aa-0000-7000-8000-000000000002', name: 'coupe.png', size: 10, mediaType: 'image/webp', width: 100, height: 50 };
const resolver: Resolver = {
  link: (href) =>
    /^[a-z]+:/i.test(href)
      ? { kind: 'external', href }
      : href.endsWith('.md')
        ? { kind: 'page', pageId: PAGE, anchor: null }
        : href.endsWith('.pdf')
          ? { kind: 'file', file: FILE }
          : { kind: 'broken', reason: 'not there' },
  image: (src) =>
    src.startsWith('http')
      ? { kind: 'external', href: src }
      : src === 'absent.png'
        ? { kind: 'broken', reason: 'not there' }
        : { kind: 'file', file: FILE },
  include: (path) => (path === 'extrait.md' ? { path, markdown: 'Un **extrait**.', resolver } : null),
};

function read(markdown: string) {
  const conversion = markdownToDocument(markdown, resolver);
  const parsed = parseDocument(conversion.document, 'seed');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const types = [...nodesOf(parsed.document)].map(({ type }) => type).filter((type) => type !== 'text' && type !== 'doc');
  return { ...conversion, document: parsed.document as DocumentNode, types, text: pageText(parsed.document) };
}
const notesOf = (markdown: string, outcome: string) => read(markdown).notes.filter((entry) => entry.outcome === outcome);

describe('Markdown becomes blocks', () => {
  it.each([
    ['a heading and a rule', '## Titre\n\n---', ['heading', 'horizontalRule']],
    ['lists', '- a\n- b\n\n3. c', ['bulletList', 'listItem', 'paragraph', 'listItem', 'paragraph', 'orderedList', 'listItem', 'paragraph']],
    ['tasks beside items', '- [x] fait\n- autre', ['taskList', 'taskItem', 'paragraph', 'bulletList', 'listItem', 'paragraph']],
    ['a hint', '{% hint style="danger" %}\nNon\n{% endhint %}', ['callout', 'paragraph']],
    [
      'a hint inside an item',
      '- a\n\n  {% hint style="info" %}\n  b\n  {% endhint %}',
      ['bulletList', 'listItem', 'paragraph', 'callout', 'paragraph'],
    ],
    [
      'tabs',
      '{% tabs %}\n{% tab title="Un" %}\nx\n{% endtab %}\n\n{% tab title="Deux" %}\ny\n{% endtab %}\n{% endtabs %}',
      ['tabs', 'tab', 'paragraph', 'tab', 'paragraph'],
    ],
    ['steps', '{% stepper %}\n{% step %}\n### Un\n{% endstep %}\n{% endstepper %}', ['steps', 'step', 'heading']],
    ['a card of a page', '{% content-ref url="autre.md" %}\n[autre](autre.md)\n{% endcontent-ref %}', ['pageCard']],
    ['an embed that is never closed', '{% embed url="https://a.fr" %}\n\nSuite', ['embed', 'paragraph']],
    [
      'details around Markdown',
      '<details>\n\n<summary>Plus</summary>\n\n**a**\n\n- b\n\n</details>\n\nSuite',
      ['details', 'detailsSummary', 'detailsContent', 'paragraph', 'bulletList', 'listItem', 'paragraph', 'paragraph'],
    ],
    ['a figure', '<figure><img src="a.png" alt="x"><figcaption><p>y</p></figcaption></figure>', ['image']],
    [
      'a table of HTML',
      '<table><tr><th>a</th></tr><tr><td colspan="2"><ul><li>b</li></ul></td></tr></table>',
      ['table', 'tableRow', 'tableHeader', 'paragraph', 'tableRow', 'tableCell', 'bulletList', 'listItem', 'paragraph'],
    ],
    ['a snippet', '{% include "extrait.md" %}', ['paragraph']],
    ['a tag in code', '```md\n{% hint %}\n```', ['codeBlock']],
    ['a hint that never ends', '{% hint %}\na\n\nb', ['callout', 'paragraph', 'paragraph']],
    ['a tab without tabs', '{% tab title="x" %}\na\n{% endtab %}', ['tabs', 'tab', 'paragraph']],
  ])('%s', (_, markdown, types) => {
    expect(read(markdown).types).toEqual(types);
  });

  it('takes title and description, and says which settings mean nothing', () => {
    expect(read('---\ntitle: Mon titre\ndescription: Court\ncover: x.png\n---\n# Mon *titre*\n\nTexte')).toMatchObject({
      title: 'Mon titre',
      description: 'Court',
      text: 'Texte',
      notes: [{ what: 'front-matter', outcome: 'kept', detail: 'cover' }],
    });
    expect(read('# Seul\n\nTexte')).toMatchObject({ title: 'Seul', text: 'Texte' });
  });
});

describe('settings without a value', () => {
  it('say nothing, and those that are no words are told', () => {
    expect(read('---\ntitle:\ndescription: ~\n---\n# Vu\n\nTexte')).toMatchObject({
      title: 'Vu',
      description: null,
      text: 'Texte',
      notes: [],
    });
    expect(read('---\ntitle: 2024\ndescription: [a, b]\n---\nTexte')).toMatchObject({
      title: '2024',
      description: null,
      notes: [{ what: 'front-matter', outcome: 'kept', detail: 'description' }],
    });
  });
});

describe('nothing is dropped silently', () => {
  it('keeps the heading of a page whose settings give it another title', () => {
    expect(read('---\ntitle: Mon titre\n---\n# Autre\n\nTexte')).toMatchObject({ title: 'Mon titre', text: 'Autre\nTexte' });
  });

  it('keeps the pictures of a title below it, and tells where it led', () => {
    expect(read('# ![logo](a.png) Guide [du site](https://a.fr)\n\nTexte')).toMatchObject({
      title: 'Guide du site',
      types: ['image', 'paragraph'],
      notes: [
        { what: 'link', outcome: 'broken', detail: 'https://a.fr: a title leads nowhere' },
        { what: 'image', outcome: 'converted' },
      ],
    });
  });

  it('keeps an unknown tag with its source, and what it holds', () => {
    const { document, text, notes } = read('{% carrousel %}\nDedans\n{% endcarrousel %}');
    expect(document.content?.[0]).toMatchObject({ type: 'kept', attrs: { source: '{% carrousel %}', format: 'gitbook' } });
    expect(text).toContain('Dedans');
    expect(notes).toEqual([expect.objectContaining({ line: 1, what: 'carrousel', outcome: 'kept' })]);
  });

  it('keeps the words of a broken link and of a missing picture, with their places', () => {
    const broken = notesOf('un\n\n[mots](nulle-part)\n\n![coupe du mur](absent.png)', 'broken');
    expect(broken).toMatchObject([
      { line: 3, what: 'link' },
      { line: 5, what: 'image' },
    ]);
    expect(read('[mots](nulle-part) ![coupe du mur](absent.png)').text).toBe('mots coupe du mur');
  });

  it('opens nothing that runs', () => {
    expect(JSON.stringify(read('[x](javascript:alert(1)) <a href="JAVASCRIPT:x">y</a>\n\n<script>z</script>').document)).not.toMatch(
      /"href":/,
    );
  });
});

describe('what stands among words', () => {
  const LINK = { type: 'link', attrs: { href: 'https://a.fr' } };
  const PERSON = '0199f0aa-0000-7000-8000-000000000003';

  it('keeps the link of a picture, and the emphasis of a line break', () => {
    expect(read('voir [![coupe](a.png)](https://a.fr)').document.content?.[0]?.content?.[1]).toMatchObject({
      type: 'inlineImage',
      marks: [LINK],
    });
    expect(read('**a<br>b**').document.content?.[0]?.content).toMatchObject([{}, { type: 'hardBreak', marks: [{ type: 'bold' }] }, {}]);
  });

  it('keeps emphasis and links in the summary of details', () => {
    const { document } = read('<details>\n\n<summary>Plus <b>d’un</b> <a href="https://a.fr">mot</a></summary>\n\na\n\n</details>');
    expect(document.content?.[0]?.content?.[0]?.content).toMatchObject([
      { text: 'Plus ' },
      { text: 'd’un', marks: [{ type: 'bold' }] },
      { text: ' ' },
      { text: 'mot', marks: [LINK] },
    ]);
  });

  it('reads a mention as somebody who is known, and as words otherwise', () => {
    const mention = `vu par [@Léa](mention:${PERSON})`;
    expect(read(mention).document.content?.[0]?.content?.[1]).toMatchObject({ type: 'mention', attrs: { personId: PERSON } });
    const stranger = markdownToDocument(mention, { ...resolver, person: () => false });
    expect(stranger.document.content?.[0]?.content).toMatchObject([{ type: 'text', text: 'vu par @Léa' }]);
    expect(stranger.notes).toMatchObject([{ what: 'link', outcome: 'broken' }]);
  });

  it('knows the end of fenced code in quotations, and that code in a line is no fence', () => {
    expect(read('> > ```\n> > a\n> > ```\n\n{% hint %}\nb\n{% endhint %}').types.at(-2)).toBe('callout');
    expect(read('```a``` b\n\n{% hint %}\nb\n{% endhint %}').types.at(-2)).toBe('callout');
  });

  it.each(['\u2028', '\u2029', '\u00a0'])('ends neither a line nor fenced code by %j', (character) => {
    const tag = '{% hint %}';
    expect(read(`\`\`\`\na\n\`\`\`${character}\n${tag}\n\`\`\``)).toMatchObject({
      types: ['codeBlock'],
      text: `a\n\`\`\`${character}\n${tag}`,
    });
    expect(read(`-${character}\`\`\`\n\n${tag}\nb\n{% endhint %}`).types.slice(-2)).toEqual(['callout', 'paragraph']);
    expect(read(`Pose${character}\nfaite`).text).toBe(`Pose${character} faite`);
    expect(read(`a${character}\`\`\`b${character}${tag}`).text).toBe(`a${character}\`\`\`b${character}${tag}`);
  });

  it('keeps the spaces of a title that do not break', () => {
    expect(read('# Pose\u00a0: avant').title).toBe('Pose\u00a0: avant');
  });
});

describe('no text stops it', () => {
  const pieces = [
    '{% hint %}',
    '{% endhint %}',
    '{% tab title="é" %}',
    '<details>',
    '</details>',
    '<table><tr><td>',
    '</table>',
    '> ',
    '- ',
    '1. ',
    '```',
    '|a|b|\n|-|-|\n',
    '**',
    '[x](',
    '](y)',
    '\n',
    '\n\n',
    '  ',
    'mot',
    '\u0000',
    '\ud800',
    '<b',
    '&#0;',
    '![',
    '[^1]',
    '\t',
    '<!--',
    '-->',
  ];
  it('whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => void read(text)),
      { numRuns: 300, seed: 1 },
    );
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (chosen) => void read(chosen.join(''))),
      { numRuns: 700, seed: 1 },
    );
  }, 60_000);

  it('however deep', () => {
    expect(read(`${'> '.repeat(400)}fond`).text.length).toBeGreaterThan(0);
    expect(read(`${'<div>'.repeat(3_000)}fond`).document.type).toBe('doc');
  });

  it('however long its runs of emphasis, which the parser would take minutes for', () => {
    const { types, notes } = read(`a ${'_'.repeat(100_000)}x${'_'.repeat(100_000)}`);
    expect([types, notes]).toMatchObject([['kept'], [{ what: 'page', outcome: 'kept' }]]);
    expect(read(`un\n\n${'_'.repeat(5_000)}\n\ndeux`).types).toEqual(['paragraph', 'horizontalRule', 'paragraph']);
  });

  it.each(['a**b', '*a_ ', '![a][b]', 'a <!-- ', 'a~~b', '*a*\n', '| *a_ |\n'])('however often one paragraph says %j', (marks) => {
    const { types, notes } = read(`Avant.\n\n${marks.repeat(40_000)}`);
    expect(types).toEqual(['kept']);
    expect(notes).toMatchObject([{ what: 'page', outcome: 'kept' }]);
  });

  it('and takes long tables, lists, code and many paragraphs as they are', () => {
    const table = `| a | b |\n|---|---|\n${'| **a** | [x](https://x.example) |\n'.repeat(300)}`;
    const code = `\`\`\`js\n${'const [a, b] = list[0] < 1;\n'.repeat(4_000)}\`\`\``;
    const list = '- **a** [x](https://x.example)\n'.repeat(400);
    const paragraphs = 'Du *texte* avec **des** [liens](https://x.example).\n\n'.repeat(400);
    const { types } = read(`${table}\n${code}\n\n${list}\n${paragraphs}`);
    expect(types).not.toContain('kept');
    expect(types.filter((type) => ['table', 'codeBlock', 'bulletList'].includes(type))).toEqual(['table', 'codeBlock', 'bulletList']);
  });

  it('however often snippets include each other', () => {
    const hydra: Resolver = {
      ...resolver,
      include: (path) => ({
        path,
        markdown: path === 'a.md' ? `Tête.\n\n${'{% include "a.md" %}\n\n{% include "b.md" %}\n\n'.repeat(30)}` : 'Cou.',
        resolver: hydra,
      }),
    };
    const { document, notes } = markdownToDocument('{% include "a.md" %}\n\n{% include "a.md" %}', hydra);
    const kept = [...nodesOf(document as never)].filter(({ type }) => type === 'kept');
    expect(kept).toHaveLength(60);
    expect(notes.filter(({ outcome }) => outcome === 'kept')).toHaveLength(60);
    expect(notes.filter(({ outcome }) => outcome === 'converted')).toHaveLength(62);
    const many: Resolver = { ...resolver, include: (path) => ({ path, markdown: 'Cou.', resolver: many }) };
    expect(markdownToDocument('{% include "b.md" %}\n\n'.repeat(300), many).notes.filter(({ outcome }) => outcome === 'kept')).toHaveLength(
      100,
    );
  });
});

describe('formulas in Markdown', () => {
  const latexOf = (markdown: string) =>
    [...nodesOf(read(markdown).document)].flatMap((node) =>
      node.type === 'formula' || node.type === 'inlineFormula' ? [[node.type, node.attrs.latex]] : [],
    );

  it.each([
    ['on lines of their own', 'a\n\n$$\nE = mc^2\n$$\n\nb', [['formula', 'E = mc^2']]],
    ['alone between double dollars', '$$f(x) = x$$', [['formula', 'f(x) = x']]],
    ['in a line, as GitBook writes', 'soit $$x_1$$ et', [['inlineFormula', 'x_1']]],
    [
      'in a line',
      'soit $x_1$ et **$y$**',
      [
        ['inlineFormula', 'x_1'],
        ['inlineFormula', 'y'],
      ],
    ],
    ['with words behind the dollars', '$$ a\nb\n$$', [['formula', 'a\nb']]],
    ['in a list', '- x\n\n  $$\n  y\n  $$', [['formula', 'y']]],
    ['not in code', '`$x$`\n\n```\n$$\nx\n$$\n```', []],
  ])('are read %s', (_, markdown, expected) => expect(latexOf(markdown)).toEqual(expected));

  it.each([
    ['sums of money', 'de $5 à $6 **au plus**', 'de $5 à $6 au plus'],
    ['a sum right behind', 'entre $5 et x$6', 'entre $5 et x$6'],
    ['variables', '$HOME et $PATH', '$HOME et $PATH'],
    ['dollars that never close', '$$\nx = 1 $$\n\nSuite', '$$ x = 1 $$\nSuite'],
  ])('are not made of %s', (_, markdown, expected) => {
    expect(latexOf(markdown)).toEqual([]);
    expect(read(markdown).text).toBe(expected);
  });
});
