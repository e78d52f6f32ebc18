import { describe, expect, it } from 'vitest';
import type { TextBlock } from '../document/page-text.ts';
import { textBlocks } from '../document/page-text.ts';
import type { DocumentNode } from '../document/types.ts';
import { findQuote } from './find-quote.ts';
import { dice, sentenceOf } from './fuzz-judge.ts';
import { type Passage, passageAt } from './passage.ts';
import { MAX_SEARCHES, type Target, reanchor } from './reanchor.ts';

const textOf = (blocks: readonly TextBlock[]) => blocks.map(({ text }) => text).join('\n');
function on(blocks: readonly TextBlock[], quote: string, from = 0): Target {
  const start = textOf(blocks).indexOf(quote, from);
  if (start < 0) throw new Error(`${quote} is not there`);
  const passage = passageAt(textOf(blocks), blocks, start, start + quote.length);
  return { original: passage, last: passage, there: true };
}
/** Another letter in the place of every `nth` one. */
const altered = (text: string, nth: number): string =>
  [...text].map((letter, at) => (at % nth === 1 && at < text.length - 2 ? 'ø' : letter)).join('');

describe('a quote that is looked for', () => {
  const SENTENCE = 'Relever la température du béton, puis la noter sur la fiche de suivi du tablier';
  const quoted = (exact: string, prefix: string, suffix: string): Passage => ({
    start: 0,
    end: exact.length,
    exact,
    prefix,
    suffix,
    blockId: 'gone',
  });
  /** In a text that is all new. */
  const found = (text: string, quote: Passage): string | null => {
    const at = findQuote(text, quote, { came: [[0, text.length]], fresh: () => true, athome: () => false });
    return at && text.slice(at.start, at.end);
  };

  it('may differ in a third of its letters, not in more', () => {
    const quote = quoted(SENTENCE, 'Le matin. ', '. Le soir.');
    const inPlace = (text: string) => `Le matin. ${text}. Le soir.`;
    expect(found(inPlace(altered(SENTENCE, 3)), quote)).toBe(altered(SENTENCE, 3));
    expect(found(inPlace(altered(SENTENCE, 2)), quote)).toBeNull();
  });

  it('and in no more than 64 letters, however long it is', () => {
    const long = Array.from({ length: 6 }, (_, nth) => `${SENTENCE} ${nth}`).join('. ');
    const quote = quoted(long, 'Le matin. ', '. Le soir.');
    const inPlace = (text: string) => `Le matin. ${text}. Le soir.`;
    expect(found(inPlace(altered(long, 9)), quote)).toBe(altered(long, 9));
    expect(found(inPlace(altered(long, 6)), quote)).toBeNull();
  });

  // Of what stood around it, so many letters in ten are as they were.
  const CONTEXTS: [length: string, exact: string, enough: number, tooFew: number][] = [
    ['shorter than 12 letters', 'le vérin', 9, 8],
    ['shorter than 32', 'le vérin plat de 40 tonnes', 7, 5],
  ];
  it.each(CONTEXTS)('%s needs what stood around it', (_, exact, enough, tooFew) => {
    const [prefix, suffix] = ['0123456789', 'abcdefghij'];
    const inContext = (same: number) =>
      `${'~'.repeat(10 - same)}${prefix.slice(10 - same)} ${exact} ${suffix.slice(0, same)}${'~'.repeat(10 - same)}`;
    const quote = quoted(exact, `${prefix} `, ` ${suffix}`);
    expect(found(inContext(enough), quote)).toBe(exact);
    expect(found(inContext(tooFew), quote)).toBeNull();
  });

  it('a long one is known by itself, unless it changed', () => {
    const quote = quoted(SENTENCE, 'Le matin. ', '. Le soir.');
    expect(found(`~~~~~~~~~ ${SENTENCE} ~~~~~~~~`, quote)).toBe(SENTENCE);
    expect(found(`~~~~~~~~~ ${altered(SENTENCE, 5)} ~~~~~~~~`, quote)).toBeNull();
  });

  it('that stands there twice is neither, unless what stood around it stands around one of them', () => {
    const [prefix, suffix] = ['abcdefghijklmnopqrstuvwxyz012345', '543210zyxwvutsrqponmlkjihgfedcba'];
    const quote = quoted(SENTENCE, prefix, suffix);
    /** Where it is found of two places, around which so many letters differ. */
    const foundOf = (first: number, second: number): number | null => {
      const place = (differ: number) => `${'~'.repeat(differ)}${prefix.slice(differ)}${SENTENCE}${suffix}`;
      const text = `${place(first)}\n${'Autre chose. '.repeat(9)}\n${place(second)}`;
      const at = findQuote(text, quote, { came: [[0, text.length]], fresh: () => true, athome: () => false });
      return at && [text.indexOf(SENTENCE), text.lastIndexOf(SENTENCE)].indexOf(at.start);
    };
    expect(foundOf(0, 0)).toBeNull();
    // Hardly to be told apart, and neither of them surely the one; both as sure.
    expect(foundOf(10, 12)).toBeNull();
    expect(foundOf(1, 3)).toBeNull();
    // Hardly to be told apart, yet one is as sure as can be; and none is, yet one is much likelier.
    expect(foundOf(7, 4)).toBe(1);
    expect(foundOf(12, 28)).toBe(0);
  });

  it('is not found inside another word, whatever stands around that', () => {
    const [prefix, suffix] = ['Avant la pose, tracer toutes les ', ' à la craie, puis les contrôler.'];
    const inWord = (word: string) => found(`${prefix}${word}${suffix}`, quoted('lignes', prefix, suffix));
    expect(inWord('lignes')).toBe('lignes');
    expect(inWord('alignes')).toBeNull();
    expect(inWord('lignesse')).toBeNull();
    expect(found('画线条。', quoted('线', '画', '条。'))).toBe('线');
  });
});

