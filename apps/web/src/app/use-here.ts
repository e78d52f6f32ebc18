import type { CommunityChip, PageView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { community } from '../features/communities/communities.queries.ts';
import { page } from '../features/wiki/wiki.queries.ts';

interface Here {
  /** The community one is in, a page of hers included. */
  community: CommunityChip | null;
  /** The page one is at. */
  page: PageView | null;
  /** One may begin a page here: in the community, or below the page. */
  mayWrite: boolean;
}

/** The community and the page of the address, as the screen below has them already. */
export function useHere(): Here {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const slug = /^\/c\/([^/]+)/.exec(path)?.[1];
  const pageId = /^\/p\/([^/]+)/.exec(path)?.[1];
  const { data: inside } = useQuery({ ...community(slug ?? ''), enabled: slug !== undefined });
  const { data: read } = useQuery({ ...page(pageId ?? ''), enabled: pageId !== undefined });
  if (slug !== undefined && inside) return { community: inside, page: null, mayWrite: inside.can.writePages };
  if (pageId !== undefined && read) return { community: read.community, page: read, mayWrite: read.can.createChild };
  return { community: null, page: null, mayWrite: false };
}
