import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { takeApart } from './asked.ts';
import { queryOf } from './asked-query.ts';
import { excerptOf } from './excerpt.ts';
import { foldedLine, foldedWord, plainOf } from './fold.ts';
import { Marking } from './marking.ts';
import { mixedUp, slipsBetween, slipsForgiven } from './slips.ts';
import { formsOf, isLittle } from './stems.ts';
import { indexed } from './terms.ts';
import { gramsOf, wordsOf } from './words.ts';

// The same draw for the same figures; others by FAST_CHECK_SEED.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_260) });

const NONE = { near: new Map<string, string[]>(), beginning: null };
const words = (text: string) => [...wordsOf(text)].map((word) => word.text);
const characters = (text: string) => [...text].length;

describe('folding', () => {
  it('leaves nothing that a keyboard lacks', () => {
    expect(['Équipe', 'ŒUVRE', 'Straße', 'Łódź', 'ﬁn', 'Ａｂｃ'].map(foldedWord)).toEqual([
      'equipe',
      'oeuvre',
      'strasse',
      'lodz',
      'fin',
      'abc',
    ]);
    expect(foldedLine('  L’équipe — « produit » ! ')).toBe('l equipe produit');
  });

  it('keeps every place of a text where it was', () => {
    expect(plainOf('L’Œil: é😀x')).toBe('l oil  e x');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => characters(plainOf(text)) === characters(text)));
  });
});

describe('words', () => {
  it('are parted by apostrophes, hyphens and signs, and hold digits', () => {
    expect(words("L'équipe d’abord : e-mail n°4 (CO2)")).toEqual(['L', 'équipe', 'd', 'abord', 'e', 'mail', 'n', '4', 'CO2']);
    expect(words('👷‍♀️ ️ ́')).toEqual([]);
  });

  it('are the same whether a text holds letters of many scripts or of few', () => {
    const letters = fc.constantFrom(..."aéœÉß9ı« ’'ʼʹ-\u00ad\u0301\u200d\u2060…—жא٣ก".split(''));
    const texts = fc.oneof(fc.string({ unit: letters }), fc.string({ unit: 'grapheme' }));
    fc.assert(fc.property(texts, (text) => expect(words(`${text} 東`)).toEqual([...words(text), '東'])));
  });

  it('of scripts without spaces are runs, found by any part', () => {
    expect(words('東京へ行くOK')).toEqual(['東京へ行く', 'OK']);
    expect(gramsOf('東京港')).toEqual(['東', '京', '港', '東京', '京港']);
  });

  it('share a form with their plural, feminine and conjugated forms, in French and English, with and without accents', () => {
    const share = (one: string, other: string) => {
      const [a, b] = [formsOf(one), formsOf(other)];
      return a.word === b.word || a.stems.some((stem) => b.stems.includes(stem));
    };
    for (const [one, other] of [
      ['réunions', 'reunion'],
      ['développées', 'developper'],
      ['travaux', 'travail'],
      ['chevaux', 'cheval'],
      ['organisations', 'organiser'],
      ['meetings', 'meeting'],
      ['securite', 'sécurité'],
      ['accessible', 'accessibles'],
    ] as const)
      expect([one, other, share(one, other)]).toEqual([one, other, true]);
    expect(share('port', 'sport')).toBe(false);
    expect(isLittle('de') && isLittle('the') && !isLittle('it')).toBe(true);
  });
});

describe('slips', () => {
  it('are counted: too many letters, missing, wrong, mixed up', () => {
    expect([
      slipsBetween('reunion', 'reunoin', 2),
      slipsBetween('reunion', 'runion', 2),
      slipsBetween('reunion', 'reunnion', 2),
      slipsBetween('reunion', 'reumion', 2),
    ]).toEqual([1, 1, 1, 1]);
    expect([slipsBetween('abcdefgh', 'bacdefhg', 2), slipsBetween('abc', 'xyz', 2), slipsBetween('abc', 'abc', 2)]).toEqual([2, 3, 0]);
    expect([slipsForgiven('mot'), slipsForgiven('quai'), slipsForgiven('reunion')]).toEqual([0, 1, 2]);
    expect(mixedUp('abc')).toEqual(['bac', 'acb']);
  });

  it('are the same from either side', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(fc.property(word, word, (a, b) => slipsBetween(a, b, 9) === slipsBetween(b, a, 9)));
  });
});

