import { Button, Modal } from '@mantine/core';
import type { ImportReport } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Notice, ProblemNotice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { ReportView } from './import-report.tsx';
import { importOf, useImportMarkdown } from './wiki.queries.ts';

/** Brings a zip of Markdown into the wiki: sent, worked on, told what came through. */
export function ImportDialog({ communityId, opened, onClose }: { communityId: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [sent, setSent] = useState(0);
  const send = useImportMarkdown(communityId, setSent);
  const importId = send.data?.id;
  return (
    <Modal opened={opened} onClose={onClose} title={t('import.title')} size="lg" closeButtonProps={{ 'aria-label': t('action.close') }}>
      {importId ? (
        <ImportProgress id={importId} onClose={onClose} />
      ) : (
        <>
          <p>{t('import.lead')}</p>
          <FileDrop
            label={t('import.choose')}
            hint={t('import.hint')}
            accept=".zip,application/zip"
            disabled={send.isPending}
            onFile={(file) => send.mutate(file)}
          />
          {send.isPending && <Progress part={sent} label={t('import.sending')} />}
          <ProblemNotice error={send.error} />
        </>
      )}
    </Modal>
  );
}

function ImportProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(importOf(id));
  const { done, total, step } = data?.progress ?? { done: 0, total: 0, step: 'reading' as const };
  if (data?.state === 'failed')
    return <Notice tone="bad">{t(`import.failure.${data.failure?.code as 'too-large'}`, { defaultValue: t('import.failed') })}</Notice>;
  if (data?.state !== 'done') return <Progress part={total > 0 ? done / total : 0} label={t(`import.step.${step}`, { done, total })} />;
  return (
    <>
      <ReportView report={data.report as unknown as ImportReport} />
      <Button mt="md" onClick={onClose}>
        {t('action.close')}
      </Button>
    </>
  );
}
