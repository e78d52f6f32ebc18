import { describe, expect, it } from 'vitest';
import { type TextBlock, textBlocks } from '../document/page-text.ts';
import type { DocumentNode } from '../document/types.ts';
import { blockAt, passageAt } from './passage.ts';
import { type Anchored, MAX_SEARCHES, type Target, reanchor } from './reanchor.ts';

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
const next = (target: Target, { passage, remains = [] }: Anchored): Target => ({
  ...target,
  last: passage ?? { ...target.last, parts: remains },
  there: passage !== null,
});

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

  it('across cells, and across list items, whose blocks are those of a real document', () => {
    const line = (id: string, text: string): DocumentNode => ({
      type: 'paragraph',
      attrs: { id },
      content: text ? [{ type: 'text', text }] : [],
    });
    const cell = (id: string, text: string): DocumentNode => ({
      type: 'tableCell',
      attrs: { colspan: 1, rowspan: 1, colwidth: null, align: null },
      content: [line(id, text)],
    });
    const page = (lead: string[]): TextBlock[] =>
      textBlocks({
        type: 'doc',
        content: [
          ...lead.map((text, index) => line(`n${index}`, text)),
          { type: 'table', attrs: { id: 't' }, content: [{ type: 'tableRow', content: [cell('c1', 'Vérin'), cell('c2', '40 tonnes')] }] },
          {
            type: 'bulletList',
            attrs: { id: 'l' },
            content: ['Caler', 'Lever', 'Poser'].map((text, index) => ({ type: 'listItem' as const, content: [line(`i${index}`, text)] })),
          },
        ],
      });
    const [before, after] = [page([]), page(['Avant tout, lire la consigne.'])];
    for (const quote of ['Vérin\n40 tonnes', 'Lever\nPoser', '40 tonnes\nCaler'])
      expect(follow(before, after, on(before, quote))).toMatchObject({ state: 'SAFE', passage: { exact: quote } });
  });

  it('in code, whose lines are of one block and whose spaces count', () => {
    const code = 'function pose(appui) {\n  return appui.niveau;\n}';
    const before = page('a|Le calcul :', `c|${code}`);
    const after = page('a|Le calcul :', `c|// relu\n${code.replace('niveau', 'altitude')}`);
    expect(follow(before, after, on(before, '{\n  return')).passage?.exact).toBe('{\n  return');
    expect(follow(before, after, on(before, 'return appui.niveau;'))).toMatchObject({
      state: 'CHANGED',
      passage: { exact: 'return appui.altitude;' },
    });
  });

  it('when one of its blocks is moved away and comes back, and does not take along what came in between', () => {
    const before = page('a|Poser le gabarit.', 'b|Couler le bossage.', 'c|Attendre une semaine.');
    let target = on(before, 'le gabarit.\nCouler le bossage.\nAttendre');
    const away = page(
      'a|Poser le gabarit.',
      'n|Appeler le laboratoire qui fait les essais.',
      'c|Attendre une semaine.',
      'x|Fin.'.repeat(40),
      'b|Couler le bossage.',
    );
    const between = follow(before, away, target);
    expect(between).toMatchObject({ state: 'CHANGED' });
    target = next(target, between);
    const back = page(
      'n|Appeler le laboratoire qui fait les essais.',
      'a|Poser le gabarit.',
      'b|Couler le bossage.',
      'c|Attendre une semaine.',
    );
    expect(follow(away, back, target).passage?.exact).toBe('le gabarit.\nCouler le bossage.\nAttendre');
  });

  it('when it is cut out of its block and pasted into another one', () => {
    const before = page('a|Le badge se retire au bureau 12, contre une pièce d’identité.', 'b|La visite dure une heure.');
    const after = page('a|Le badge se retire au bureau 12.', 'b|La visite dure une heure, contre une pièce d’identité.');
    expect(follow(before, after, on(before, 'contre une pièce d’identité'))).toMatchObject({
      state: 'MOVED',
      passage: { exact: 'contre une pièce d’identité', blockId: 'b' },
    });
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

describe('what comes back is attached again', () => {
  const END = page('z|Fin du cahier des charges.');

  it('however much of it there is: more than may be looked for', () => {
    const lines = Array.from({ length: 3 * MAX_SEARCHES }, (_, nth) => `l${nth}|Le poste ${nth} se règle au calibre ${7 * nth}.`);
    const before = page(...lines, 'z|Fin du cahier des charges.');
    const targets = lines.flatMap((_, nth) => [on(before, `poste ${nth} se règle`), on(before, `${7 * nth}.`)]);
    const lost = reanchor(before, END, targets);
    expect(lost.every(({ state }) => state === 'ORPHAN')).toBe(true);
    const again = reanchor(
      END,
      before,
      targets.map((target, nth) => next(target, lost[nth]!)),
    );
    expect(again.map(({ passage }) => passage?.start)).toEqual(targets.map(({ original }) => original.start));
  });

  it('in its own block, though there is a copy of it', () => {
    const sentence = 'Avant toute intervention, consigner la machine.';
    const before = page(`a|${sentence}`, `b|${sentence}`, 'z|Fin du cahier des charges.');
    const target = on(before, 'consigner la machine');
    const lost = next(target, follow(before, END, target));
    expect(lost.there).toBe(false);
    expect(follow(END, before, lost).passage).toMatchObject({ blockId: 'a', start: target.original.start });
  });

  it('elsewhere than what was left of it: it goes where most of it is', () => {
    const long = 'Relever la température du béton, puis la noter sur la fiche de suivi du tablier.';
    const before = page('a|Contrôle', `b|${long}`, 'z|Fin du cahier des charges.');
    const target = on(before, `Contrôle\n${long}`);
    const without = page('a|Contrôle', 'z|Fin du cahier des charges.');
    const lost = next(target, follow(before, without, target));
    expect(lost.there).toBe(false);
    const back = page('a|Contrôle', `n|${'Autre chose. '.repeat(40)}`, `x|${long}`, 'z|Fin du cahier des charges.');
    expect(follow(without, back, lost)).toMatchObject({ state: 'CHANGED', passage: { exact: long, blockId: 'x' } });
  });

  it('by what it said last, where what was selected stands beside it', () => {
    const said = 'Les équipes livrent chaque semaine une version à essayer.';
    const longer = said.replace('chaque semaine', 'sans attendre et chaque semaine');
    const target = on(page(`a|${said}`, 'z|Fin du cahier des charges.'), said);
    const changed = page(`a|${longer}${said}`, 'z|Fin du cahier des charges.');
    const last = passageAt(textOf(changed), changed, 0, longer.length);
    const lost: Target = { ...target, last: { ...last, parts: [] }, there: false };
    const back = page(`x|${longer}${said}`, 'z|Fin du cahier des charges.');
    expect(follow(END, back, lost).passage?.exact).toBe(longer);
  });

  it('nowhere when only a few words of it are written again', () => {
    const target = on(page('a|Le contrôle des équipes à comprendre.', 'z|Fin du cahier des charges.'), 'des équipes à comprendre');
    const lost = next(target, follow(page('a|Le contrôle des équipes à comprendre.', 'z|Fin du cahier des charges.'), END, target));
    expect(follow(END, page('x|Nos équipes.', 'z|Fin du cahier des charges.'), lost).state).toBe('ORPHAN');
  });
});

it('goes, of a passage that parts, with what was selected and not with what was written into it', () => {
  const before = page('a|Inscription, atelier étude plan ici.', 'b|Ressources diverses du chantier', 'z|Fin.');
  const selected = page('a|Inscription, ici.', 'b|Ressources diverses du chantier', 'z|Fin.');
  const original = passageAt(textOf(selected), selected, 10, textOf(selected).indexOf(' chantier'));
  const last = passageAt(textOf(before), before, 10, textOf(before).indexOf(' chantier'));
  const far = page('b|Ressources diverses du chantier', `n|${'Autre chose. '.repeat(40)}`, 'a|Inscription, atelier étude plan ici.');
  const [found] = reanchor(before, far, [{ original, last, there: true }]);
  expect(found?.passage?.exact).toBe('Ressources diverses du');
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

  it('one of two copies that came at once, nobody knows which', () => {
    const sentence = 'Avant toute intervention, consigner la machine.';
    const before = page(`a|${sentence}`, 'b|Ouvrir le capot.');
    const without = page('b|Ouvrir le capot.');
    const lost = next(on(before, sentence), follow(before, without, on(before, sentence)));
    expect(follow(without, page(`x|${sentence}`, 'b|Ouvrir le capot.', `y|${sentence}`, 'z|Ouvrir le capot.'), lost).state).toBe('ORPHAN');
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
