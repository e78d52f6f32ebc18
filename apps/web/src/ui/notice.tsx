import type { ReactNode } from 'react';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { ProblemError } from '../lib/problem-error.ts';
import { useTranslation } from 'react-i18next';
import classes from './notice.module.css';

const ICONS = { info: IconInfoCircle, ok: IconCircleCheck, warn: IconAlertTriangle, bad: IconAlertTriangle };

/** Something to know, beside what it is about. */
export function Notice({ tone = 'info', children }: { tone?: keyof typeof ICONS; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <div className={`${classes['notice']} ${classes[tone]}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}

/** Why something was not done, in the words for its code. */
export function ProblemNotice({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation();
  if (!error) return null;
  const code = error instanceof ProblemError ? error.problem.code : 'offline';
  const key = `problem.${code}` as 'problem.offline';
  const hasWords: boolean = i18n.exists(key);
  const reference = error instanceof ProblemError ? error.problem.reference : undefined;
  return (
    <Notice tone="bad">
      {hasWords
        ? t(key)
        : error instanceof ProblemError && error.problem.detail && i18n.language === 'en'
          ? error.problem.detail
          : t('problem.other')}
      {reference && (
        <>
          {' '}
          {t('state.reference')} <b>{reference}</b>
        </>
      )}
    </Notice>
  );
}
