import { Button } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { Forbidden } from '../../../ui/states.tsx';
import classes from './editing.module.css';
import { DownloadText } from './keep-text.tsx';
import type { WritingSession } from './session.ts';

await speakAlso('writing');

interface Props {
  session: WritingSession;
  page: Pick<PageView, 'links' | 'files' | 'mentions' | 'slug'>;
  title: string;
  /** Something was written here that the server does not hold. */
  unsaved: boolean;
}

/** The page is no longer open. What was not saved is offered once as a file, and then goes from this device. */
export function AccessLost({ session, page, title, unsaved }: Props) {
  const { t } = useTranslation('writing');
  const [gone, go] = useState(!unsaved);
  const giveUp = async () => {
    await session.forget();
    go(true);
  };
  return (
    <div className={classes['lost']}>
      <Forbidden
        whole
        title={t('lost.title')}
        actions={
          !gone && (
            <>
              <DownloadText session={session} page={page} title={title} onKept={() => void giveUp()} />
              <Button variant="default" onClick={() => void giveUp()}>
                {t('lost.giveUp')}
              </Button>
            </>
          )
        }
      >
        {t('lost.hint')} {gone ? unsaved && t('lost.gone') : t('lost.unsaved')}
      </Forbidden>
    </div>
  );
}
