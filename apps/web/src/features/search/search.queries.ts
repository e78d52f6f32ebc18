import { type SearchKind, api } from '@parvis/shared';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import { SAID_OFFLINE } from '../../lib/query-client.ts';

/** Of each kind. */
const FEW = 5;

/**
 * What one may mean while typing; without words, what one read last. It carries what it answers: while the next answer is
 * awaited the last one stays. Who types on gives up the question before.
 */
export const suggestions = (q: string, communityId: string | undefined) =>
  queryOptions({
    queryKey: ['suggestions', q, communityId ?? ''],
    queryFn: async ({ signal }) => ({ q, found: await call(api.suggest, { query: { q, communityId, limit: FEW } }, signal) }),
    ...SAID_OFFLINE,
    placeholderData: keepPreviousData,
    // Rights and names change: what was offered before is only shown until the answer is there.
    staleTime: 0,
    gcTime: 60_000,
    retry: false,
  });

interface Wanted {
  q: string;
  kind: SearchKind | undefined;
  communityId: string | undefined;
  authorId: string | undefined;
  from: string | undefined;
  to: string | undefined;
}

/** What is found, best first. */
export const results = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ['search', wanted],
    queryFn: ({ signal, pageParam }) => call(api.search, { query: { ...wanted, cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    ...SAID_OFFLINE,
    placeholderData: keepPreviousData,
    // Coming back shows what was found, at its place, and asks again: it may be open to this person no longer.
    staleTime: 0,
  });
