import { describe, expect, it } from 'vitest';
import type { TextBlock } from '../document/page-text.ts';
import { blockAt, passageAt } from './passage.ts';
import { type Anchored, type Target, reanchor } from './reanchor.ts';

/** Blocks out of lines; an id may be given in front of the text, as `a| text`. */
function page(...lines: string[]): TextBlock[] {
  let start = 0;
  return lines.map((line, index) => {
    const [, id = `b${index}`, text = line] = /^(\w+)\|(.*)$/s.exec(line) ?? [];
    const block = { start, text, blockId: id };
    start += text.length + 1;
    return block;
  });
}
const textOf = (blocks: readonly TextBlock[]) => blocks.map(({ text }) => text).join('\n');

/** An annotation on a quote: its first occurrence unless told. */
function on(blocks: readonly TextBlock[], quote: string, nth = 0): Target {
  let start = -1;
  for (let count = 0; count <= nth; count++) start = textOf(blocks).indexOf(quote, start + 1);
  if (start < 0) throw new Error(`${quote} is not there`);
  const passage = passageAt(textOf(blocks), blocks, start, start + quote.length);
  return { original: passage, last: passage, there: true };
}
const follow = (before: TextBlock[], after: TextBlock[], target: Target): Anchored => reanchor(before, after, [target])[0]!;
const next = (target: Target, { passage }: Anchored): Target => ({ ...target, last: passage ?? target.last, there: passage !== null });

const BEFORE = page('a|Le badge se retire au bureau 12.', 'b|La visite dure une heure.', 'c|Le casque reste sur place.');

describe('an annotation keeps its place', () => {
  const cases: [string, string, string[], Partial<Anchored> & { exact?: string }][] = [
    [
      'when text is written before it',
      'une heure',
      ['n|Bonjour à toutes.', 'a|Le badge se retire au bureau 12.', 'b|La visite dure une heure.', 'c|Le casque reste sur place.'],
      { state: 'SAFE', exact: 'une heure' },
    ],
    [
      'when its block is moved',
      'une heure',
      ['b|La visite dure une heure.', 'a|Le badge se retire au bureau 12.', 'c|Le casque reste sur place.'],
      { state: 'SAFE', exact: 'une heure' },
    ],
    [
      'when its block is cut and pasted, with another id',
      'une heure',
      ['x|La visite dure une heure.', 'a|Le badge se retire au bureau 12.', 'c|Le casque reste sur place.'],
      { state: 'MOVED', exact: 'une heure' },
    ],
    [
      'when its block is split before it',
      'une heure',
      ['a|Le badge se retire au bureau 12.', 'b|La visite', 'x|dure une heure.', 'c|Le casque reste sur place.'],
      { state: 'MOVED', exact: 'une heure' },
    ],
    [
      'when its block is joined to the one before',
      'une heure',
      ['a|Le badge se retire au bureau 12. La visite dure une heure.', 'c|Le casque reste sur place.'],
      { state: 'MOVED', exact: 'une heure' },
    ],
    [
      'when everything is replaced by the same text, without ids',
      'une heure',
      ['x|Le badge se retire au bureau 12.', 'y|La visite dure une heure.', 'z|Le casque reste sur place.'],
      { state: 'MOVED', exact: 'une heure' },
    ],
    [
      'and tells that its text changed',
      'dure une heure',
      ['a|Le badge se retire au bureau 12.', 'b|La visite dure deux heures.', 'c|Le casque reste sur place.'],
      { state: 'CHANGED', exact: 'dure deux heures' },
    ],
    [
      'and takes in what replaced its first word',
      'visite dure',
      ['a|Le badge se retire au bureau 12.', 'b|La tournée dure une heure.', 'c|Le casque reste sur place.'],
      { state: 'CHANGED', exact: 'tournée dure' },
    ],
    [
      'across two blocks',
      'bureau 12.\nLa visite',
      ['a|Le badge se retire au grand bureau 12.', 'b|La visite dure une heure.', 'c|Le casque reste sur place.'],
      { state: 'SAFE', exact: 'bureau 12.\nLa visite' },
    ],
  ];
  it.each(cases)('%s', (_, quote, after, { exact, ...expected }) => {
    const found = follow(BEFORE, page(...after), on(BEFORE, quote));
    expect(found).toMatchObject(expected);
    expect(found.passage?.exact).toBe(exact);
    expect(textOf(page(...after)).slice(found.passage?.start, found.passage?.end)).toBe(exact);
  });

  it('where the same text is pasted before and after it', () => {
    const after = page(
      'x|La visite dure une heure.',
      'a|Le badge se retire au bureau 12.',
      'b|La visite dure une heure.',
      'y|La visite dure une heure.',
      'c|Le casque reste sur place.',
    );
    expect(follow(BEFORE, after, on(BEFORE, 'une heure')).passage).toMatchObject({ blockId: 'b' });
  });

  it('when two annotations overlap, each for itself', () => {
    const after = page('a|Le badge se retire au bureau 12.', 'b|La visite guidée dure une heure.', 'c|Le casque reste sur place.');
    const found = reanchor(BEFORE, after, [on(BEFORE, 'La visite dure'), on(BEFORE, 'visite dure une')]);
    expect(found.map(({ passage }) => passage?.exact)).toEqual(['La visite guidée dure', 'visite guidée dure une']);
  });

  it('beside an emoji, a flag and right-to-left text, and never in the middle of a character', () => {
    const before = page('a|👩🏽‍🔧 équipe 🇫🇷 مرحبا بكم في الورشة', 'b|Fin');
    const after = page('a|🎉🎉 👩🏽‍🔧 équipe 🇫🇷 مرحبا بكم في الورشة', 'b|Fin');
    for (const quote of ['équipe', 'مرحبا', '🇫🇷']) expect(follow(before, after, on(before, quote)).passage?.exact).toBe(quote);
    const inside = passageAt('a👩b', page('a|a👩b'), 2, 3);
    expect(inside.exact).toBe('👩');
  });

  it('on one character of Chinese', () => {
    const before = page('a|安全第一，质量第二', 'b|请戴安全帽');
    const after = page('a|记住：安全第一，质量第二', 'b|请戴安全帽');
    expect(follow(before, after, on(before, '质')).passage).toMatchObject({ exact: '质', start: 8 });
  });
});

