import type { Piece } from './excerpt.ts';

/** Characters of a text around a place where a word was found, for an excerpt to be cut from. */
export const PIECE = 360;
/** Characters of it before that place. */
export const BEFORE = 100;

/** What is looked for in plain text to find a place worth showing. */
export interface Needle {
  /** Which of the wanted things. */
  slot: number;
  needle: string;
}

/** A text that pieces are cut out of. */
export interface Searched {
  text: string;
  /** The same as places in it are looked for (`plainOf`), a space on either side: one character stands for one. */
  hay: string;
  /** Neither holds characters of two UTF-16 units. */
  even: boolean;
}

const PAIRS = /[\uD800-\uDBFF]/g;
/** A text made ready for pieces to be cut out of it. */
export function searched(text: string, plain: string): Searched {
  const hay = ` ${plain} `;
  return { text, hay, even: text.search(PAIRS) < 0 && hay.search(PAIRS) < 0 };
}

/** Characters of a text, as PostgreSQL counts them. */
const charactersOf = (text: string): number => text.length - (text.match(PAIRS)?.length ?? 0);
/** A text with fewer characters than a piece has ends with it. */
export const isShort = (text: string): boolean => charactersOf(text) < PIECE;
const lengthOf = (text: string, even: boolean): number => (even ? text.length : charactersOf(text));
const part = (text: string, from: number, length: number, even: boolean): string =>
  even
    ? text.slice(from, from + length)
    : Array.from(text)
        .slice(from, from + length)
        .join('');

interface Found {
  at: number;
  begin: number;
  needle: string;
}

/**
 * The piece of a text that shows most of what was asked, as `search_part` of the database tells it: for each slot the
 * first needle that stands in the plain text leads to a place; without any, it is the beginning. Of places that show as
 * much, the one of the first slot.
 */
export function pieceOf({ text, hay, even }: Searched, needles: readonly Needle[]): Piece {
  const found: Found[] = [];
  let led = -1;
  for (const { slot, needle } of needles) {
    if (slot === led) continue;
    const unit = hay.indexOf(needle);
    if (unit < 0) continue;
    led = slot;
    const at = even ? unit : lengthOf(hay.slice(0, unit), even);
    found.push({ at, begin: Math.max(0, at - BEFORE), needle });
  }
  const begin = bestOf(found, hay, even);
  const shown = part(text, begin, PIECE, even);
  return { text: shown, first: begin === 0, last: lengthOf(shown, even) < PIECE };
}

function bestOf(found: readonly Found[], hay: string, even: boolean): number {
  let best = found[0]?.begin ?? 0;
  if (found.length < 2) return best;
  let most = 0;
  for (const here of found) {
    if (most === found.length) break;
    const shown = found.filter((other) => other === here || isShown(other, here.begin, hay, even)).length;
    if (shown > most) [most, best] = [shown, here.begin];
  }
  return best;
}

/** Its first place is the first one behind a beginning too, unless it lies before. */
const isShown = ({ at, needle }: Found, begin: number, hay: string, even: boolean): boolean =>
  at >= begin ? at + lengthOf(needle, even) <= begin + PIECE : part(hay, begin, PIECE, even).includes(needle);
