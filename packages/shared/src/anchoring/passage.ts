import type { TextBlock } from '../document/page-text.ts';

/** How much text around a quote is kept to know it again (W3C Web Annotation, TextQuoteSelector). */
export const CONTEXT_LENGTH = 32;

/** A piece of a page: where it lies in `pageText` (UTF-16) and what it says, so that it can be found again. */
export interface Passage {
  start: number;
  end: number;
  exact: string;
  prefix: string;
  suffix: string;
  /** The block that it begins in. */
  blockId: string | null;
  /**
   * Where its letters are, as [start, length] in the text, wherever they went: apart when a block of it was moved away, and
   * not what came in between. All from start to end unless told.
   */
  parts?: [number, number][];
}

/** The passage from `start` to `end` of a text, whose blocks are given. Never cuts a character in two. */
export function passageAt(text: string, blocks: readonly TextBlock[], start: number, end: number): Passage {
  const from = isLowSurrogate(text, start) ? start - 1 : start;
  const to = isLowSurrogate(text, end) ? end + 1 : end;
  return {
    start: from,
    end: to,
    exact: text.slice(from, to),
    prefix: whole(text.slice(Math.max(0, from - CONTEXT_LENGTH), from)),
    suffix: whole(text.slice(to, to + CONTEXT_LENGTH)),
    blockId: blockAt(blocks, from)?.blockId ?? null,
  };
}

/** The block that holds an offset (the end of a block still belongs to it). */
export function blockAt(blocks: readonly TextBlock[], offset: number): TextBlock | null {
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (blocks[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return blocks[low] ?? null;
}

const isLowSurrogate = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xdc00;
/** Without half characters at its edges. */
const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
