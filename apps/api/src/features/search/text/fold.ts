/** Letters that decomposition leaves as they are, and what people type for them. */
const ALONE: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ħ: 'h', ı: 'i', ß: 's', œ: 'o', æ: 'a', ð: 'd', þ: 't' };
/** The two letters that people type for one, where a word is looked for. */
const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** Apostrophes that Unicode takes for letters (ʼ, ʻ, ʹ): people type them as any other one. */
export const LETTER_APOSTROPHES = '\u02b9\u02bb\u02bc';
/** What may stand in a word unseen: soft hyphens, and signs that join letters or keep them apart. */
export const WITHIN_WORDS = '\u00ad\u200c\u200d\u2060';
const UNSEEN = new RegExp(`[\\p{M}${WITHIN_WORDS}]`, 'gu');
const WORD_CHARACTER = new RegExp(`(?![${LETTER_APOSTROPHES}])[\\p{L}\\p{N}\\p{M}]`, 'u');
/** Few different characters make all texts: each is folded once. */
const folding = new Map<string, string>();
const KEPT = 20_000;
/** Those of most texts (Latin letters, code points below U+0250) by their code. */
const LATIN = 0x250;
const latin: string[] = [];

function foldedCharacter(character: string): string {
  if (!WORD_CHARACTER.test(character)) return ' ';
  const lower = character.toLowerCase();
  const base = ALONE[lower] ?? lower.normalize('NFKD').replace(/\p{M}/gu, '');
  return [...base].length === 1 ? base : character;
}

/**
 * A text as it is looked through: without accents and capitals, a space for everything that is no letter and no digit.
 * One character stands for one (as PostgreSQL counts them), so that a place in one is a place in the other.
 */
export function plainOf(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < LATIN) plain += latin[code] ??= foldedCharacter(text.charAt(at));
    else {
      const character = String.fromCodePoint(text.codePointAt(at) ?? code);
      plain += foldedOnce(character);
      at += character.length - 1;
    }
  }
  return plain;
}

/** What a word that begins at a place of a text begins with when it is folded; null where that takes a closer look. */
export function firstLetterAt(text: string, at: number): string | null {
  const code = text.charCodeAt(at);
  if (code >= LATIN) return null;
  const letter = (latin[code] ??= foldedCharacter(text.charAt(at)));
  return letter <= 'z' ? letter : null;
}

function foldedOnce(character: string): string {
  let folded = folding.get(character);
  if (folded === undefined) {
    folded = foldedCharacter(character);
    if (folding.size < KEPT) folding.set(character, folded);
  }
  return folded;
}

const SIGNS = new RegExp(`[${WITHIN_WORDS}]`, 'g');
/** A word without what stands in it unseen. */
export const withoutUnseen = (word: string): string => word.replace(SIGNS, '');

/** A word as people type it on any keyboard: without accents, capitals and ligatures. */
export const foldedWord = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[œæß]/g, (letter) => LIGATURES[letter] ?? letter)
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .replace(/[łøđħıðþ]/g, (letter) => ALONE[letter] ?? letter);

const BETWEEN_WORDS = new RegExp(`(?:[^\\p{L}\\p{N}]|[${LETTER_APOSTROPHES}])+`, 'gu');
/** A line as it is compared with what was typed: folded words, one space between them. */
export const foldedLine = (text: string): string => foldedWord(text).replace(BETWEEN_WORDS, ' ').trim();
