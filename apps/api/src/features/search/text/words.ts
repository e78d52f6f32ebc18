import { LETTER_APOSTROPHES, WITHIN_WORDS } from './fold.ts';

/** A word, or a run of a script that is written without spaces, and where it stands (UTF-16). */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** Written without spaces between words: Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese. */
  unspaced: boolean;
}

const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}々〆ー';
const WORD = new RegExp(
  `[[\\p{L}\\p{N}]--[${UNSPACED}${LETTER_APOSTROPHES}]][[\\p{L}\\p{N}\\p{M}${WITHIN_WORDS}]--[${UNSPACED}${LETTER_APOSTROPHES}]]*|[${UNSPACED}]+`,
  'gv',
);
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'v');
/** Before the first letter of any of those scripts (Thai): most words need no more than a look at their first letter. */
const SPACED_BELOW = 0x0e00;

/** The longest word that is kept; what is longer is no word that anybody types. */
const LONGEST = 60;

/** The words of a text, in order. Apostrophes and hyphens part words: « l'équipe » holds « équipe ». */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const found of text.matchAll(WORD)) {
    const word = found[0];
    const unspaced = word.charCodeAt(0) >= SPACED_BELOW && FIRST_UNSPACED.test(word);
    if (!unspaced && word.length > LONGEST) continue;
    words.push({ text: word, start: found.index, end: found.index + word.length, unspaced });
  }
  return words;
}

/**
 * The characters and pairs of neighbours of a run without spaces: any part of it is found by the pairs that it is made of.
 */
export function gramsOf(run: string): string[] {
  const characters = [...run.normalize('NFKC')];
  return [...characters, ...characters.slice(1).map((character, index) => characters[index] + character)];
}

/** The pairs that a run is made of, or its one character. */
export function pairsOf(run: string): string[] {
  const characters = [...run.normalize('NFKC')];
  return characters.length < 2 ? characters : characters.slice(1).map((character, index) => characters[index] + character);
}
