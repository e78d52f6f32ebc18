import type { MarkedText } from '@parvis/shared';
import type { Asked } from './asked.ts';
import type { Wider } from './asked-query.ts';
import { formsOf } from './stems.ts';
import { type Word, wordsOf } from './words.ts';

/** Says of each word of a text whether it was looked for. */
export class Marking {
  private readonly forms: Set<string>;
  private readonly runs: string[];

  constructor(
    asked: Asked,
    private readonly wider: Wider,
  ) {
    const near = [...wider.near.values()].flat().flatMap((word) => [word, ...formsOf(word).stems]);
    this.forms = new Set([...asked.wanted.flatMap(({ anyOf }) => anyOf.flat()), ...near]);
    this.runs = asked.wanted.filter(({ word }) => /[^\p{L}\p{N}]|\p{Lo}/u.test(word)).map(({ typed }) => typed);
  }

  /** The words of a text that were looked for, in order. */
  *found(text: string): Generator<Word> {
    for (const word of wordsOf(text)) {
      if (word.unspaced) yield* this.foundInRun(word);
      else if (this.isHit(word.text)) yield word;
    }
  }

  private isHit(text: string): boolean {
    const { word, stems } = formsOf(text);
    const { beginning } = this.wider;
    return this.forms.has(word) || stems.some((stem) => this.forms.has(stem)) || (beginning !== null && word.startsWith(beginning));
  }

  private *foundInRun({ text, start }: Word): Generator<Word> {
    for (const run of this.runs) {
      for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) {
        yield { text: run, start: start + at, end: start + at + run.length, unspaced: true };
      }
    }
  }

  /** The text in pieces, what was looked for marked. Neighbours that only a space parts are marked as one. */
  mark(text: string): MarkedText {
    const parts: MarkedText = [];
    let end = 0;
    const add = (piece: string, hit: boolean) => {
      const last = parts.at(-1);
      if (last?.hit === hit) last.text += piece;
      else if (piece !== '') parts.push({ text: piece, hit });
    };
    for (const word of this.found(text)) {
      if (word.start < end) continue;
      const between = text.slice(end, word.start);
      add(between, parts.at(-1)?.hit === true && between === ' ');
      add(word.text, true);
      end = word.end;
    }
    add(text.slice(end), false);
    return parts;
  }
}
