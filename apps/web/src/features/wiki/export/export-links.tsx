import { Button, Menu } from '@mantine/core';
import { api } from '@parvis/shared';
import { IconDownload, IconFolderDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addressIn } from '../../../lib/api.ts';

/** A page as Markdown, alone or with all below it: plain downloads, for the menu of the page. */
export function ExportPageItems({ id }: { id: string }) {
  const { t } = useTranslation();
  const address = (descendants: boolean) =>
    addressIn(api.exportPage, { params: { id }, query: { descendants: descendants ? 'true' : undefined } });
  return (
    <>
      <Menu.Item component="a" href={address(false)} download leftSection={<IconDownload size={16} aria-hidden="true" />}>
        {t('wiki.export')}
      </Menu.Item>
      <Menu.Item component="a" href={address(true)} download leftSection={<IconFolderDown size={16} aria-hidden="true" />}>
        {t('wiki.exportBelow')}
      </Menu.Item>
    </>
  );
}

/** All pages of a community that one may read, as a zip of Markdown. */
export function ExportCommunityButton({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <Button
      component="a"
      href={addressIn(api.exportCommunity, { params: { id } })}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden="true" />}
    >
      {t('wiki.export')}
    </Button>
  );
}
