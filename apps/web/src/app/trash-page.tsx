import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { trash, useRestore } from '../features/content/content.queries.ts';
import { When } from '../ui/dates.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { Row, RowIcon, Rows } from '../ui/row.tsx';
import { Empty, Failed, Loading } from '../ui/states.tsx';
import { toast } from '../ui/toast.tsx';

export function TrashPage() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(trash);
  const restore = useRestore();
  const items = list.data?.pages.flatMap((shown) => shown.items) ?? [];
  return (
    <Page title={t('trash.title')} lead={t('trash.lead')}>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty title={t('trash.empty')}>{t('trash.emptyHint')}</Empty>}
      <Rows label={t('trash.title')}>
        {items.map(({ id, title, community, deletedAt, deletedBy, erasedAt, withDescendants }) => (
          <Row
            key={id}
            mark={<RowIcon icon={IconFileText} />}
            title={withDescendants > 0 ? t('trash.withPages', { title, count: withDescendants }) : title}
            detail={
              <>
                {community?.name} · {deletedBy?.name} <When at={deletedAt} /> · {t('trash.until')} <When at={erasedAt} />
              </>
            }
            end={
              <Button
                variant="default"
                aria-label={t('trash.restoreNamed', { title })}
                onClick={() =>
                  restore.mutate(
                    { params: { id } },
                    { onSuccess: () => toast(t('trash.restored', { title })), onError: () => toast(t('problem.other')) },
                  )
                }
              >
                {t('trash.restore')}
              </Button>
            }
          />
        ))}
      </Rows>
      <LoadMore query={list} />
    </Page>
  );
}
