import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { When } from '../../../ui/dates.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Row, Rows } from '../../../ui/row.tsx';
import { Empty, Failed, Loading } from '../../../ui/states.tsx';
import { sentMails } from '../people.queries.ts';
import classes from './admin.module.css';

/** Mails that are kept while no server sends them. */
export function AdminMails() {
  const { t } = useTranslation('admin');
  const list = useInfiniteQuery(sentMails);
  if (list.isPending) return <Loading />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const mails = list.data.pages.flatMap(({ items }) => items);
  if (mails.length === 0) return <Empty title={t('mail.none')}>{t('mail.noneHint')}</Empty>;
  return (
    <>
      <p className="muted">{t('mail.lead')}</p>
      <Rows label={t('mail.list')}>
        {mails.map(({ id, at, to, subject, text }) => (
          <Row
            key={id}
            title={subject}
            detail={
              <>
                {t('mail.to', { to })} · <When at={at} />
                <details className={classes['details']}>
                  <summary>{t('audit.details')}</summary>
                  <pre>{text}</pre>
                </details>
              </>
            }
          />
        ))}
      </Rows>
      <LoadMore query={list} />
    </>
  );
}
