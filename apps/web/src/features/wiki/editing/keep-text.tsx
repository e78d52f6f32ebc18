import { Button } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { download, textOf } from './rescue.ts';
import type { WritingSession } from './session.ts';

await speakAlso('writing');

const icon = { size: 16, 'aria-hidden': true } as const;

interface Props {
  session: WritingSession;
  page: Pick<PageView, 'links' | 'files' | 'mentions' | 'slug'>;
  title: string;
}

/** Saves the text as a file on this device; `onKept` hears when it is there. */
export function DownloadText({ session, page, title, onKept }: Props & { onKept?: () => void }) {
  const { t } = useTranslation('writing');
  const keep = async () => {
    download(await textOf(session.document, title, page), `${page.slug}.md`);
    onKept?.();
  };
  return (
    <Button variant={onKept ? 'filled' : 'default'} leftSection={<IconDownload {...icon} />} onClick={() => void keep()}>
      {t('lost.download')}
    </Button>
  );
}

/** Puts the text where it can be pasted elsewhere. */
export function CopyText({ session, page, title }: Props) {
  const { t } = useTranslation('writing');
  const copy = async () => {
    await navigator.clipboard.writeText(await textOf(session.document, title, page));
    toast(t('refused.copied'));
  };
  // Browsers lend the clipboard under https and on localhost only.
  if (!('clipboard' in navigator)) return null;
  return (
    <Button variant="default" leftSection={<IconCopy {...icon} />} onClick={() => void copy()}>
      {t('refused.copy')}
    </Button>
  );
}
