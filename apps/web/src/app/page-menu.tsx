import { Menu, UnstyledButton } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconDots, IconLock, IconPrinter, IconTrash } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRestore } from '../features/content/content.queries.ts';
import { myself } from '../features/people/people.queries.ts';
import { PersonPicker } from '../features/people/person-picker.tsx';
import { usePageArranging } from '../features/wiki/pages/page-arranging.tsx';
import { useExportPage } from '../features/wiki/export/export-links.tsx';
import { VersionMenuItems } from '../features/wiki/versions/version-menu.tsx';
import { useDeletePage } from '../features/wiki/wiki.queries.ts';
import { toast } from '../ui/toast.tsx';
import classes from './wiki-page.module.css';

const RestrictDialog = lazy(async () => ({ default: (await import('../features/content/restrict-dialog.tsx')).RestrictDialog }));

/** What else one can do with a page. */
export function PageMenu({ page }: { page: PageView }) {
  const { id, community, title, can } = page;
  const { t } = useTranslation();
  const arranging = usePageArranging(page);
  const exporting = useExportPage(id);
  const remove = useDeletePage();
  const restore = useRestore();
  const navigate = useNavigate();
  const { data: me } = useQuery(myself);
  const [restricting, restrict] = useState(false);
  const trash = async () => {
    await remove.mutateAsync({ params: { id } }).then(
      () => {
        toast(
          t('wiki.trashed', { title }),
          () => void restore.mutateAsync({ params: { id } }).then(() => navigate({ to: '/p/$id', params: { id } })),
        );
        return navigate({ to: '/c/$slug', params: community });
      },
      () => toast(t('wiki.trashRefused')),
    );
  };
  return (
    <>
      <Menu>
        <Menu.Target>
          <UnstyledButton className={classes['more'] ?? ''} aria-label={t('action.more')}>
            <IconDots size={18} stroke={1.6} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {arranging.items}
          <Menu.Divider />
          <VersionMenuItems page={page} />
          <Menu.Item leftSection={<IconPrinter size={16} aria-hidden="true" />} onClick={() => window.print()}>
            {t('wiki.print')}
          </Menu.Item>
          {exporting.item}
          {can.restrict && (
            <Menu.Item leftSection={<IconLock size={16} aria-hidden="true" />} onClick={() => restrict(true)}>
              {t('wiki.restrict')}
            </Menu.Item>
          )}
          {can.delete && (
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => void trash()}>
              {t('wiki.trash')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {arranging.dialogs}
      {exporting.dialog}
      {restricting && me && (
        <Suspense>
          <RestrictDialog content={{ id, title }} me={me} PersonPicker={PersonPicker} opened onClose={() => restrict(false)} />
        </Suspense>
      )}
    </>
  );
}
