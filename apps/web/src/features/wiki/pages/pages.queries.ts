import { type PageTreeItem, api } from '@parvis/shared';
import { type QueryClient, infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { useWrite } from '../../../lib/use-write.ts';

const FEW = 6;

const nextOf = { initialPageParam: undefined as string | undefined, getNextPageParam: onward };
function onward({ nextCursor }: { nextCursor: string | null }): string | undefined {
  return nextCursor ?? undefined;
}

export const labelsOf = (communityId: string, q = '') =>
  queryOptions({
    queryKey: ['pages', communityId, 'labels', q],
    queryFn: ({ signal }) => call(api.listLabels, { params: { id: communityId }, query: { q, limit: 100 } }, signal),
  });
export const labelled = (communityId: string, label: string) =>
  infiniteQueryOptions({
    queryKey: ['pages', communityId, 'labelled', label],
    queryFn: ({ signal, pageParam }) =>
      call(api.listLabelledPages, { params: { id: communityId }, query: { label, cursor: pageParam } }, signal),
    ...nextOf,
  });
export const templatesFor = (communityId: string) =>
  queryOptions({
    queryKey: ['pages', communityId, 'templates'],
    queryFn: ({ signal }) => call(api.listTemplates, { params: { id: communityId }, query: { limit: 50 } }, signal),
  });
export const myReviews = infiniteQueryOptions({
  queryKey: ['reviews', 'mine'],
  queryFn: ({ signal, pageParam }) => call(api.listMyReviews, { query: { cursor: pageParam } }, signal),
  ...nextOf,
});
/** What is due of mine, for the home screen. */
export const myDueReviews = queryOptions({
  queryKey: ['reviews', 'due'],
  queryFn: ({ signal }) => call(api.listMyReviews, { query: { due: 'true', limit: FEW } }, signal),
});
export const reviewsOf = (communityId: string) =>
  infiniteQueryOptions({
    queryKey: ['pages', communityId, 'reviews'],
    queryFn: ({ signal, pageParam }) => call(api.listReviews, { params: { id: communityId }, query: { cursor: pageParam } }, signal),
    ...nextOf,
  });
export const changesOf = (communityId: string) =>
  infiniteQueryOptions({
    queryKey: ['pages', communityId, 'changes'],
    queryFn: ({ signal, pageParam }) => call(api.listRecentPages, { params: { id: communityId }, query: { cursor: pageParam } }, signal),
    ...nextOf,
  });
export const pagesCalled = (communityId: string, q: string) =>
  queryOptions({
    queryKey: ['pages', communityId, 'called', q],
    queryFn: ({ signal }) => call(api.suggestPages, { params: { id: communityId }, query: { q, limit: 12 } }, signal),
  });
export const peopleFor = (contentId: string, q: string) =>
  queryOptions({
    queryKey: ['content', contentId, 'people', q],
    queryFn: ({ signal }) => call(api.suggestPeople, { params: { id: contentId }, query: { q, limit: 8 } }, signal),
  });

export const communityWatch = (communityId: string) =>
  queryOptions({
    queryKey: ['watch', communityId],
    queryFn: ({ signal }) => call(api.readCommunityWatch, { params: { id: communityId } }, signal),
  });

export const useWatchCommunity = () => useWrite('watchCommunity', ['watch'], ['page'], ['notifications']);
export const useCreatePage = () => useWrite('createPage', ['pages'], ['recent']);
export const useCopyPage = () => useWrite('copyPage', ['pages'], ['recent']);
export const useRenamePage = () => useWrite('renamePage', ['page'], ['pages'], ['recent'], ['favourites'], ['visited']);
export const useSetLabels = () => useWrite('setLabels', ['page'], ['pages']);
export const usePlanReview = () => useWrite('planReview', ['page'], ['pages'], ['reviews']);
export const useConfirmReview = () => useWrite('confirmReview', ['page'], ['pages'], ['reviews']);
export const useMarkTemplate = () => useWrite('markTemplate', ['page'], ['pages']);
export const useUnmarkTemplate = () => useWrite('unmarkTemplate', ['page'], ['pages']);
export const useWatchPage = () => useWrite('watchContent', ['page'], ['notifications']);
export const useUnwatchPage = () => useWrite('unwatchContent', ['page'], ['notifications']);

/** Where a page is taken: the siblings say where among them. */
export interface Place {
  communityId?: string;
  parentId: string | null;
  after?: string | null;
  before?: string;
}
type Tree = { items: PageTreeItem[]; whole: boolean };

/** Moves a page: the tree shows it at once, and takes it back when the server refuses. */
export function useMovePage(communityId: string) {
  const client = useQueryClient();
  const key = ['pages', communityId, 'roots'];
  return useMutation({
    mutationFn: ({ id, place }: { id: string; place: Place }) => call(api.movePage, { params: { id }, body: place }),
    async onMutate({ id, place }) {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<Tree>(key);
      if (before?.whole) client.setQueryData<Tree>(key, { ...before, items: moved(before.items, id, place, communityId) });
      return { before };
    },
    onError: (_error, _input, context) => context?.before && client.setQueryData(key, context.before),
    onSettled: () => refetchTrees(client),
  });
}

const refetchTrees = (client: QueryClient) =>
  Promise.all([['pages'], ['page'], ['recent']].map((queryKey) => client.invalidateQueries({ queryKey })));

/** The items as they stand after a move, in the order of their siblings. */
export function moved(items: readonly PageTreeItem[], id: string, place: Place, communityId: string): PageTreeItem[] {
  const page = items.find((item) => item.id === id);
  if (!page) return [...items];
  if (place.communityId !== undefined && place.communityId !== communityId) return without(items, id);
  const others = items.filter((item) => item.id !== id);
  const siblings = others.filter(({ parentId }) => parentId === place.parentId);
  const at = indexAmong(siblings, place);
  const ordered = siblings.toSpliced(at, 0, { ...page, parentId: place.parentId });
  const parents = new Set(ordered.map(({ parentId }) => parentId));
  return [...others.filter((item) => !siblings.includes(item)), ...ordered].map((item) =>
    parents.has(item.id)
      ? { ...item, hasChildren: true }
      : item.id === page.parentId
        ? { ...item, hasChildren: others.some(({ parentId }) => parentId === item.id) }
        : item,
  );
}

function indexAmong(siblings: readonly PageTreeItem[], { after, before }: Place): number {
  if (after === null) return 0;
  if (after !== undefined) return siblings.findIndex((item) => item.id === after) + 1;
  const at = siblings.findIndex((item) => item.id === before);
  return at < 0 ? siblings.length : at;
}

function without(items: readonly PageTreeItem[], id: string): PageTreeItem[] {
  const gone = new Set([id]);
  // Parents may stand after their children in the list: what is below is looked for until nothing more is found.
  for (let size = 0; size !== gone.size;) {
    size = gone.size;
    for (const item of items) if (item.parentId !== null && gone.has(item.parentId)) gone.add(item.id);
  }
  return items.filter((item) => !gone.has(item.id));
}

/** Communities in which I may write pages. */
export const writableCommunities = queryOptions({
  queryKey: ['communities', 'writable'],
  queryFn: async ({ signal }) => {
    const { items } = await call(api.listCommunities, { query: { filter: 'mine', limit: 100 } }, signal);
    return items.filter(({ can }) => can.writePages);
  },
});
