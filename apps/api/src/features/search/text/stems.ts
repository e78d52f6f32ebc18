import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { foldedWord, withoutUnseen } from './fold.ts';

/** A stem is marked, so that it is never taken for a word: « publi » is found by « publie », not by whoever types « publi ». */
export const STEM = '~';

/** Words that stand everywhere and tell nothing; « it », « or » and « car » tell something in the other language. */
const LITTLE = new Set(
  `le la les l un une des du de d et ou a au aux en dans par pour sur avec sans ce cet cette ces que qui qu ne n se s son sa ses il elle
   ils elles on nous vous je j tu y est sont c m t mon ma mes notre nos votre vos leur leurs the of and to in for at by with from as is are be this that an was were my our your their his her`.split(
    /\s+/,
  ),
);

/** The word (folded) tells nothing of what a text is about. */
export const isLittle = (word: string): boolean => LITTLE.has(word);

export interface Forms {
  /** Folded. */
  word: string;
  /** Marked stems, French and English, of the word with and without its accents. */
  stems: readonly string[];
  /** Both: all that a text is found by where the word stands. */
  all: readonly string[];
}

/** Few words make most texts. When there are too many it begins anew: cheaper than knowing which were used last. */
const known = new Map<string, Forms>();
const KEPT = 40_000;

/**
 * A word as it is found: itself without accents, and its stems in French and English side by side (Snowball's rules).
 * French rules need the accents, and people leave them out: both stems are kept.
 */
export function formsOf(text: string): Forms {
  const lower = text.toLowerCase();
  let forms = known.get(lower);
  if (!forms) {
    const word = foldedWord(lower);
    const stems = isLittle(word) || /^\p{N}+$/u.test(word) ? [] : [...stemsOf(withoutUnseen(lower), word)];
    forms = { word, stems, all: [word, ...stems] };
    if (known.size >= KEPT) known.clear();
    known.set(lower, forms);
  }
  return forms;
}

/** The word (folded) in the other number, singular or plural: nearer to it than what only shares its stem. Short words have none. */
export function numberOf(word: string): string[] {
  if (word.length < 4) return [];
  return [/[sx]$/.test(word) ? word.slice(0, -1) : word + (/[ae]u$/.test(word) ? 'x' : 's')];
}

function stemsOf(lower: string, word: string): Set<string> {
  const written = lower.normalize('NFC');
  const stems = new Set([french(written), french(word), english(word)]);
  // « travaux » is the plural of « travail »; the rules only know those of « -al ».
  if (word.endsWith('aux')) stems.add(french(word.replace(/aux$/, 'ail')));
  return new Set([...stems].map((stem) => STEM + foldedWord(stem)));
}
