import { Button } from '@mantine/core';
import type { BulkInvitationReport } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textOfFile } from '../../../lib/file-text.ts';
import { useFieldErrors } from '../../../ui/field-errors.ts';
import { FileDrop } from '../../../ui/file-drop.tsx';
import formClasses from '../../../ui/form.module.css';
import { Notice, ProblemNotice } from '../../../ui/notice.tsx';
import { Chip } from '../../../ui/row.tsx';
import { useInviteMany } from '../people.queries.ts';
import classes from './admin.module.css';

const TONES = { invited: 'ok', skipped: 'warn', refused: 'bad' } as const;

/** Invites from a CSV: first it is read and reported on line by line, then it is sent. */
export function InviteMany() {
  const { t } = useTranslation('admin');
  const [csv, choose] = useState('');
  const check = useInviteMany();
  const send = useInviteMany();
  const wrong = useFieldErrors(check.error ?? send.error)('csv');
  const error = check.error ?? send.error;
  const read = async (file: File) => {
    const text = await textOfFile(file);
    choose(text);
    send.reset();
    check.mutate({ body: { csv: text, dryRun: true } });
  };
  const report = send.data ?? check.data;
  return (
    <div className={formClasses['form']}>
      <FileDrop
        label={t('invite.choose')}
        hint={t('invite.manyHint')}
        accept=".csv,text/csv"
        disabled={check.isPending || send.isPending}
        onFile={(file) => void read(file)}
      />
      {wrong ? <Notice tone="bad">{wrong}</Notice> : <ProblemNotice error={error} />}
      {report && (
        <>
          <Notice tone={report.refused > 0 ? 'warn' : send.data ? 'ok' : 'info'}>
            {t(send.data ? 'invite.done' : 'invite.check', { invited: report.invited, skipped: report.skipped, refused: report.refused })}
          </Notice>
          <Lines report={report} />
          {!send.data && report.invited > 0 && (
            <Button loading={send.isPending} onClick={() => send.mutate({ body: { csv, dryRun: false } })}>
              {t('invite.confirm', { count: report.invited })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function Lines({ report }: { report: BulkInvitationReport }) {
  const { t } = useTranslation('admin');
  return (
    <div className={classes['scroll']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('invite.line')}</th>
            <th scope="col">{t('invite.email')}</th>
            <th scope="col">{t('invite.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {report.lines.map(({ line, email, outcome, reason, field }) => (
            <tr key={line}>
              <td>{line}</td>
              <td>{email}</td>
              <td>
                <Chip tone={TONES[outcome]}>{t(`outcome.${outcome}`)}</Chip>{' '}
                {reason && t(`reason.${reason as 'invalid'}`, { field: field ?? '' })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
