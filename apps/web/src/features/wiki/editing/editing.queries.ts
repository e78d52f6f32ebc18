import { api } from '@parvis/shared';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import type { MentionablePerson } from '../../../editor/props.ts';
import { page } from '../wiki.queries.ts';

/** A page whose readers read a published text, as those who write on it see it. */
export const draftOf = (id: string) =>
  queryOptions({
    queryKey: ['page', id, 'draft'],
    queryFn: ({ signal }) => call(api.readPage, { params: { id }, query: { version: 'draft' } }, signal),
  });

/** Renames the page; the name stands at once, and the one before it again when it is refused. */
export function useRename(id: string) {
  const client = useQueryClient();
  const { queryKey } = page(id);
  return useMutation({
    mutationFn: (title: string) => call(api.renamePage, { params: { id }, body: { title } }),
    onMutate: (title) => {
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, title });
      return before;
    },
    onError: (_error, _title, before) => before && client.setQueryData(queryKey, (now) => now && { ...now, title: before.title }),
    onSuccess: ({ title, slug, communityId }) => {
      client.setQueryData(queryKey, (now) => now && { ...now, title, slug });
      return client.invalidateQueries({ queryKey: ['pages', communityId] });
    },
  });
}

const FEW = 8;

/** Pages by the words typed, for links. */
export const searchPages = (communityId: string) => async (words: string, signal: AbortSignal) =>
  (await call(api.suggestPages, { params: { id: communityId }, query: { q: words, limit: FEW } }, signal)).items;

/** People by the words typed, for mentions. */
export const searchPeople =
  (pageId: string) =>
  async (words: string, signal: AbortSignal): Promise<MentionablePerson[]> => {
    const { items } = await call(api.suggestPeople, { params: { id: pageId }, query: { q: words, limit: FEW } }, signal);
    return items.map(({ person, canRead }) => ({ ...person, canRead }));
  };
