import { Menu } from '@mantine/core';
import type { CommunityChip } from '@parvis/shared';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowsMove, IconCopy, IconPencil, IconPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import type { ArrangedPage, Arranging } from './arranging.ts';

await speakAlso('pages');

interface Props {
  page: Omit<ArrangedPage, 'how'>;
  community: CommunityChip;
  button: ReactElement;
  arranging: Arranging;
}

/** What one can do to a page from its line in the tree: all that dragging does, and more. */
export function RowMenu({ page, community, button, arranging }: Props) {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const begin = (how: ArrangedPage['how']) => arranging.begin({ ...page, how });
  return (
    <Menu defaultOpened onClose={() => arranging.page?.how === 'menu' && arranging.done(page.id)} returnFocus={false} withinPortal>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/c/$slug/nouvelle-page', params: community, search: { parent: page.id } })}
        >
          {t('menu.newBelow')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} closeMenuOnClick={false} onClick={() => begin('rename')}>
          {t('menu.rename')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowsMove size={16} aria-hidden="true" />} closeMenuOnClick={false} onClick={() => begin('move')}>
          {t('menu.move')}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden="true" />} closeMenuOnClick={false} onClick={() => begin('copy')}>
          {t('menu.copy')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
