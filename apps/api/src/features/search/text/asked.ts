import { foldedLine, foldedWord } from './fold.ts';
import { STEM, formsOf, isLittle, numberOf } from './stems.ts';
import { pairsOf, wordsOf } from './words.ts';

/** One thing that must be there: any of these. */
export interface Wanted {
  /** As it was typed. */
  typed: string;
  /** Folded. */
  word: string;
  /** What it is found by in the index; each group must be there as a whole. */
  anyOf: string[][];
  /** A slip of the finger may be forgiven in it: it stands in no phrase, and is written with letters. */
  forgiving: boolean;
  /** A run of a script without spaces: any part of one is found. */
  unspaced: boolean;
}

/** What somebody looks for, taken apart. */
export interface Asked {
  wanted: Wanted[];
  /** What must not be there; words in any of their forms. */
  unwanted: Wanted[];
  /** Words that must follow one another; each a regular expression over plain text. */
  phrases: string[];
  unwantedPhrases: string[];
  /** All of it as one line, to compare with names. */
  key: string;
}

/** Words that one search may have; more are not read. */
const MOST_WORDS = 16;
const PIECE = /(?<=^|\s)(?<minus>-?)(?:"(?<a>[^"]*)"|«(?<b>[^»]*)»|“(?<c>[^”]*)”)|(?<word>\S+)/gu;

/**
 * Takes apart what somebody typed: words, "phrases" (also « » and “ ”) and -exclusions. A quotation mark without its
 * partner counts for nothing, and so do little words (« de », “the”) where there are others.
 */
export function takeApart(typed: string): Asked {
  const asked: Asked = { wanted: [], unwanted: [], phrases: [], unwantedPhrases: [], key: foldedLine(typed) };
  for (const { groups } of typed.matchAll(PIECE)) {
    const phrase = groups?.['a'] ?? groups?.['b'] ?? groups?.['c'];
    if (phrase !== undefined) readPhrase(asked, phrase, groups?.['minus'] === '-');
    else readWord(asked, groups?.['word'] ?? '');
  }
  const telling = asked.wanted.filter(({ word }) => !isLittle(word));
  return {
    ...asked,
    wanted: distinct(telling.length > 0 ? telling : asked.wanted).slice(0, MOST_WORDS),
    unwanted: distinct(asked.unwanted).slice(0, MOST_WORDS),
  };
}

function readWord(asked: Asked, piece: string): void {
  const excluded = /^-+[\p{L}\p{N}]/u.test(piece);
  (excluded ? asked.unwanted : asked.wanted).push(...wantedIn(excluded ? piece.replace(/^-+/, '') : piece, true));
}

function readPhrase(asked: Asked, phrase: string, excluded: boolean): void {
  const words = [...wordsOf(phrase)];
  if (words.length === 0) return;
  if (words.length > 1) (excluded ? asked.unwantedPhrases : asked.phrases).push(followingWords(phrase));
  if (!excluded) asked.wanted.push(...wantedIn(phrase, false));
  else if (words.length === 1) asked.unwanted.push(...wantedIn(phrase, false));
}

/** Words as they stand in plain text, whatever stands between them that is no word. */
function followingWords(phrase: string): string {
  let pattern = '';
  let last: { end: number; unspaced: boolean } | null = null;
  for (const word of wordsOf(phrase)) {
    if (last === null) pattern += word.unspaced ? '' : '(^| )';
    else pattern += word.start === last.end ? '' : ' +';
    pattern += [...word.text.toLowerCase()].map(plainCharacter).join('');
    last = word;
  }
  return last?.unspaced ? pattern : `${pattern}( |$)`;
}

/** « œ » stands as « o » in plain text, since one character stands for one there. */
const plainCharacter = (character: string): string => {
  const folded = foldedWord(character);
  return folded.length > 1 ? folded.charAt(0) : folded;
};

/** The words of a piece; in quotation marks (not `inflected`) only as they are written. */
function wantedIn(piece: string, inflected: boolean): Wanted[] {
  const words = [...wordsOf(piece)];
  const wanted = words.map(({ text, unspaced }): Wanted => {
    if (unspaced) return { typed: text, word: text, anyOf: [pairsOf(text)], forgiving: false, unspaced };
    const { word, stems } = formsOf(text);
    const forms = inflected ? [word, ...(stems.length > 0 ? numberOf(word) : []), ...stems] : [word];
    return { typed: text, word, anyOf: forms.map((form) => [form]), forgiving: inflected && /^\p{L}+$/u.test(word), unspaced };
  });
  if (!inflected || words.length < 2 || !/^[\p{L}\p{N}\p{M}]+(?:[-\u2010\u2011][\p{L}\p{N}\p{M}]+)+$/u.test(piece)) return wanted;
  // « e-mail » is also « email »: as one word, or with all its parts.
  const { word, stems } = formsOf(words.map(({ text }) => text).join(''));
  const parts = wanted.filter((part) => !isLittle(part.word)).map((part) => part.word);
  return [
    {
      typed: piece,
      word,
      anyOf: [[word], ...stems.map((stem) => [stem]), parts.length > 0 ? parts : [word]],
      forgiving: false,
      unspaced: false,
    },
  ];
}

function distinct(wanted: Wanted[]): Wanted[] {
  return [...new Map(wanted.map((each) => [each.word, each])).values()];
}

/** Whether a form is a stem, and not a word. */
export const isStem = (form: string): boolean => form.startsWith(STEM);
