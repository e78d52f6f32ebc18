import { Button } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Confirm } from '../../../ui/confirm.tsx';
import { Notice } from '../../../ui/notice.tsx';
import classes from './editing.module.css';
import { CopyText, DownloadText } from './keep-text.tsx';
import type { WritingSession } from './session.ts';
import type { WritingState } from './writing-state.ts';

await speakAlso('writing');

interface Props {
  session: WritingSession;
  page: PageView;
  title: string;
  refused: Extract<WritingState, { kind: 'refused' }>;
  /** Opens the page anew, as the server has it. */
  onReset: () => void;
}

/** Why the server does not take what was written, and what can be done. The text stays on the screen. */
export function RefusedNotice({ session, page, title, refused: { code }, onReset }: Props) {
  const { t } = useTranslation('writing');
  const [asking, ask] = useState(false);
  const reset = async () => {
    await session.forget();
    onReset();
  };
  return (
    <div className={classes['notice']}>
      <Notice tone="bad">
        <strong>{t('refused.title')}</strong>
        <p>
          {t(`refused.${code}`)} {t(`refused.todo.${code}`)}
        </p>
        <div className={classes['choices']}>
          <Button leftSection={<IconRefresh size={16} aria-hidden="true" />} onClick={() => session.retry()}>
            {t('refused.retry')}
          </Button>
          <DownloadText session={session} page={page} title={title} />
          <CopyText session={session} page={page} title={title} />
          <Button variant="default" onClick={() => ask(true)}>
            {t('refused.reset')}
          </Button>
        </div>
      </Notice>
      <Confirm
        title={t('refused.resetTitle')}
        confirm={t('refused.reset')}
        opened={asking}
        onConfirm={() => void reset()}
        onClose={() => ask(false)}
      >
        {t('refused.resetHint')}
      </Confirm>
    </div>
  );
}
