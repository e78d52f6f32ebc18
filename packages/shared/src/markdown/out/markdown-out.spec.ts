import fc from 'fast-check';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { nodesOf } from '../../document/index.ts';
import { parseDocument } from '../../document/schema-entry.ts';
import type { DocumentNode } from '../../document/types.ts';
import { type Resolved, type Resolver, markdownToDocument } from '../index.ts';
import { KNOWN, NODE_TYPES, arbitraryDocument } from './arbitrary.ts';
import { type Addresses, documentToMarkdown, pageToMarkdown } from './index.ts';
import { canonical } from './prepare.ts';

const SEED = Number(process.env['FAST_CHECK_SEED'] ?? 20_260);
const RUNS = Number(process.env['FAST_CHECK_RUNS'] ?? 500);
const [PAGE, OTHER] = KNOWN.pages as [string, string];
const [PICTURE, , PDF] = KNOWN.files as [(typeof KNOWN.files)[0], unknown, (typeof KNOWN.files)[0]];
const [PERSON] = KNOWN.people as [string];

const addresses: Addresses = {
  page: (pageId, anchor) => ({ href: `pages/${pageId}.md${anchor === null ? '' : `#${encodeURIComponent(anchor)}`}` }),
  file: (fileId) => {
    const file = KNOWN.files.find(({ id }) => id === fileId);
    return file ? { href: `files/${fileId}/${encodeURIComponent(file.name)}`, file } : { words: 'Fichier non disponible' };
  },
  person: () => 'Léa [Martin]',
};
const resolver: Resolver = { link: resolve, image: resolve, include: () => null };
function resolve(href: string): Resolved {
  const page = /^pages\/(.*)\.md(?:#(.*))?$/.exec(href);
  if (page) return { kind: 'page', pageId: page[1]!, anchor: page[2] === undefined ? null : decodeURIComponent(page[2]) };
  const file = KNOWN.files.find(({ id }) => href.startsWith(`files/${id}/`));
  return file ? { kind: 'file', file } : { kind: 'external', href };
}
function documentOf(markdown: string, by: Resolver = resolver): DocumentNode {
  const parsed = parseDocument(markdownToDocument(markdown, by).document, 'seed');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}
const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, ...(marks.length > 0 && { marks }) });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
function doc(...content: object[]): DocumentNode {
  const parsed = parseDocument({ type: 'doc', content }, 'seed');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}

describe('a document written as Markdown', () => {
  it(`comes back as it was, whatever it holds (${RUNS} documents, seed ${SEED})`, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(arbitraryDocument(), (document) => {
        for (const { type } of nodesOf(document)) seen.add(type);
        expect(canonical(documentOf(documentToMarkdown(document, addresses)))).toEqual(canonical(document));
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    expect([...seen].toSorted()).toEqual(NODE_TYPES.toSorted());
  }, 120_000);

  it.each([
    ['emphasis', '**gras** *penché* ~~barré~~ `code` <u>souligné</u> <mark>marqué</mark> m<sup>2</sup> H<sub>2</sub>O'],
    ['emphasis inside emphasis', '**un *deux* trois** et `code` **_quatre_**'],
    [
      'links',
      `[une page](pages/${PAGE}.md#partie) [un fichier](files/${PDF.id}/notice%20%22%C3%A9t%C3%A9%22.pdf) [dehors](https://exemple.fr/)`,
    ],
    ['a linked picture', `avec [![coupe](files/${PICTURE.id}/coupe.png)](https://exemple.fr/) dedans`],
    ['a mention', `vu par [@Léa \\[Martin\\]](mention:${PERSON}).`],
    ['formulas', 'soit $x_1$ et\n\n$$\nE = mc^2\n$$'],
    ['headings', '## Avant\n\n### Après'],
    ['lists', '- un\n- deux\n  1. trois\n  2. quatre\n\n* autre liste'],
    ['tasks', '- [x] fait\n- [ ] à faire\n- [ ] <!-- -->'],
    ['a hint in an item', '- un\n\n  {% hint style="danger" %}\n  Non\n  {% endhint %}'],
    ['tabs', '{% tabs %}\n{% tab title="Un" %}\nx\n{% endtab %}\n\n{% tab title="Deux" %}\n- y\n{% endtab %}\n{% endtabs %}'],
    [
      'steps',
      '{% stepper %}\n{% step %}\n### Poser\n{% endstep %}\n\n{% step title="Fin" %}\nC’est fini.\n{% endstep %}\n{% endstepper %}',
    ],
    ['code with a title', '{% code title="a.ts" %}\n```ts\nconst a = 1;\n```\n{% endcode %}'],
    ['details', '<details open>\n\n<summary>Plus <strong>encore</strong></summary>\n\nDedans\n\n</details>'],
    ['a figure', `<figure><img src="files/${PICTURE.id}/coupe.png" alt="coupe"><figcaption><p>Coupe du mur</p></figcaption></figure>`],
    ['a table', '| a | b |\n| - | -: |\n| 1 | **2** \\| `x` |\n| | <br> |'.replace('<br>', 'un<br>deux')],
    [
      'a file, an embed, a card',
      `{% file src="files/${PDF.id}/notice%20%22%C3%A9t%C3%A9%22.pdf" %}\n\n{% embed url="https://exemple.fr/" %}\n\n{% content-ref url="pages/${PAGE}.md" %}\n[pages/${PAGE}.md](pages/${PAGE}.md)\n{% endcontent-ref %}`,
    ],
    ['a quotation and a rule', '> un\n>\n> deux\n\n***'],
    ['what was kept', '<!-- note -->\n\n{% carrousel %}\n\nSuite'],
  ])('needs no HTML of ours to be the same: %s', (_, markdown) => {
    expect(documentToMarkdown(documentOf(markdown), addresses).trim()).toBe(markdown);
  });

  it('says in HTML what Markdown has no words for, there and nowhere else', () => {
    const wide = { type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: 2 }, content: [paragraph(text('large'))] }] };
    const markdown = documentToMarkdown(
      doc(paragraph(text('avant')), { type: 'table', content: [wide] }, paragraph(text('après'))),
      addresses,
    );
    expect(markdown).toBe('avant\n\n<table data-parvis><tr><td colspan="2"><p>large</p></td></tr></table>\n\naprès\n');
  });

  it.each([
    '# non',
    '- non',
    '1. non',
    '> non',
    '{% hint %}',
    '```',
    '| a |\u00a0',
    '*a*',
    '[a](b)',
    '<b>a</b>',
    '&amp;',
    'a\\*',
    '$a$',
    '---',
    '[^1]',
    'https://exemple.fr',
  ])('takes no text for Markdown: %s', (words) => {
    const document = doc(paragraph(text(words)));
    expect(canonical(documentOf(documentToMarkdown(document, addresses)))).toEqual(canonical(document));
  });

  it('gives the source of what was kept back as it was', () => {
    const source = '<object data="x">\n  <b>y</b>\n</object>';
    expect(documentToMarkdown(doc({ type: 'kept', attrs: { format: 'html', source: '<!-- a -->', reason: 'comment' } }), addresses)).toBe(
      '<!-- a -->\n',
    );
    const markdown = documentToMarkdown(doc({ type: 'kept', attrs: { format: 'html', source, reason: 'autre' } }), addresses);
    expect(documentOf(markdown).content?.[0]?.attrs).toMatchObject({ source, reason: 'autre' });
  });
});

