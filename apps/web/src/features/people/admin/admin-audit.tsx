import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { When } from '../../../ui/dates.tsx';
import formClasses from '../../../ui/form.module.css';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Row, Rows } from '../../../ui/row.tsx';
import { Empty, Failed, Loading } from '../../../ui/states.tsx';
import { audit, auditVerification } from '../people.queries.ts';
import classes from './admin.module.css';

/** What happened, newest first, and the proof that nothing of it was changed. */
export function AdminAudit() {
  const { t } = useTranslation('admin');
  const [typed, type] = useState('');
  const list = useInfiniteQuery(audit(useDeferredValue(typed.trim())));
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Verification />
      <search className={formClasses['filters']}>
        <TextInput
          type="search"
          label={t('audit.filter')}
          placeholder={t('audit.filterHint')}
          value={typed}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
      </search>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && <Empty title={t('audit.none')}>{t('audit.noneHint')}</Empty>}
      <Rows label={t('audit.list')}>
        {entries.map(({ id, name, at, actor, subject, payload }) => (
          <Row
            key={id}
            title={<code>{name}</code>}
            detail={
              <>
                {actor?.name ?? t('audit.system')} · <When at={at} />
                <details className={classes['details']}>
                  <summary>{t('audit.details')}</summary>
                  <pre>{JSON.stringify({ ...(subject && { subject }), ...payload }, null, 2)}</pre>
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

function Verification() {
  const { t } = useTranslation('admin');
  const check = useQuery({ ...auditVerification, enabled: false });
  const problem = check.data?.problem;
  return (
    <>
      <div className={classes['lead']}>
        <p>{t('audit.lead')}</p>
        <Button
          variant="default"
          leftSection={<IconShieldCheck size={16} aria-hidden="true" />}
          loading={check.isFetching}
          onClick={() => void check.refetch()}
        >
          {t('audit.verify')}
        </Button>
      </div>
      {check.isError && <Failed error={check.error} onRetry={() => void check.refetch()} />}
      {check.data?.ok && <Notice tone="ok">{t('audit.ok', { sealed: check.data.sealed, unsealed: check.data.unsealed })}</Notice>}
      {problem && <Notice tone="bad">{t('audit.broken', { position: problem.position, kind: t(`audit.${problem.kind}`) })}</Notice>}
    </>
  );
}
