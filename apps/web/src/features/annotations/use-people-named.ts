import type { PersonChip } from '@parvis/shared';
import { type DocumentNode, documentLinks } from '@parvis/shared/document';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { personNamed } from './annotations.queries.ts';
import type { Said } from './expected.ts';

/** Those who are known here, and those whom a text names beside them, as far as I may know of them. */
export function usePeopleNamed(body: Said['body'], known: readonly PersonChip[]): readonly PersonChip[] {
  const named = useMemo(() => documentLinks(body as unknown as DocumentNode).personIds, [body]);
  const missing = named.filter((id) => !known.some((person) => person.id === id));
  return useQueries({
    queries: missing.map(personNamed),
    combine: (asked) => [...known, ...asked.flatMap(({ data }) => data ?? [])],
  });
}
