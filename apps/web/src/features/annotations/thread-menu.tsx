import { Menu } from '@mantine/core';
import type { AnnotationView } from '@parvis/shared';
import { IconDots, IconHistory, IconLink, IconPencil, IconPin, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../ui/toast.tsx';
import { useDeleteAnnotation, useRestoreThread } from './annotations.queries.ts';
import { usePanelTools } from './panel-context.ts';
import { useAttaching } from './use-attaching.ts';
import classes from './card.module.css';

interface Props {
  thread: AnnotationView;
  onEdit: () => void;
  onLog: () => void;
}

/** What else can be done with a thread. The menu itself, which weighs more than its card, is made when it is asked for. */
export function ThreadMenu(props: Props) {
  const { t } = useTranslation('annotations');
  const [asked, ask] = useState(false);
  const { author } = props.thread;
  const target = (
    <button
      type="button"
      className={classes['icon']}
      aria-haspopup="menu"
      aria-label={t('card.more', { name: author?.name ?? t('nobody') })}
      onClick={() => ask(true)}
    >
      <IconDots size={16} stroke={1.6} aria-hidden="true" />
    </button>
  );
  return asked ? <OpenedMenu {...props} target={target} /> : target;
}

function OpenedMenu({ thread, onEdit, onLog, target }: Props & { target: ReactNode }) {
  const { t } = useTranslation('annotations');
  const { page } = usePanelTools();
  const attach = useAttaching();
  const remove = useDeleteAnnotation(page.id);
  const restore = useRestoreThread(page.id);
  const { id, can, target: place } = thread;
  const copy = async () => {
    const address = new URL(`/p/${page.id}/${page.slug}`, window.location.href);
    address.searchParams.set('annotation', id);
    await navigator.clipboard.writeText(address.href).then(
      () => toast(t('linkCopied')),
      () => toast(t('notDone')),
    );
  };
  // Its card is gone by then: only the promise still tells.
  const trash = () =>
    remove.mutateAsync({ id }).then(
      () => toast(t('deleted'), () => restore.mutate({ id })),
      () => toast(t('notDone')),
    );
  const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;
  return (
    <Menu defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {can.edit && (
          <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
            {t('menu.edit')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => void copy()}>
          {t('menu.copyLink')}
        </Menu.Item>
        {can.place && (
          <Menu.Item leftSection={<IconPin {...icon} />} onClick={() => attach(id)}>
            {t(place.whole ? 'menu.attachFirst' : 'menu.attach')}
          </Menu.Item>
        )}
        {!place.whole && (
          <Menu.Item leftSection={<IconHistory {...icon} />} onClick={onLog}>
            {t('menu.log')}
          </Menu.Item>
        )}
        {can.delete && (
          <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void trash()}>
            {t('menu.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
