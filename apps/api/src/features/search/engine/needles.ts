import { type Asked, isStem } from '../text/asked.ts';
import type { Wider } from '../text/asked-query.ts';
import { plainOf } from '../text/fold.ts';
import type { Needle } from '../text/piece.ts';
import { formsOf } from '../text/stems.ts';

/** Wanted things whose places are looked for: more would not fit into an excerpt. */
const MOST = 4;

/** Phrases as they stand; then a word as it stands, then what begins as one of its stems does. Most stems are how the word begins. */
export function needlesOf({ wanted, phraseLines }: Asked, { near, beginning }: Wider): Needle[] {
  const phrases = phraseLines.map((line) => [inText(line)]);
  const words = wanted.map(({ word, anyOf, typed, unspaced, parts }) => {
    if (unspaced) return [plainOf(typed)];
    const forms = [anyOf, ...parts.map((part) => part.anyOf)].flat(2);
    const others = [word, ...parts.map((part) => part.word)].flatMap((each) => near.get(each) ?? []);
    const begun = [word, ...parts.map((part) => part.word)].filter((each) => each === beginning);
    const stems = [...forms, ...others.flatMap((other) => formsOf(other).stems)].filter(isStem).map((stem) => stem.slice(1));
    const whole = [plainOf(typed), ...forms.filter((form) => !isStem(form)), ...others].flatMap(asInText);
    return [...whole.map(inText), ...[...begun, ...stems].flatMap(asInText).map((each) => ` ${each}`)];
  });
  return [...phrases, ...words].slice(0, MOST).flatMap((needles, slot) => [...new Set(needles)].map((needle) => ({ slot, needle })));
}

const inText = (words: string): string => ` ${words} `;
/** « œ » stands as « o » in plain text. */
const asInText = (word: string): string[] => [...new Set([word, word.replace(/([oa])e/g, '$1')])];
