import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';

const ExportDialog = lazy(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog }));

/** A page as Markdown: for the menu of the page, and the dialog that it opens. */
export function useExportPage(pageId: string) {
  const { t } = useTranslation();
  const [asked, ask] = useState(false);
  return {
    item: (
      <Menu.Item leftSection={<IconDownload size={16} aria-hidden="true" />} onClick={() => ask(true)}>
        {t('wiki.export')}
      </Menu.Item>
    ),
    dialog: asked && (
      <Suspense>
        <ExportDialog what={{ pageId }} onClose={() => ask(false)} />
      </Suspense>
    ),
  };
}

/** All pages of a community that one may read, as a zip of Markdown. */
export function ExportCommunityButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const [asked, ask] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />} onClick={() => ask(true)}>
        {t('wiki.export')}
      </Button>
      {asked && (
        <Suspense>
          <ExportDialog what={{ communityId: id }} onClose={() => ask(false)} />
        </Suspense>
      )}
    </>
  );
}
