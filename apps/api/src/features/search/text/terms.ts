import { foldedLine, foldedWord, plainOf } from './fold.ts';
import { STEM, formsOf, isLittle } from './stems.ts';
import { gramsOf, wordsOf } from './words.ts';

/** What is looked through of one thing: its name, notes about it (labels, what somebody does), and its text. */
export interface Readable {
  title: string;
  notes: string;
  text: string;
}

/** A thing as the index keeps it. Vectors are written as PostgreSQL reads a `tsvector`. */
export interface Indexed {
  /** Of name, notes and text. */
  vector: string;
  /** Of the name alone. */
  titleVector: string;
  /** The name as it is compared with what was typed. */
  titleKey: string;
  /** Words that the name has. */
  titleWords: number;
  /** The text as places in it are looked for. */
  plain: string;
  /** Words that a slip of the finger may have meant. */
  words: string[];
}

/** Weights of PostgreSQL: a word of the name counts most, then one of the notes. */
type Weight = 'A' | 'B' | 'D';

/** Times that one word is counted in one thing: more tell nothing new. */
const COUNTED = 4;
/** A `tsvector` holds 1 MB, and places up to 16,383. */
const MOST_BYTES = 800_000;
const LAST_PLACE = 16_383;
/** Words shorter or longer than this are not offered for what was mistyped. */
const OFFERED = { shortest: 3, longest: 30 };

class Vector {
  private readonly places = new Map<string, { written: string; count: number }>();
  private place = 0;
  private bytes = 0;

  add(lexemes: readonly string[], weight: Weight): void {
    this.place = Math.min(this.place + 1, LAST_PLACE);
    const place = `${this.place}${weight}`;
    for (const lexeme of lexemes) {
      // A character that folds to nothing.
      if (lexeme === '' || lexeme === STEM) continue;
      const places = this.places.get(lexeme);
      if (places === undefined) {
        this.bytes += Buffer.byteLength(lexeme) + 12;
        if (this.bytes <= MOST_BYTES) this.places.set(lexeme, { written: place, count: 1 });
      } else if (places.count < COUNTED) {
        places.written += `,${place}`;
        places.count += 1;
      }
    }
  }

  toString(): string {
    let vector = '';
    for (const [lexeme, { written }] of this.places) vector += `${vector === '' ? '' : ' '}'${lexeme}':${written}`;
    return vector;
  }
}

/** What the index keeps of a thing. */
export function indexed({ title, notes, text }: Readable): Indexed {
  const vector = new Vector();
  const titleVector = new Vector();
  const words = new Set<string>();
  let titleWords = 0;
  for (const lexemes of lexemesOf(title, words)) {
    titleWords += 1;
    vector.add(lexemes, 'A');
    titleVector.add(lexemes, 'A');
  }
  for (const lexemes of lexemesOf(notes, words)) vector.add(lexemes, 'B');
  for (const lexemes of lexemesOf(text, words)) if (!isLittle(lexemes[0] ?? '')) vector.add(lexemes, 'D');
  return {
    vector: vector.toString(),
    titleVector: titleVector.toString(),
    titleKey: foldedLine(title).slice(0, 400),
    titleWords: Math.min(titleWords, 1_000),
    plain: plainOf(text),
    words: [...words],
  };
}

/** For each word of a text what it is found by; words that are joined also as one: « e-mail » by « email ». */
function* lexemesOf(text: string, words: Set<string>): Generator<readonly string[]> {
  let joined = '';
  let end = -1;
  for (const word of wordsOf(text)) {
    if (word.unspaced) {
      yield gramsOf(word.text);
      continue;
    }
    const forms = formsOf(word.text);
    if (forms.word.length >= OFFERED.shortest && forms.word.length <= OFFERED.longest) words.add(forms.word);
    const continues = word.start === end + 1 && joins(text[end] ?? '', joined);
    joined = continues ? joined + foldedWord(word.text) : forms.word;
    end = word.end;
    yield forms.all;
    if (continues) yield [joined, ...formsOf(joined).stems];
  }
}

/** A hyphen; an apostrophe after more than an article, as in « presqu'accident ». */
const joins = (character: string, before: string): boolean =>
  /[-\u2010\u2011]/.test(character) || (/['\u2019\u02b9\u02bb\u02bc]/.test(character) && before.length > 2);
