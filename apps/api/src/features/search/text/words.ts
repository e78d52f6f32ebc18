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
const NO_LETTERS = `${UNSPACED}${LETTER_APOSTROPHES}`;
const BEGINS = `[[\\p{L}\\p{N}]--[${NO_LETTERS}]]`;
const CONTINUES = `[[\\p{L}\\p{N}\\p{M}${WITHIN_WORDS}]--[${NO_LETTERS}]]`;
const WORD = new RegExp(`${BEGINS}${CONTINUES}*|[${UNSPACED}]+`, 'gv');
const FIRST_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'v');
/** Before the first letter of any of those scripts (Thai): most words need no more than a look at their first letter. */
const SPACED_BELOW = 0x0e00;

/** What a character is in a text; from `LOOKED_UP` on, or in a script without spaces, a text is read by the pattern. */
const [BETWEEN, WITHIN, BEGINNING, BY_PATTERN] = [1, 2, 3, 4];
const LOOKED_UP = 0x2100;
const roles = new Uint8Array(LOOKED_UP);
const [BEGINS_SO, CONTINUES_SO] = [BEGINS, CONTINUES].map((set) => new RegExp(`^${set}`, 'v')) as [RegExp, RegExp];

function roleOf(code: number): number {
  const character = String.fromCharCode(code);
  if (FIRST_UNSPACED.test(character)) return BY_PATTERN;
  if (BEGINS_SO.test(character)) return BEGINNING;
  return CONTINUES_SO.test(character) ? WITHIN : BETWEEN;
}

/** The longest word that is kept; what is longer is no word that anybody types. */
const LONGEST = 60;

/** The words of a text, in order. Apostrophes and hyphens part words: « l'équipe » holds « équipe ». */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  eachWord(text, (start, end, unspaced) => words.push({ text: text.slice(start, end), start, end, unspaced }));
  return words;
}

/** Tells where the words of a text stand, in order: cheaper than taking them out, where most are of no interest. */
export function eachWord(text: string, tell: (start: number, end: number, unspaced: boolean) => void): void {
  const places: number[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const role = code < LOOKED_UP ? (roles[code] ||= roleOf(code)) : BY_PATTERN;
    if (role === BY_PATTERN) return byPattern(text, tell);
    if (role === BEGINNING && start < 0) start = at;
    else if (role === BETWEEN && start >= 0) {
      places.push(start, at);
      start = -1;
    }
  }
  if (start >= 0) places.push(start, text.length);
  for (let each = 0; each < places.length; each += 2) {
    const [from, to] = [places[each] ?? 0, places[each + 1] ?? 0];
    if (to - from <= LONGEST) tell(from, to, false);
  }
}

function byPattern(text: string, tell: (start: number, end: number, unspaced: boolean) => void): void {
  for (const found of text.matchAll(WORD)) {
    const word = found[0];
    const unspaced = word.charCodeAt(0) >= SPACED_BELOW && FIRST_UNSPACED.test(word);
    if (unspaced || word.length <= LONGEST) tell(found.index, found.index + word.length, unspaced);
  }
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
