import { type Asked, type Wanted, isStem } from './asked.ts';
import { formsOf } from './stems.ts';

/** Words that are looked for as well, by the word that was typed. */
export interface Wider {
  /** Words that a slip of the finger may have meant. */
  near: ReadonlyMap<string, readonly string[]>;
  /** The word that is perhaps not typed to its end. */
  beginning: string | null;
}
export const NO_WIDER: Wider = { near: new Map(), beginning: null };

/** A search as PostgreSQL reads it (`tsquery`). */
export interface Query {
  /** What must be there, and what must not. */
  match: string;
  /** What must be there. */
  wanted: string;
  /** All words as they were typed, in the singular or plural: a name that has them so is nearer than one with their stems. */
  literal: string;
  /** Any word that counts: the more, and the more often, the better. */
  rank: string;
}

const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '')}'`;
const anyOf = (parts: string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join('|')})`);
const allOf = (parts: string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join('&')})`);

/** What one wanted thing is found by. */
function alternatives({ anyOf: groups, word, parts }: Wanted, wider: Wider): string[] {
  const others = (wider.near.get(word) ?? []).flatMap((other) => [other, ...formsOf(other).stems]);
  return [
    ...groups.map((group) => allOf(group.map(quoted))),
    ...new Set(others.map(quoted)),
    ...(wider.beginning === word ? [`${quoted(word)}:*`] : []),
    ...(parts.length > 0 ? [allOf(parts.map((part) => anyOf(alternatives(part, wider))))] : []),
  ];
}

/** What must not be there. */
const exclusionsOf = ({ unwanted }: Asked): string[] =>
  unwanted.map((together) => `!${allOf(together.map((each) => anyOf(alternatives(each, NO_WIDER))))}`);

/** The search for all that is wanted; `butOne`: one of the wanted things may be missing. */
export function queryOf(asked: Asked, wider: Wider = NO_WIDER, butOne = false): Query {
  const { wanted } = asked;
  const parts = wanted.map((each) => anyOf(alternatives(each, wider)));
  const all =
    butOne && parts.length > 1 ? anyOf(parts.map((_, left) => allOf(parts.filter((_part, index) => index !== left)))) : allOf(parts);
  const literal = allOf(
    wanted.map(({ word, anyOf: groups }) =>
      anyOf(
        [
          word,
          ...groups
            .filter((group) => group.length === 1)
            .flat()
            .filter((form) => !isStem(form)),
        ].map(quoted),
      ),
    ),
  );
  return { match: [all, ...exclusionsOf(asked)].join('&'), wanted: all, literal, rank: parts.join('|') };
}

/** Names whose words begin so, in any order, without what must not be there (`tsquery`); of a script without spaces, names that hold it. */
export const beginningsOf = (asked: Asked, { near }: Wider): string => {
  const begun = ({ word, unspaced, anyOf: groups, parts }: Wanted): string =>
    unspaced
      ? allOf((groups[0] ?? []).map(quoted))
      : anyOf([
          ...[word, ...(near.get(word) ?? [])].map((each) => `${quoted(each)}:*`),
          ...(parts.length > 0 ? [allOf(parts.map(begun))] : []),
        ]);
  return [...asked.wanted.map(begun), ...exclusionsOf(asked)].join('&');
};

/** What names must not have, whatever they begin with; of nothing, an empty one (`tsquery`). */
export const leftOutOf = (asked: Asked): string =>
  exclusionsOf(asked)
    .map((each) => each.slice(1))
    .join('|');

/** Lexemes of what is wanted, one list for each wanted thing: to know how frequent it is. */
export const lexemesOf = ({ wanted }: Asked): string[][] => wanted.map(({ anyOf: groups }) => groups.map((group) => group[0] ?? ''));