describe('what is gone is an orphan, never a guess', () => {
  it('the annotated copy of a sentence that stands there twice is deleted', () => {
    const before = page('a|Fermer la vanne.', 'b|Ouvrir la porte et attendre.', 'c|Fermer la vanne.');
    const after = page('b|Ouvrir la porte et attendre.', 'c|Fermer la vanne.');
    expect(follow(before, after, on(before, 'Fermer la vanne.')).state).toBe('ORPHAN');
  });

  it('a long sentence that stands there twice, too', () => {
    const sentence = 'Avant toute intervention, consigner la machine et poser le cadenas rouge.';
    const before = page(`a|${sentence}`, 'b|Ensuite seulement, ouvrir le capot.', `c|${sentence}`);
    expect(follow(before, page('b|Ensuite seulement, ouvrir le capot.', `c|${sentence}`), on(before, sentence)).state).toBe('ORPHAN');
  });

  it('a word is not found inside another one', () => {
    const before = page('a|Demander à Linus.', 'b|Suite');
    expect(follow(before, page('a|Les soieries chines sont là.', 'b|Suite'), on(before, 'Linus')).state).toBe('ORPHAN');
  });

  it('a typo that is corrected does not make it jump to another occurrence', () => {
    const before = page('a|Le tablié est posé.', 'b|Le tablier est repris.');
    const after = page('a|Le tablier est posé.', 'b|Le tablier est repris.');
    expect(follow(before, after, on(before, 'tablié')).passage).toMatchObject({ exact: 'tablier', blockId: 'a' });
  });

  it('comes back when the deletion is undone', () => {
    const target = on(BEFORE, 'La visite dure une heure.');
    const without = page('a|Le badge se retire au bureau 12.', 'c|Le casque reste sur place.');
    const lost = follow(BEFORE, without, target);
    expect(lost.state).toBe('ORPHAN');
    expect(follow(without, BEFORE, next(target, lost))).toMatchObject({ state: 'SAFE', method: 'quote' });
  });

  it('comes back by what it said last, when that had changed before it was lost', () => {
    const changed = page(
      'a|Le badge se retire au bureau 12.',
      'b|La visite guidée dure deux bonnes heures.',
      'c|Le casque reste sur place.',
    );
    let target = on(BEFORE, 'La visite dure une heure.');
    target = next(target, follow(BEFORE, changed, target));
    const without = page('a|Le badge se retire au bureau 12.', 'c|Le casque reste sur place.');
    target = next(target, follow(changed, without, target));
    expect(target.there).toBe(false);
    expect(follow(without, changed, target).passage?.exact).toBe('La visite guidée dure deux bonnes heures.');
  });
});

it('tells the block of an offset, its end included', () => {
  expect([0, 31, 32, 33].map((offset) => blockAt(BEFORE, offset)?.blockId)).toEqual(['a', 'a', 'a', 'b']);
});
