import type { SearchHit } from '@parvis/shared';
import type { Asked, Wanted } from './text/asked.ts';
import type { Wider } from './text/asked-query.ts';
import { foldedWord } from './text/fold.ts';
import { formsOf } from './text/stems.ts';
import { wordsOf } from './text/words.ts';

/**
 * What was looked for instead of what was typed, in the words of what was found; null when all was found as typed. Only
 * what stands in front of the reader is told: words of what she may not see are never offered.
 */
export function correctedFrom(asked: Asked, { near, beginning }: Wider, items: readonly SearchHit[]): string | null {
  const shown = items.flatMap(({ titleParts, excerpt }) => [...titleParts, ...excerpt]).filter(({ hit }) => hit);
  const hits = shown.flatMap(({ text }) => [...wordsOf(text)].map((word) => word.text.toLowerCase()));
  let changed = false;
  const meantBy = ({ word, typed, anyOf, parts }: Wanted): string => {
    const forms = new Set(anyOf.flat());
    const isTyped = (hit: string) => {
      const found = formsOf(hit);
      return forms.has(found.word) || found.stems.some((stem) => forms.has(stem)) || (beginning === word && found.word.startsWith(word));
    };
    if (hits.some(isTyped)) return typed;
    if (parts.length > 0) return parts.reduce((whole, part) => whole.replace(part.typed, meantBy(part)), typed);
    const meant = (near.get(word) ?? []).map((other) => hits.find((hit) => foldedWord(hit) === other)).find(Boolean);
    changed ||= meant !== undefined;
    return meant ?? typed;
  };
  const words = asked.wanted.map(meantBy);
  return changed ? words.join(' ') : null;
}
