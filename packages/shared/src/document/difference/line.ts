import type { DocumentNode } from '../types.ts';

/** A word, a space, a sign, or something that is no text. Offsets are UTF-16, what is no text counts as one. */
export interface Token {
  start: number;
  end: number;
  /** Equal entries read alike; marks are left aside. */
  entry: number;
  /** Equal ones carry the same marks at the same places. */
  marks: string;
  /** Holds no word. */
  blank: boolean;
}

/** Entries for equal texts, the same over a whole comparison. */
export type Interned = (text: string) => number;

const PIECES = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*|\s+|[^]/gu;
const WORD = /[\p{L}\p{N}]/u;
const ATOM = '\ufffc';

/** How many words a text holds. */
export const countWords = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)?.length ?? 0;

/** A line of text with its marks, cut into tokens. */
export class Line {
  readonly tokens: Token[];
  /** Where each node begins. */
  private readonly starts: number[] = [];
  private readonly content: readonly DocumentNode[];

  constructor(content: readonly DocumentNode[], intern: Interned) {
    this.content = content;
    let text = '';
    for (const node of content) {
      this.starts.push(text.length);
      text += node.type === 'text' ? (node.text ?? '') : ATOM;
    }
    this.tokens = Array.from(text.matchAll(PIECES), ({ 0: piece, index }) => this.token(piece, index, intern));
  }

  private token(piece: string, start: number, intern: Interned): Token {
    const end = start + piece.length;
    const first = this.nodeAt(start);
    const node = this.content[first];
    const atom = node && node.type !== 'text' ? node : null;
    let marks = '';
    for (let index = first; index < this.content.length && this.starts[index]! < end; index++)
      marks += `${index > first ? this.starts[index]! - start : ''}${this.content[index]!.marks?.length ? JSON.stringify(this.content[index]!.marks) : ''}|`;
    return {
      start,
      end,
      entry: intern(atom ? `${ATOM}${JSON.stringify([atom.type, atom.attrs])}` : piece),
      marks,
      blank: !atom && !WORD.test(piece),
    };
  }

  /** What these tokens are made of, the last one not included. */
  slice(from: number, to: number): DocumentNode[] {
    if (from >= to) return [];
    const [start, end] = [this.tokens[from]!.start, this.tokens[to - 1]!.end];
    const pieces: DocumentNode[] = [];
    for (let index = this.nodeAt(start); index < this.content.length && this.starts[index]! < end; index++) {
      const node = this.content[index]!;
      const place = this.starts[index]!;
      if (node.type !== 'text') pieces.push(node);
      else pieces.push({ ...node, text: (node.text ?? '').slice(Math.max(start - place, 0), end - place) });
    }
    return pieces;
  }

  /** Words among these tokens. */
  words(from = 0, to = this.tokens.length): number {
    let count = 0;
    for (let index = from; index < to; index++) if (!this.tokens[index]!.blank) count++;
    return count;
  }

  /** The node that holds this place. */
  private nodeAt(place: number): number {
    let low = 0;
    for (let high = this.starts.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