describe('what cannot be read back', () => {
  it('does not keep the rest of the page', () => {
    const image = {
      type: 'image',
      attrs: { fileId: PICTURE.id, src: null, alt: 'a\ud800b\0', width: null, height: null, title: null, caption: null },
    } as unknown as DocumentNode;
    const rest = doc(paragraph(text('reste')));
    const markdown = documentToMarkdown({ type: 'doc', content: [image, ...(rest.content ?? [])] }, addresses);
    expect(markdown).toContain('<p data-parvis>reste</p>');
  });

  it('is found in a few rounds, however many blocks cannot stand beside each other', () => {
    const loose = ['<!-- a', '-->'].map((source) => ({ type: 'kept', attrs: { format: 'html', source, reason: 'x' } }));
    const document = doc(...Array.from({ length: 200 }, () => loose).flat());
    expect(canonical(documentOf(documentToMarkdown(document, addresses)))).toEqual(canonical(document));
  });
});

describe('what has no address', () => {
  const nowhere: Addresses = {
    page: () => ({ words: 'Page non disponible' }),
    file: () => ({ words: 'Fichier non disponible' }),
    person: () => 'Léa',
  };
  const document = doc(
    paragraph(
      text('voir '),
      text('ici', { type: 'bold' }, { type: 'pageLink', attrs: { pageId: OTHER, anchor: null } }),
      text(' et '),
      text('là', { type: 'fileLink', attrs: { fileId: PDF.id } }),
    ),
    { type: 'pageCard', attrs: { pageId: OTHER, title: 'Projet secret' } },
    { type: 'image', attrs: { fileId: PICTURE.id, alt: 'Coupe' } },
    { type: 'file', attrs: { fileId: PDF.id, name: 'notice.pdf', size: 1, mediaType: 'application/pdf' } },
  );

  it('is written as words, without the title of the page', () => {
    expect(documentToMarkdown(document, nowhere)).toBe('voir **ici** et là\n\nPage non disponible\n\n*Coupe*\n\nnotice.pdf\n');
  });
});

