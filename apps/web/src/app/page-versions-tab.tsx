import type { PageView } from '@parvis/shared';
import { useInfiniteQuery } from '@tanstack/react-query';
import { VersionList } from '../features/wiki/versions/version-list.tsx';
import { versions } from '../features/wiki/versions/versions.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { LoadMore } from '../ui/load-more.tsx';
import { Failed, Loading } from '../ui/states.tsx';

await speakAlso('versions');

/** The versions of a page, beside it; each leads to what it changed. */
export function PageVersionsTab({ page }: { page: PageView }) {
  const list = useInfiniteQuery(versions(page.id));
  if (list.isPending) return <Loading rows={3} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      <VersionList
        page={page}
        items={list.data.pages.flatMap(({ items }) => items)}
        unversioned={list.data.pages[0]?.unversioned ?? null}
        current={undefined}
      />
      <LoadMore query={list} />
    </>
  );
}
