import { api } from '@parvis/shared';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../lib/api.ts';

/** Annotations that stood on a version of a page, each where it was in its text. Below the key that hints about the page name. */
export const versionAnnotations = (pageId: string, versionId: string) =>
  queryOptions({
    queryKey: ['annotations', pageId, 'version', versionId],
    queryFn: ({ signal }) => call(api.listVersionAnnotations, { params: { id: pageId, versionId } }, signal),
    staleTime: 0,
  });
