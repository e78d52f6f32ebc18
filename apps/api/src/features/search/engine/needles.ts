import { type Asked, isStem } from '../text/asked.ts';
import type { Wider } from '../text/asked-query.ts';
import { formsOf } from '../text/stems.ts';

/** What is looked for in plain text to find a place worth showing. */
export interface Needle {
  /** Which of the wanted things. */
  slot: number;
  needle: string;
}

/** Wanted things whose places are looked for: more would not fit into an excerpt. */
const MOST = 4;

/** A word as it stands, then what begins as one of its stems does. Most stems are how the word begins. */
export function needlesOf({ wanted }: Asked, { near, beginning }: Wider): Needle[] {
  return wanted.slice(0, MOST).flatMap(({ word, anyOf, typed, unspaced }, slot) => {
    if (unspaced) return [{ slot, needle: typed }];
    const forms = anyOf.flat();
    const others = near.get(word) ?? [];
    const stems = [...forms, ...others.flatMap((other) => formsOf(other).stems)].filter(isStem).map((stem) => stem.slice(1));
    const whole = [...forms.filter((form) => !isStem(form)), ...others].map((form) => ` ${form} `);
    return [...whole, ...[...(beginning === word ? [word] : []), ...stems].map((stem) => ` ${stem}`)].map((needle) => ({ slot, needle }));
  });
}