describe('a passage that was changed', () => {
  const page = (text: string): TextBlock[] =>
    textBlocks({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'a' }, content: [{ type: 'text', text }] }] });
  const BEFORE = page('Avant la pose, mesurer la hauteur libre sous le tablier. Ensuite seulement, caler.');
  const carried = (after: string) => reanchor(BEFORE, page(after), [on(BEFORE, 'mesurer la hauteur libre sous le tablier')])[0]!;

  it('is the same one while two fifths of it are left, and an orphan below', () => {
    expect(carried('Avant la pose, mesurer la hauteur WWWWWWWWWWWWWWWWWWW. Ensuite seulement, caler.').state).toBe('CHANGED');
    expect(carried('Avant la pose, mesurer WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW. Ensuite seulement, caler.').state).toBe('ORPHAN');
  });

  it('holds what was written into it, unless that is far more than it was', () => {
    const into = (words: string) => carried(BEFORE[0]!.text.replace('hauteur libre', `hauteur ${words} libre`));
    expect(into('W'.repeat(60)).passage?.exact).toMatch(/^mesurer la hauteur W{60} libre sous le tablier$/);
    expect(into('W'.repeat(110)).passage?.exact).toBe('libre sous le tablier');
  });
});

it('what stood there before is something else, also beside what came just now', () => {
  const long = 'Avant toute intervention, consigner la machine et poser le cadenas rouge.';
  const blocks = (...lines: [id: string, text: string][]) =>
    textBlocks({
      type: 'doc',
      content: lines.map(([id, text]) => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] })),
    });
  const before = blocks(['a', long], ['b', 'Ouvrir le capot.'], ['c', long]);
  const after = blocks(['b', 'Ouvrir le capot.'], ['n', 'Puis :'], ['c', long], ['m', 'Fermer le capot.']);
  expect(reanchor(before, after, [on(before, long)])[0]?.state).toBe('ORPHAN');
});

it('only so many quotes are looked for in one go: a page of orphans keeps nobody waiting', () => {
  const throwDice = dice(50);
  const lines = Array.from({ length: MAX_SEARCHES + 20 }, () => sentenceOf(throwDice, 14));
  const blocks = (texts: readonly string[]) =>
    textBlocks({
      type: 'doc',
      content: texts.map((text, nth) => ({ type: 'paragraph', attrs: { id: `p${nth}` }, content: [{ type: 'text', text }] })),
    });
  const before = blocks(lines);
  const targets = lines.map((line) => ({ ...on(before, line), there: false }));
  const after = blocks(lines.map((line) => altered(line, 5)));
  const found = reanchor([], after, targets).map(({ state }) => state);
  expect(found.filter((state) => state !== 'ORPHAN')).toHaveLength(MAX_SEARCHES);
});

describe('what has no letters', () => {
  const words = (id: string, text: string): DocumentNode => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] });
  const picture = (id: string) => ({ type: 'image', attrs: { id, fileId: null, src: null, alt: '' } }) as DocumentNode;
  const formula = (id: string) => ({ type: 'formula', attrs: { id, source: 'x^2' } }) as unknown as DocumentNode;
  const page = (...content: DocumentNode[]) => textBlocks({ type: 'doc', content });
  const BEFORE = page(words('a', 'Le gabarit :'), picture('p1'), words('b', 'Le calage :'), picture('p2'), formula('f'));
  const nthAtom = (blocks: readonly TextBlock[], blockId: string) =>
    on(blocks, '\ufffc', blocks.find((block) => block.blockId === blockId)!.start);

  it.each(['p1', 'p2', 'f'])('is known by its block: %s, among others like it', (id) => {
    const target = nthAtom(BEFORE, id);
    const around = page(
      picture('n1'),
      words('a', 'Le gabarit :'),
      picture('n2'),
      picture('p1'),
      words('b', 'Le calage, ensuite :'),
      picture('p2'),
      formula('f'),
    );
    const moved = page(words('a', 'Le gabarit :'), formula('f'), picture('p2'), words('b', 'Le calage :'), picture('p1'));
    for (const after of [around, moved])
      expect(reanchor(BEFORE, after, [target])[0]).toMatchObject({ state: 'SAFE', passage: { blockId: id } });
  });

  it('and when its block is gone, no other one is taken for it', () => {
    const after = page(words('a', 'Le gabarit :'), words('b', 'Le calage :'), picture('p2'), formula('f'));
    expect(reanchor(BEFORE, after, [nthAtom(BEFORE, 'p1')])[0]?.state).toBe('ORPHAN');
  });
});
