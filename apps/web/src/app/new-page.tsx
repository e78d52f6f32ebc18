import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { community } from '../features/communities/communities.queries.ts';
import { NewPageForm } from '../features/wiki/pages/new-page-form.tsx';
import { Page } from '../ui/page.tsx';
import { Failed, Forbidden, Loading } from '../ui/states.tsx';

/** A page to be: `?parent=` is the page that it goes under. */
export function NewPage() {
  const { t } = useTranslation('pages');
  const { slug } = useParams({ strict: false }) as { slug: string };
  const { parent = null } = useSearch({ strict: false }) as { parent?: string };
  const found = useQuery(community(slug));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  return (
    <Page title={t('create.title')}>
      {found.data.can.writePages ? (
        <NewPageForm key={`${found.data.id} ${parent}`} community={found.data} parentId={parent} />
      ) : (
        <Forbidden>{t('create.forbidden')}</Forbidden>
      )}
    </Page>
  );
}
