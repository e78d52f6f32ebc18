import { foldedLine, foldedWord, plainOf } from './fold.ts';
import { STEM, formsOf, isLittle, numberOf } from './stems.ts';
import { type Word, pairsOf, wordsOf } from './words.ts';

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
  /** The words that hyphens join: all of them are as good, and slips are forgiven in each. */
  parts: readonly Wanted[];
}

/** What somebody looks for, taken apart. */
export interface Asked {
  wanted: Wanted[];
  /** What must not be there; words in any of their forms. Words that were typed as one (« -l’équipe ») only count together. */
  unwanted: Wanted[][];
  /** Words that must follow one another; each a regular expression over plain text and over names. */
  phrases: string[];
  unwantedPhrases: string[];
  /** The same phrases as they mostly stand in plain text. */
  phraseLines: string[];
  /** All that is looked for as one line, to compare with names. */
  key: string;
}

/** The word, or the parts that it is made of. */
export const simpleWords = ({ wanted }: Asked): Wanted[] => wanted.flatMap((each) => (each.parts.length > 0 ? each.parts : [each]));

/** Words that one search may have; more are not read. */
const MOST_WORDS = 16;
const PIECE = /(?<=^|\s)(?:(?<minus>-?)(?:"(?<a>[^"]*)"|«(?<b>[^»]*)»|“(?<c>[^”]*)”)|-["«“](?<open>[^"»”]*)$)|(?<word>\S+)/gu;

/**
 * Takes apart what somebody typed: words, "phrases" (also « » and “ ”) and -exclusions. A quotation mark without its
 * partner counts for nothing, but for one of an exclusion, which goes to the end: what is to be left out is never wished
 * for while it is typed. Little words (« de », “the”) count for nothing where there are others.
 */
export function takeApart(typed: string): Asked {
  const asked: Asked = { wanted: [], unwanted: [], phrases: [], unwantedPhrases: [], phraseLines: [], key: '' };
  const key: string[] = [];
  for (const { 0: piece, groups } of typed.matchAll(PIECE)) {
    const open = groups?.['open'];
    const phrase = open ?? groups?.['a'] ?? groups?.['b'] ?? groups?.['c'];
    const excluded = phrase === undefined ? /^-+[\p{L}\p{N}]/u.test(piece) : open !== undefined || groups?.['minus'] === '-';
    if (phrase !== undefined) readPhrase(asked, phrase, excluded);
    else if (!excluded) asked.wanted.push(...wantedIn(piece, true));
    else asked.unwanted.push(telling(wantedIn(piece.replace(/^-+/, ''), true)));
    if (!excluded) key.push(piece);
  }
  return {
    ...asked,
    wanted: distinct(telling(asked.wanted)).slice(0, MOST_WORDS),
    unwanted: asked.unwanted.slice(0, MOST_WORDS),
    key: foldedLine(key.join(' ')),
  };
}

/** Without little words, where there are others. */
function telling(wanted: Wanted[]): Wanted[] {
  const others = wanted.filter(({ word }) => !isLittle(word));
  return others.length > 0 ? others : wanted;
}

function readPhrase(asked: Asked, phrase: string, excluded: boolean): void {
  const words = [...wordsOf(phrase)];
  if (words.length === 0) return;
  if (words.length > 1) {
    (excluded ? asked.unwantedPhrases : asked.phrases).push(followingWords(words));
    if (!excluded) asked.phraseLines.push(lineOf(words));
  }
  if (!excluded) asked.wanted.push(...wantedIn(phrase, false));
  else if (words.length === 1) asked.unwanted.push(wantedIn(phrase, false));
}

/** Words as they stand in plain text or, folded otherwise, in names and notes; whatever stands between them that is no word. */
function followingWords(words: readonly Word[]): string {
  const inText = inOrder(words, (word) => plainOf(withLigatures(word)));
  const inNames = inOrder(words, foldedWord);
  return inText === inNames ? inText : `${inText}|${inNames}`;
}

function inOrder(words: readonly Word[], folded: (word: string) => string): string {
  let pattern = '';
  let last: Word | null = null;
  for (const word of words) {
    if (last === null) pattern += word.unspaced ? '' : '(^| )';
    else pattern += word.start === last.end ? '' : ' +';
    pattern += asPattern(folded(word.text));
    last = word;
  }
  return last?.unspaced ? pattern : `${pattern}( |$)`;
}

/** « œ » stands as « o » in plain text, since one character stands for one there, and people type « oe ». */
const asPattern = (folded: string): string =>
  folded.replace(/[^\p{L}\p{N}\p{M}]/gu, '\\$&').replace(/oe|ae|ss/g, (letters) => `${letters}?`);
const withLigatures = (word: string): string => word.toLowerCase().replace(/[œæß]/g, (letter) => foldedWord(letter));

/** Words as plain text has them, one space between them. */
const lineOf = (words: readonly Word[]): string =>
  words.map(({ text, start }, index) => `${index > 0 && start > (words[index - 1]?.end ?? 0) ? ' ' : ''}${plainOf(text)}`).join('');

/** The words of a piece; in quotation marks (not `inflected`) only as they are written. */
function wantedIn(piece: string, inflected: boolean): Wanted[] {
  const wanted: Wanted[] = [];
  let joined: Word[] = [];
  const close = () => {
    if (joined.length > 1) wanted.push(compound(joined));
    else wanted.push(...joined.map((word) => single(word, inflected)));
    joined = [];
  };
  for (const word of wordsOf(piece)) {
    const before = joined.at(-1);
    const hyphen = before !== undefined && word.start === before.end + 1 && /[-\u2010\u2011]/.test(piece[before.end] ?? '');
    if (!inflected || !hyphen || word.unspaced || before.unspaced) close();
    joined.push(word);
  }
  close();
  return wanted;
}

function single({ text, unspaced }: Word, inflected: boolean): Wanted {
  if (unspaced) return { typed: text, word: text, anyOf: [pairsOf(text)], forgiving: false, unspaced, parts: [] };
  const { word, stems } = formsOf(text);
  const forms = inflected ? [word, ...(stems.length > 0 ? numberOf(word) : []), ...stems] : [word];
  const forgiving = inflected && /^\p{L}+$/u.test(word);
  return { typed: text, word, anyOf: forms.map((form) => [form]), forgiving, unspaced, parts: [] };
}

/** « e-mail » is also « email »: as one word, or with all its parts (in the singular or plural). */
function compound(words: readonly Word[]): Wanted {
  const { word, stems } = formsOf(words.map(({ text }) => text).join(''));
  const parts = telling(words.map((part) => single(part, true))).map((part) => ({
    ...part,
    anyOf: [part.word, ...numberOf(part.word)].map((form) => [form]),
  }));
  return {
    typed: words.map(({ text }) => text).join('-'),
    word,
    anyOf: [[word], ...stems.map((stem) => [stem])],
    forgiving: false,
    unspaced: false,
    parts,
  };
}

function distinct(wanted: Wanted[]): Wanted[] {
  return [...new Map(wanted.map((each) => [each.word, each])).values()];
}

/** Whether a form is a stem, and not a word. */
export const isStem = (form: string): boolean => form.startsWith(STEM);
