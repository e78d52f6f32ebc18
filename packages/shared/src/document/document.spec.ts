import { describe, expect, it } from 'vitest';
import { documentLinks, excerptOf, headingAnchors, isSafeHref, pageText, textBlocks } from './index.ts';
import { parseDocument } from './schema-entry.ts';
import type { DocumentNode } from './types.ts';

const PAGE = '0199f0aa-0000-7000-8000-000000000001';
const FILE = '0199f0aa-0000-7000-8000-000000000002';
const PERSON = '0199f0aa-0000-7000-8000-000000000003';
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (value: string, ...marks: object[]) => ({ type: 'text', text: value, ...(marks.length > 0 && { marks }) });
const doc = (...content: object[]) => ({ type: 'doc', content });

function parsed(input: unknown, seed = 'seed'): DocumentNode {
  const result = parseDocument(input, seed);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.document;
}
const problemOf = (input: unknown) => {
  const result = parseDocument(input);
  return result.ok ? null : result.problems[0];
};

describe('a document that comes from outside', () => {
  it('gets ids, defaults and one spelling of its letters', () => {
    const document = parsed(
      doc(paragraph(text('e\u0301te\u0301')), { type: 'orderedList', content: [{ type: 'listItem', content: [paragraph(text('un'))] }] }),
    );
    expect(pageText(document)).toBe('été\nun');
    expect(document.content?.[0]?.attrs).toEqual({ id: expect.stringMatching(/^[\da-z]{10}$/) });
    expect(document.content?.[1]?.attrs).toMatchObject({ start: 1 });
  });

  it('gets the same ids again from the same seed, and unique ones always', () => {
    const input = doc(
      ...Array.from({ length: 50 }, () => paragraph(text('x'))),
      { ...paragraph(text('twice')), attrs: { id: 'same' } },
      { ...paragraph(text('twice')), attrs: { id: 'same' } },
    );
    expect(parsed(input, 'a')).toEqual(parsed(input, 'a'));
    const ids = parsed(input).content?.map((node) => (node.attrs && 'id' in node.attrs ? node.attrs.id : null));
    expect(new Set(ids).size).toBe(52);
    expect(ids).toContain('same');
  });

  it.each([
    ['an unknown node', doc({ type: 'script' }), 'content.0.type'],
    ['an unknown mark', doc(paragraph(text('x', { type: 'blink' }))), 'content.0.content.0.marks.0.type'],
    ['an unknown attribute', doc({ type: 'paragraph', attrs: { onclick: 'x' } }), 'content.0.attrs.onclick'],
    ['a wrong level', doc({ type: 'heading', attrs: { level: 9 } }), 'content.0.attrs.level'],
    [
      'a script as link',
      doc(paragraph(text('x', { type: 'link', attrs: { href: 'JaVaScript:alert(1)' } }))),
      'content.0.content.0.marks.0.attrs.href',
    ],
    [
      'a script with a line break',
      doc(paragraph(text('x', { type: 'link', attrs: { href: 'java\nscript:alert(1)' } }))),
      'content.0.content.0.marks.0.attrs.href',
    ],
    ['data as embed', doc({ type: 'embed', attrs: { url: 'data:text/html,x' } }), 'content.0.attrs.url'],
    ['a block where text belongs', doc(paragraph(paragraph())), ''],
    ['an item outside its list', doc({ type: 'listItem', content: [paragraph()] }), ''],
    ['a mention of nobody', doc(paragraph({ type: 'mention', attrs: { personId: 'x' } })), 'content.0.content.0.attrs.personId'],
    ['nothing', null, ''],
    ['a node that is no document', paragraph(), 'type'],
  ])('is refused with its place: %s', (_, input, path) => {
    expect(problemOf(input)?.path).toBe(path);
  });

  it('is refused when it is nested too deep', () => {
    let node: object = paragraph(text('x'));
    for (let depth = 0; depth < 150; depth++) node = { type: 'blockquote', content: [node] };
    expect(problemOf(doc(node))?.message).toContain('nested');
  });

  it('loses what cannot be stored or seen', () => {
    expect(pageText(parsed(doc(paragraph(text('a\u0000b\ud800c')))))).toBe('a\ufffdb\ufffdc');
  });
});

describe('the text of a page', () => {
  const document = parsed(
    doc(
      { type: 'heading', attrs: { level: 2 }, content: [text('Avant la pose')] },
      paragraph(text('Vérifiez '), text('l’étiquette', { type: 'bold' }), { type: 'hardBreak' }, text('😀 ensuite')),
      { type: 'image', attrs: { fileId: FILE, alt: 'coupe' } },
      { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text('± 5 mm'))] }] }] },
      { type: 'codeBlock', content: [text('un\ndeux')] },
      { type: 'formula', attrs: { latex: 'E = mc^2' } },
      paragraph(text('de '), { type: 'mention', attrs: { personId: PERSON } }, text(' : '), {
        type: 'inlineFormula',
        attrs: { latex: 'x' },
      }),
    ),
  );

  it('joins blocks by line breaks, and puts one sign where there is no text', () => {
    expect(pageText(document)).toBe(
      'Avant la pose\nVérifiez l’étiquette\n😀 ensuite\n\ufffc\n± 5 mm\nun\ndeux\n\ufffc\nde \ufffc : \ufffc',
    );
  });

  it('knows where each block begins, in UTF-16', () => {
    const whole = pageText(document);
    for (const block of textBlocks(document)) expect(whole.slice(block.start, block.start + block.text.length)).toBe(block.text);
  });
});

describe('what a document leads to', () => {
  it('is listed once', () => {
    const document = parsed(
      doc(
        paragraph(
          text('a', { type: 'pageLink', attrs: { pageId: PAGE, anchor: null } }),
          text('b', { type: 'fileLink', attrs: { fileId: FILE } }),
          { type: 'mention', attrs: { personId: PERSON } },
          { type: 'mention', attrs: { personId: PERSON } },
        ),
        { type: 'pageCard', attrs: { pageId: PAGE } },
        { type: 'image', attrs: { fileId: FILE } },
      ),
    );
    expect(documentLinks(document)).toEqual({ pageIds: [PAGE], fileIds: [FILE], personIds: [PERSON] });
  });

  it('has anchors that are unique', () => {
    const heading = (title: string) => ({ type: 'heading', attrs: { level: 2 }, content: [text(title)] });
    expect(headingAnchors(parsed(doc(heading('Été à Nœux'), heading('Été à Nœux'), heading('…')))).map(({ anchor }) => anchor)).toEqual([
      'ete-a-noeux',
      'ete-a-noeux-2',
      'section',
    ]);
  });

  it.each(['https://a.fr', 'http://a.fr/é?x#y', 'mailto:a@b.fr', 'tel:+33102030405', '#partie'])('may be %s', (href) =>
    expect(isSafeHref(href)).toBe(true),
  );
  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:x',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//a.fr',
    '/relative',
    '',
  ])('may not be %j', (href) => expect(isSafeHref(href)).toBe(false));

  it('is summed up at a word', () => {
    const excerpt = excerptOf(parsed(doc(paragraph(text('Une phrase qui est beaucoup trop longue pour tenir ici.')))), 30);
    expect(excerpt).toBe('Une phrase qui est beaucoup…');
  });
});
