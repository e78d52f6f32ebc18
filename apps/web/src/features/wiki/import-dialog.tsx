import { Button, Modal } from '@mantine/core';
import type { ImportReport, ImportView } from '@parvis/shared';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconFileZip } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../lib/i18n.ts';
import { When } from '../../ui/dates.tsx';
import { FileDrop } from '../../ui/file-drop.tsx';
import { Notice, ProblemNotice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Row, RowIcon, Rows } from '../../ui/row.tsx';
import { Failed, Loading } from '../../ui/states.tsx';
import { ReportView } from './import-report.tsx';
import { importOf, importsOf, useImportMarkdown } from './wiki.queries.ts';
import classes from './import-dialog.module.css';

await speakAlso('imports');

interface Props {
  community: { id: string; slug: string };
  opened: boolean;
  onClose: () => void;
}

/** Brings a zip of Markdown into the wiki: sent, worked on, told what came through. Earlier imports can be read again. */
export function ImportDialog({ community, opened, onClose }: Props) {
  const { t } = useTranslation('imports');
  const { t: say } = useTranslation();
  const [sent, setSent] = useState(0);
  const [chosen, choose] = useState<string | null>(null);
  const send = useImportMarkdown(community.id, setSent);
  const start = (file: File) => send.mutate(file, { onSuccess: ({ id }) => choose(id) });
  return (
    <Modal opened={opened} onClose={onClose} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': say('action.close') }}>
      {chosen ? (
        <ImportProgress id={chosen} slug={community.slug} onAgain={() => choose(null)} onClose={onClose} />
      ) : (
        <>
          <p>{t('lead')}</p>
          <FileDrop label={t('choose')} hint={t('hint')} accept=".zip,application/zip" disabled={send.isPending} onFile={start} />
          {send.isPending && <Progress part={sent} label={t('sending')} />}
          <ProblemNotice error={send.error} />
          <Earlier communityId={community.id} onChoose={choose} />
        </>
      )}
    </Modal>
  );
}

/** What was imported before, and what still runs: closed or reloaded meanwhile, nothing is lost from sight. */
function Earlier({ communityId, onChoose }: { communityId: string; onChoose: (id: string) => void }) {
  const { t } = useTranslation('imports');
  const list = useQuery(importsOf(communityId));
  if (!list.data || list.data.items.length === 0) return null;
  return (
    <section className={classes['earlier']}>
      <h2>{t('earlier')}</h2>
      <Rows label={t('earlier')}>
        {list.data.items.map(({ id, name, createdAt, state }) => (
          <Row
            key={id}
            mark={<RowIcon icon={IconFileZip} />}
            title={name}
            detail={
              <>
                {t(`state.${state}`)} · <When at={createdAt} />
              </>
            }
            end={
              <Button variant="default" onClick={() => onChoose(id)} aria-label={t('readNamed', { name })}>
                {t('readAgain')}
              </Button>
            }
          />
        ))}
      </Rows>
    </section>
  );
}

function ImportProgress({ id, slug, onAgain, onClose }: { id: string; slug: string; onAgain: () => void; onClose: () => void }) {
  const { t } = useTranslation('imports');
  const { t: say } = useTranslation();
  const found = useQuery(importOf(id));
  useShowWhatCame(found.data);
  if (found.isPending) return <Loading rows={2} />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const { state, progress, report, failure } = found.data;
  if (state === 'waiting' || state === 'running') {
    const { done, total, step } = progress;
    return (
      <>
        <Progress part={total > 0 ? done / total : 0} label={t(`step.${step}`, { done, total })} />
        <p className="muted">{t('background')}</p>
      </>
    );
  }
  return (
    <>
      {state === 'failed' ? (
        <Notice tone="bad">{t(`failure.${failure?.code as 'too-large'}`, { defaultValue: t('failed') })}</Notice>
      ) : (
        <ReportView report={report as unknown as ImportReport} slug={slug} />
      )}
      <div className={classes['actions']}>
        <Button onClick={onClose}>{say('action.close')}</Button>
        <Button variant="default" onClick={onAgain}>
          {t('again')}
        </Button>
      </div>
    </>
  );
}

/** When an import ends, the tree and the lists show what it brought. */
function useShowWhatCame(shown: ImportView | undefined): void {
  const client = useQueryClient();
  const done = shown?.state === 'done';
  const communityId = shown?.communityId;
  useEffect(() => {
    if (!done) return;
    for (const queryKey of [['pages', communityId], ['imports', communityId], ['communities'], ['recent']])
      void client.invalidateQueries({ queryKey });
  }, [client, done, communityId]);
}
