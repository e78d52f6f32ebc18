import { type PageVersion, type PageVersionList, api } from '@parvis/shared';
import type { Difference } from '@parvis/shared/document-difference';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { useWrite } from '../../../lib/use-write.ts';

/** Below the page's own key: a hint about the page is one about its versions. */
export const versions = (pageId: string) =>
  infiniteQueryOptions({
    queryKey: ['page', pageId, 'versions'],
    queryFn: ({ signal, pageParam }) => call(api.listVersions, { params: { id: pageId }, query: { cursor: pageParam } }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });

/** Revisions never change; without `to` it is compared with what the page is now. */
export const comparison = (pageId: string, from?: string, to?: string) =>
  queryOptions({
    queryKey: ['page', pageId, 'comparison', from ?? null, to ?? null],
    queryFn: async ({ signal }) => {
      const { difference, ...around } = await call(api.compareVersions, { params: { id: pageId }, query: { from, to } }, signal);
      // The contract names the shape of a difference; its whole type lives with the function that makes it.
      return { ...around, difference: difference as unknown as Difference };
    },
    ...(to !== undefined && { staleTime: Infinity }),
  });

export const version = (pageId: string, versionId: string) =>
  queryOptions({
    queryKey: ['page', pageId, 'version', versionId],
    queryFn: ({ signal }) => call(api.readVersion, { params: { id: pageId, versionId } }, signal),
    staleTime: Infinity,
  });

export const useRestoreVersion = () => useWrite('restoreVersion', ['page'], ['pages'], ['recent']);
export const useNameVersion = () => useWrite('renameVersion', ['page']);
export const useNameNow = () => useWrite('nameVersion', ['page']);
export const usePublish = () => useWrite('publishPage', ['page'], ['pages'], ['recent']);
export const useStartDraft = () => useWrite('startDraft', ['page']);
export const useEndDraft = () => useWrite('endDraft', ['page'], ['pages'], ['recent']);

/** Something of the history that can be chosen: a version, or what was written since the newest one. */
export interface Choice {
  id: string;
  number: number | null;
  name: string | null;
  at: string;
}

/** What can be chosen, newest first. */
export function choicesOf(pages: readonly PageVersionList[]): Choice[] {
  const unversioned = pages[0]?.unversioned;
  return [
    ...(unversioned ? [{ id: unversioned.id, number: null, name: null, at: unversioned.at }] : []),
    ...pages.flatMap(({ items }) => items),
  ];
}

/** Versions by the day on which they were made, where the reader is. */
export function byDay(items: readonly PageVersion[]): [day: string, versions: PageVersion[]][] {
  return [...Map.groupBy(items, ({ at }) => new Date(at).toLocaleDateString('sv-SE'))];
}
