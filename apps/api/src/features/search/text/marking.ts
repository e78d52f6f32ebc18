import type { MarkedText } from '@parvis/shared';
import type { Asked } from './asked.ts';
import type { Wider } from './asked-query.ts';
import { firstLetterAt } from './fold.ts';
import { STEM, formsOf } from './stems.ts';
import { eachWord } from './words.ts';

/** Where something that was looked for stands (UTF-16). */
export interface Place {
  start: number;
  end: number;
}

/** Says of each word of a text whether it was looked for. */
export class Marking {
  private readonly forms: Set<string>;
  private readonly runs: string[];
  /** What those words begin with: most words need no closer look. Stemming changes no first letter. */
  private readonly firsts: Set<string>;
  /** Words of few texts come again and again. */
  private readonly known = new Map<string, boolean>();

  constructor(
    asked: Asked,
    private readonly wider: Wider,
  ) {
    const near = [...wider.near.values()].flat().flatMap((word) => [word, ...formsOf(word).stems]);
    this.forms = new Set([...asked.wanted.flatMap(({ anyOf, parts }) => [anyOf, ...parts.map((part) => part.anyOf)].flat(2)), ...near]);
    const begun = wider.beginning === null ? [] : [wider.beginning];
    this.firsts = new Set([...this.forms, ...begun].map((form) => form.replace(STEM, '').charAt(0)));
    this.runs = asked.wanted.filter(({ unspaced }) => unspaced).map(({ typed }) => typed);
  }

  /** Where in a text words stand that were looked for, in order. */
  hitsIn(text: string): Place[] {
    const hits: Place[] = [];
    eachWord(text, (start, end, unspaced) => {
      if (unspaced) hits.push(...this.hitsInRun(text.slice(start, end), start));
      else if (this.mayBegin(text, start) && this.isHit(text.slice(start, end))) hits.push({ start, end });
    });
    return hits;
  }

  private mayBegin(text: string, at: number): boolean {
    const first = firstLetterAt(text, at);
    return first === null || this.firsts.has(first);
  }

  private isHit(text: string): boolean {
    let hit = this.known.get(text);
    if (hit === undefined) {
      const { word, stems } = formsOf(text);
      const { beginning } = this.wider;
      hit = this.forms.has(word) || stems.some((stem) => this.forms.has(stem)) || (beginning !== null && word.startsWith(beginning));
      this.known.set(text, hit);
    }
    return hit;
  }

  private hitsInRun(text: string, start: number): Place[] {
    return this.runs.flatMap((run) => {
      const hits: Place[] = [];
      for (let at = text.indexOf(run); at >= 0; at = text.indexOf(run, at + run.length)) {
        hits.push({ start: start + at, end: start + at + run.length });
      }
      return hits;
    });
  }

  /** The text in pieces, what was looked for marked. */
  mark(text: string): MarkedText {
    return marked(text, this.hitsIn(text));
  }
}

/** The text in pieces, these places marked. Neighbours that only a space parts are marked as one. */
export function marked(text: string, hits: readonly Place[]): MarkedText {
  const parts: MarkedText = [];
  let end = 0;
  const add = (piece: string, hit: boolean) => {
    const last = parts.at(-1);
    if (piece === '') return;
    if (last?.hit === hit) last.text += piece;
    else parts.push({ text: piece, hit });
  };
  for (const hit of hits) {
    if (hit.start < end) continue;
    const between = text.slice(end, hit.start);
    add(between, between === ' ' && parts.at(-1)?.hit === true);
    add(text.slice(hit.start, hit.end), true);
    end = hit.end;
  }
  add(text.slice(end), false);
  return parts;
}
