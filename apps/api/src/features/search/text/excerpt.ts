import type { MarkedText } from '@parvis/shared';
import { type Marking, type Place, marked } from './marking.ts';

/** Characters of an excerpt. */
const LENGTH = 240;
/** Characters that it shows before the first word that was found. */
const LEAD = 60;
const LEFT_OUT = '… ';
const GOES_ON = ' …';

/** A piece of a text that may hold what was found. */
export interface Piece {
  text: string;
  /** It is the beginning of the text. */
  first: boolean;
  /** It is the end of the text. */
  last: boolean;
}

/** Whatever is not one space between words: a single space would be replaced by itself, and texts are full of them. */
const UNREADABLE = /[\uFFFC\s]{2,}|\uFFFC|[^\S ]/g;
/** Things without text (U+FFFC) and breaks are no reading matter. */
const readable = (text: string): string => text.replace(UNREADABLE, ' ');
/** The text of a piece from a whole word to a whole word. */
function wholeWords({ text, first, last }: Piece): string {
  const begun = first ? text : text.replace(/^\S{0,40}\s/u, '');
  return readable(last ? begun : begun.replace(/\s\S{0,40}$/u, ''));
}
/** Half a character, where a long word had to be cut. */
const HALVES = /^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g;

/** The excerpt of a piece of a text: cut at words around the first one that was looked for, what was looked for marked. */
export function excerptOf(piece: Piece, marking: Marking): MarkedText {
  const text = wholeWords(piece);
  return cut(text, marking.hitsIn(text), piece);
}

/** Some characters around the first hit, from the beginning of a word to the end of one. */
function cut(text: string, hits: readonly Place[], { first, last }: Piece): MarkedText {
  const at = hits[0]?.start ?? 0;
  let start = Math.max(0, at - LEAD);
  if (start > 0) start = Math.min(at, text.indexOf(' ', start) + 1 || at);
  let end = Math.min(text.length, start + LENGTH);
  if (end < text.length) end = Math.max(text.lastIndexOf(' ', end), start + LENGTH / 2);
  const shown = text.slice(start, end).replace(HALVES, '').trimEnd();
  if (shown === '') return [];
  const before = start === 0 && first ? '' : LEFT_OUT;
  const after = end === text.length && last ? '' : GOES_ON;
  const moved = hits.map((hit) => ({ start: hit.start - start + before.length, end: hit.end - start + before.length }));
  const whole = before + shown + after;
  return marked(
    whole,
    moved.filter((hit) => hit.start >= before.length && hit.end <= before.length + shown.length),
  );
}
