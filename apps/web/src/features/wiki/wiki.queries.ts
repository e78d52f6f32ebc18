import { type PageTreeItem, api } from '@parvis/shared';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, upload } from '../../lib/api.ts';
import { newId } from '../../lib/new-id.ts';
import { useWrite } from '../../lib/use-write.ts';

export const page = (id: string) =>
  queryOptions({ queryKey: ['page', id], queryFn: ({ signal }) => call(api.readPage, { params: { id } }, signal) });
/** The whole tree, or with `parentId` one level of a large one. */
export const pageTree = (communityId: string, parentId?: string) =>
  queryOptions({
    queryKey: ['pages', communityId, parentId ?? 'roots'],
    queryFn: ({ signal }) => call(api.readPageTree, { params: { id: communityId }, query: { parentId } }, signal),
  });
/** The name of a page as the tree has it, which follows what others call it; the one it came with where the tree does not reach. */
export function useLiveTitle({ id, communityId, title }: { id: string; communityId: string; title: string }): string {
  const tree = useQuery({ ...pageTree(communityId), select: ({ items }) => items.find((item) => item.id === id)?.title });
  return tree.data ?? title;
}
export const recentPages = (communityId: string) =>
  queryOptions({
    queryKey: ['pages', communityId, 'recent'],
    queryFn: ({ signal }) => call(api.listRecentPages, { params: { id: communityId }, query: { limit: 8 } }, signal),
  });
export const backlinks = (id: string) =>
  queryOptions({
    queryKey: ['page', id, 'backlinks'],
    queryFn: ({ signal }) => call(api.listBacklinks, { params: { id }, query: { limit: 20 } }, signal),
  });
/** Asked again by itself while the import runs: a hint may be missed. */
export const importOf = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => call(api.readImport, { params: { id } }, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' || state.data?.state === 'running' ? 2_000 : false),
  });

/** The last imports of a community, for those who may import. */
export const importsOf = (communityId: string) =>
  queryOptions({
    queryKey: ['imports', communityId],
    queryFn: ({ signal }) => call(api.listImports, { params: { id: communityId }, query: { limit: 5 } }, signal),
    staleTime: 0,
  });

export const useDeletePage = () => useWrite('deletePage', ['pages'], ['recent'], ['trash']);

/** Sends a zip; the id is made once, so that a second try imports nothing twice. */
export function useImportMarkdown(communityId: string, onProgress: (part: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => upload(api.importMarkdown, { params: { id: communityId }, file, fields: { id: newId() } }, onProgress),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports', communityId] }),
  });
}

/** A page and those below it, in order. */
export interface TreeNode extends PageTreeItem {
  children: TreeNode[];
}

/** The tree out of its flat list. What lies below something unreadable stands at the top. */
export function nest(items: readonly PageTreeItem[]): TreeNode[] {
  const nodes = new Map(items.map((item) => [item.id, { ...item, children: [] as TreeNode[] }]));
  const roots: TreeNode[] = [];
  for (const node of nodes.values()) (nodes.get(node.parentId ?? '')?.children ?? roots).push(node);
  return roots;
}

/** The page behind an address that it had elsewhere. */
export const addressOfOld = (communityId: string, path: string) =>
  queryOptions({
    queryKey: ['address', communityId, path],
    queryFn: ({ signal }) => call(api.resolveAddress, { params: { id: communityId }, query: { path } }, signal),
  });
