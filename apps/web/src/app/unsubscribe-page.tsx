import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnsubscribe } from '../features/notifications/notifications.queries.ts';
import { ProblemError } from '../lib/problem-error.ts';
import { speakAlso } from '../lib/i18n.ts';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { Gate } from './gate.tsx';

await speakAlso('notifications');

/** Where the link of a mail leads: asks once, for programs open links too. The token stands behind `#`: it reaches no server's log. */
export function UnsubscribePage() {
  const { t } = useTranslation('notifications');
  const [token] = useState(() => window.location.hash.slice(1));
  const unsubscribe = useUnsubscribe();
  const broken = !/^[\w-]{1,120}$/.test(token) || (unsubscribe.error instanceof ProblemError && unsubscribe.error.status === 400);
  if (broken)
    return (
      <Gate title={t('unsubscribe.title')}>
        <Notice tone="warn">{t('unsubscribe.broken')}</Notice>
        <Settings />
      </Gate>
    );
  if (unsubscribe.isSuccess)
    return (
      <Gate title={t('unsubscribe.title')}>
        <Notice tone="ok">
          {t('unsubscribe.done')} {t('unsubscribe.again')}
        </Notice>
        <Settings />
      </Gate>
    );
  return (
    <Gate title={t('unsubscribe.title')} lead={t('unsubscribe.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          unsubscribe.mutate({ params: { token } });
        }}
      >
        <ProblemNotice error={unsubscribe.error} />
        <Button type="submit" loading={unsubscribe.isPending}>
          {t('unsubscribe.send')}
        </Button>
      </form>
    </Gate>
  );
}

function Settings() {
  const { t } = useTranslation('notifications');
  return (
    <Button component={Link} to="/notifications/settings" variant="default" mt="md">
      {t('unsubscribe.open')}
    </Button>
  );
}