describe('the title of a page', () => {
  const titleOf = (title: string) => markdownToDocument(pageToMarkdown(title, doc(paragraph(text('x'))), addresses), resolver).title;
  it.each(['Pose : « avant »', '# *a*', '---', 'a  b', '[x](y) <b>', '100\u00a0%\u202f!', 'true', '{% hint %}'])(
    'comes back: %s',
    (title) => {
      expect(titleOf(title)).toBe(title);
    },
  );

  it('stands above a heading of its own rank', () => {
    const document = doc({ type: 'heading', attrs: { level: 1 }, content: [text('Dedans')] });
    expect(pageToMarkdown('Page', document, addresses)).toBe('# Page\n\n# Dedans\n');
    expect(canonical(documentOf(documentToMarkdown(document, addresses)))).toEqual(canonical(document));
  });
});

describe('HTML that looks like ours', () => {
  it.each([
    ['an unknown kind', '<div data-parvis data-block="callout" data-kind="x"><p>a</p></div>'],
    ['an item without words', '<ul data-parvis><li></li></ul>'],
    ['an address that runs', '<div data-parvis data-block="embed"><a href="javascript:alert(1)">a</a></div>'],
    ['a file that is not there', '<p data-parvis data-block="file" data-title="a" data-size="1" data-type="b"><a href="x">a</a></p>'],
    ['an element that is none of ours', '<p data-parvis>a<script>b</script></p>'],
  ])('is kept with its source when it is not: %s', (_, html) => {
    const kept = documentOf(html).content?.[0];
    expect(kept).toMatchObject({ type: 'kept', attrs: { format: 'html', source: html } });
  });

  it('leads nowhere dangerous', () => {
    expect(documentOf('<p data-parvis><a href="javascript:alert(1)">a</a></p>').content?.[0]?.content).toEqual([
      { type: 'text', text: 'a' },
    ]);
  });
});

const CORPUS = path.resolve(import.meta.dirname, '../../../../../../shared/corpus');
describe.each(['handbook-fr', 'handbook-en'])('every page of %s', (name) => {
  const folder = path.join(CORPUS, name);
  const there = existsSync(folder);
  if (!there) console.log(`${name} does not lie beside the project: its pages are not read.`);

  it.skipIf(!there)('is the same when it is written and read again', { timeout: 300_000 }, () => {
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).normalize('NFC'));
    const known = new Map(paths.map((inside, index) => [inside, `0199f0aa-0000-7000-8000-${String(index).padStart(12, '0')}`]));
    const byId = new Map([...known].map(([inside, id]) => [id, inside]));
    const locate = (from: string, href: string): Resolved => {
      if (/^[a-z][a-z0-9+.-]*:|^#/i.test(href)) return { kind: 'external', href };
      const [target = '', anchor] = href.split('#');
      const inside = path.posix.join(path.posix.dirname(from), decode(target)).normalize('NFC');
      const id = known.get(inside);
      if (!id) return { kind: 'broken', reason: 'not there' };
      if (inside.endsWith('.md')) return { kind: 'page', pageId: id, anchor: anchor ? decode(anchor) : null };
      const picture = /\.(png|jpe?g|gif|webp|svg)$/i.test(inside);
      return {
        kind: 'file',
        file: { id, name: path.basename(inside), size: 1, mediaType: 'x/y', width: picture ? 9 : null, height: picture ? 9 : null },
      };
    };
    const pages = paths.filter((inside) => inside.endsWith('.md'));
    const different: string[] = [];
    let html = 0;
    const began = performance.now();
    for (const inside of pages) {
      const by: Resolver = { link: (href) => locate(inside, href), image: (href) => locate(inside, href), include: () => null };
      const hrefOf = (id: string) =>
        path.posix
          .relative(path.posix.dirname(inside), byId.get(id) ?? '')
          .split('/')
          .map(encodeURIComponent)
          .join('/');
      const relative: Addresses = {
        page: (id, anchor) => ({ href: `${hrefOf(id)}${anchor === null ? '' : `#${encodeURIComponent(anchor)}`}` }),
        file: (id) => {
          const found = locate('', encodeURI(byId.get(id) ?? ''));
          return found.kind === 'file' ? { href: hrefOf(id), file: found.file } : { words: 'absent' };
        },
        person: () => 'quelqu’un',
      };
      const document = documentOf(readFileSync(path.join(folder, inside), 'utf8'), by);
      const markdown = documentToMarkdown(document, relative);
      html += markdown.match(/<\w+ data-parvis/g)?.length ?? 0;
      if (JSON.stringify(canonical(documentOf(markdown, by))) !== JSON.stringify(canonical(document))) different.push(inside);
    }
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    console.log(`${name}: ${pages.length - different.length} of ${pages.length} pages equal, ${html} blocks as HTML, ${seconds} s`);
    expect(different).toEqual([]);
  });
});

function decode(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
