import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams } from '@tanstack/react-router';
import { community } from '../features/communities/communities.queries.ts';
import { addressOfOld } from '../features/wiki/wiki.queries.ts';
import { Failed, Loading } from '../ui/states.tsx';

/** An address that a page had before it was brought here: leads to where it is. */
export function OldAddressPage() {
  const { slug, _splat = '' } = useParams({ strict: false }) as { slug: string; _splat?: string };
  const found = useQuery(community(slug));
  const target = useQuery({ ...addressOfOld(found.data?.id ?? '', _splat), enabled: found.isSuccess });
  const error = found.error ?? target.error;
  if (error) return <Failed error={error} />;
  return target.data ? <Navigate to="/p/$id/$slug" params={target.data} replace /> : <Loading />;
}
