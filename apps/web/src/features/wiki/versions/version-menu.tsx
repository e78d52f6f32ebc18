import { Menu } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconEyeEdit, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { useEndDraft, useStartDraft } from './versions.queries.ts';

await speakAlso('versions');

/** What the menu of a page leads to: its history, and writing a draft before publishing. */
export function VersionMenuItems({ page: { id, slug, state, draft, can } }: { page: PageView }) {
  const { t } = useTranslation('versions');
  const start = useStartDraft();
  const end = useEndDraft();
  const startIt = async () => {
    await start.mutateAsync({ params: { id } });
    toast(t('menu.started'), () => void end.mutateAsync({ params: { id } }));
  };
  return (
    <>
      <Menu.Item
        leftSection={<IconHistory size={16} aria-hidden="true" />}
        renderRoot={(props) => <Link to="/p/$id/$slug/versions" params={{ id, slug }} {...props} />}
      >
        {t('versions')}
      </Menu.Item>
      {can.edit && state === 'published' && draft === null && (
        <Menu.Item
          leftSection={<IconEyeEdit size={16} aria-hidden="true" />}
          onClick={() => void startIt().catch(() => toast(t('menu.refused')))}
        >
          {t('menu.start')}
        </Menu.Item>
      )}
    </>
  );
}
