import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type AnnotationSearch, annotationSearch } from './annotation-search.ts';

/** What the address says about annotations, and what changes it; the page stays where it is, and Back leads past it. */
export function useAnnotationSearch(): [
  AnnotationSearch,
  (change: { [Key in keyof AnnotationSearch]?: AnnotationSearch[Key] | undefined }) => void,
] {
  const search = annotationSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = useCallback(
    (part: object) =>
      void navigate({
        to: '.',
        search: ((before: object) => ({ ...before, ...part })) as never,
        hash: true,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return [search, change];
}
