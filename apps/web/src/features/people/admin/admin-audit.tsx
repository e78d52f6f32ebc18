import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Choice } from '../../../ui/choice.tsx';
import { When } from '../../../ui/dates.tsx';
import formClasses from '../../../ui/form.module.css';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Row, Rows } from '../../../ui/row.tsx';
import { Empty, Failed, Loading } from '../../../ui/states.tsx';
import { audit, auditVerification } from '../people.queries.ts';
import { auditSentence } from './audit-sentence.ts';
import classes from './admin.module.css';

await speakAlso('audit');

/** What one may look for: the first part of an event's name. */
const AREAS = [
  'session',
  'sign-in',
  'person',
  'invitation',
  'community',
  'membership',
  'page',
  'content',
  'annotation',
  'import',
  'settings',
] as const;

/** What happened, newest first, and the proof that nothing of it was changed. */
export function AdminAudit() {
  const { t } = useTranslation('admin');
  const { t: say } = useTranslation('audit');
  const [area, choose] = useState<(typeof AREAS)[number] | ''>('');
  const list = useInfiniteQuery(audit(area));
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Verification />
      <search className={formClasses['filters']}>
        <Choice
          label={say('area.label')}
          value={area}
          onChange={choose}
          options={[{ value: '' as const, label: say('area.all') }, ...AREAS.map((value) => ({ value, label: say(`area.${value}`) }))]}
        />
      </search>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && <Empty title={t('audit.none')}>{t('audit.noneHint')}</Empty>}
      <Rows label={t('audit.list')}>
        {entries.map((entry) => (
          <Row
            key={entry.id}
            title={auditSentence(entry, t('audit.system'), say)}
            detail={
              <>
                <When at={entry.at} />
                <details className={classes['details']}>
                  <summary>{t('audit.details')}</summary>
                  <pre>
                    {JSON.stringify({ event: entry.name, ...(entry.subject && { subject: entry.subject }), ...entry.payload }, null, 2)}
                  </pre>
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
