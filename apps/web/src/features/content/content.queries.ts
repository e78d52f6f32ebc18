import { api } from '@parvis/shared';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';
import { useWrite } from '../../lib/use-write.ts';

const FEW = 8;
export const recentContent = queryOptions({
  queryKey: ['recent'],
  queryFn: ({ signal }) => call(api.listRecent, { query: { limit: 12 } }, signal),
  staleTime: 10_000,
});
export const favourites = queryOptions({
  queryKey: ['favourites'],
  queryFn: ({ signal }) => call(api.listFavourites, { query: { limit: FEW } }, signal),
});
export const visited = queryOptions({
  queryKey: ['visited'],
  queryFn: ({ signal }) => call(api.listVisited, { query: { limit: FEW } }, signal),
  staleTime: 0,
});
export const audience = (id: string) =>
  queryOptions({ queryKey: ['content', id, 'audience'], queryFn: ({ signal }) => call(api.readAudience, { params: { id } }, signal) });
export const trash = infiniteQueryOptions({
  queryKey: ['trash'],
  queryFn: ({ signal, pageParam }) => call(api.listTrash, { query: { cursor: pageParam } }, signal),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  staleTime: 0,
});

export const useAddFavourite = () => useWrite('addFavourite', ['favourites']);
export const useRemoveFavourite = () => useWrite('removeFavourite', ['favourites']);
export const useRecordVisit = () => useWrite('recordVisit', ['visited']);
export const useRestore = () => useWrite('restoreFromTrash', ['trash'], ['pages'], ['recent']);
export const useSetAudience = () => useWrite('setAudience', ['content'], ['page'], ['pages']);