describe('what is typed', () => {
  it('is taken apart into words, phrases and what is left out', () => {
    const asked = takeApart('la "mise en production" -tests -"en cours" équipes');
    expect(asked.wanted.map(({ word }) => word)).toEqual(['mise', 'production', 'equipes']);
    expect(asked.unwanted.map((together) => together.map(({ word }) => word))).toEqual([['tests']]);
    expect([asked.phrases, asked.unwantedPhrases]).toEqual([['(^| )mise +en +production( |$)'], ['(^| )en +cours( |$)']]);
    expect(takeApart('de la').wanted.map(({ word }) => word)).toEqual(['de', 'la']);
  });

  it('is a query that PostgreSQL reads, whatever it is: lexemes in quotation marks, joined by signs', () => {
    const lexeme = `'[^'\\\\]+'(?::\\*)?`;
    const query = new RegExp(`^(?:${lexeme}|[&|!()])+$`, 'u');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (typed) => {
        const asked = takeApart(typed);
        if (asked.wanted.length === 0) return true;
        return [queryOf(asked), queryOf(asked, NONE, true)].every(({ match, wanted, literal, rank }) =>
          [match, wanted, literal, rank].every((part) => query.test(part)),
        );
      }),
    );
    expect(queryOf(takeApart('quai -port')).match).toBe(`('quai'|'quais'|'~quai')&!('port'|'ports'|'~port')`);
  });
});

describe('an entry', () => {
  it('holds the words of name, notes and text with their weights, little words in the name alone', () => {
    const { vector, titleVector, titleKey, titleWords } = indexed({ title: "L'e-mail", notes: 'port', text: 'de mail' });
    expect(vector).toBe(`'l':1A 'e':2A '~e':2A 'mail':3A,6D '~mail':3A,6D 'email':4A '~email':4A 'port':5B '~port':5B`);
    expect(titleVector).toContain(`'email':4A`);
    expect({ titleKey, titleWords }).toEqual({ titleKey: 'l e mail', titleWords: 4 });
  });

  it('of a text without end stays within what PostgreSQL takes', () => {
    const text = Array.from({ length: 200_000 }, (_, nth) => `mot${nth.toString(36)}${'x'.repeat(nth % 40)}`).join(' ');
    expect(Buffer.byteLength(indexed({ title: '', notes: '', text }).vector)).toBeLessThan(1_500_000);
  });
});

describe('an excerpt', () => {
  const excerpt = (text: string, typed: string, first = true, last = true) =>
    excerptOf({ text, first, last }, new Marking(takeApart(typed), NONE))
      .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
      .join('');

  it('marks what was looked for, neighbours as one', () => {
    expect(excerpt("L'équipe du quai", 'equipes quais')).toBe("L'[équipe] du [quai]");
    expect(excerpt('quai port', 'quai port')).toBe('[quai port]');
  });

  it('shows no thing without text, no broken character, and where text was left out', () => {
    expect(excerpt('Avant\uFFFC\n\nle quai', 'quai')).toBe('Avant le [quai]');
    const cut = excerpt(`${'avant '.repeat(60)}quai ${'après '.repeat(60)}`, 'quai');
    expect(cut).toMatch(/^… avant .*\[quai\] après.* …$/);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 700 }), (text) => excerpt(`${text} quai ${text}`, 'quai').isWellFormed()),
    );
  });

  it('is whole again when its pieces are joined', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        (text) =>
          new Marking(takeApart('a quai'), NONE)
            .mark(text)
            .map((piece) => piece.text)
            .join('') === text,
      ),
    );
  });
});
