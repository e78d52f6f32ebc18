import { Menu } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowsMove, IconCalendarCheck, IconCopy, IconPencil, IconPlus, IconTemplate } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { toast } from '../../../ui/toast.tsx';
import { useMarkTemplate, useUnmarkTemplate } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';

await speakAlso('pages');
const ArrangeDialog = lazy(async () => ({ default: (await import('./arrange-dialog.tsx')).ArrangeDialog }));
const ReviewDialog = lazy(async () => ({ default: (await import('./review-dialog.tsx')).ReviewDialog }));
const RenameDialog = lazy(async () => ({ default: (await import('./rename-dialog.tsx')).RenameDialog }));

type Asked = 'rename' | 'move' | 'copy' | 'review' | null;

/**
 * What arranges a page, for its menu: `items` go into the menu, `dialogs` beside it (a menu that closes takes what is
 * in it away).
 */
export function usePageArranging(page: PageView) {
  const { t } = useTranslation('pages');
  const navigate = useNavigate();
  const [asked, ask] = useState<Asked>(null);
  const mark = useMarkTemplate();
  const unmark = useUnmarkTemplate();
  const params = { id: page.id };
  const refused = { onError: (error: Error) => toast(refusalWords(error, t)) };
  const toggleTemplate = () =>
    (page.template ? unmark : mark).mutate(
      { params },
      { ...refused, onSuccess: () => toast(t(page.template ? 'template.unmarked' : 'template.marked', { title: page.title })) },
    );
  const items = (
    <>
      {page.can.createChild && (
        <Menu.Item
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/c/$slug/nouvelle-page', params: page.community, search: { parent: page.id } })}
        >
          {t('menu.newBelow')}
        </Menu.Item>
      )}
      {page.can.edit && (
        <>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={() => ask('rename')}>
            {t('menu.rename')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowsMove size={16} aria-hidden="true" />} onClick={() => ask('move')}>
            {t('menu.move')}
          </Menu.Item>
        </>
      )}
      {page.can.edit && (
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden="true" />} onClick={() => ask('copy')}>
          {t('menu.copy')}
        </Menu.Item>
      )}
      {page.can.edit && (
        <>
          <Menu.Item leftSection={<IconCalendarCheck size={16} aria-hidden="true" />} onClick={() => ask('review')}>
            {t('menu.review')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTemplate size={16} aria-hidden="true" />} onClick={toggleTemplate}>
            {t(page.template ? 'template.unmark' : 'template.mark')}
          </Menu.Item>
        </>
      )}
    </>
  );
  const close = () => ask(null);
  const dialogs = asked && (
    <Suspense>
      {asked === 'rename' && <RenameDialog page={page} onClose={close} />}
      {(asked === 'move' || asked === 'copy') && <ArrangeDialog how={asked} page={page} community={page.community} onClose={close} />}
      {asked === 'review' && <ReviewDialog page={page} what="plan" onClose={close} />}
    </Suspense>
  );
  return { items, dialogs };
}
