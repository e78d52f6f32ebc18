import { Menu } from '@mantine/core';
import type { AnnotationReply } from '@parvis/shared';
import { IconCheck, IconMoodPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../ui/toast.tsx';
import { useReact } from './annotations.queries.ts';
import { REACTIONS, REACTION_ICONS } from './kinds.ts';
import { usePanelTools } from './panel-context.ts';
import classes from './card.module.css';

interface Props {
  said: Pick<AnnotationReply, 'id' | 'reactions'>;
  mayReact: boolean;
  /** The thread is open: one can add another. */
  opened: boolean;
}

/** How people react to something that was said, by name; one's own is pressed. */
export function Reactions({ said: { id, reactions }, mayReact, opened }: Props) {
  const { t, i18n } = useTranslation('annotations');
  const { page, me } = usePanelTools();
  const react = useReact(me, page.id);
  const adds = mayReact && opened;
  if (reactions.length === 0 && !adds) return null;
  const toggle = (reaction: (typeof REACTIONS)[number], on: boolean) =>
    react.mutate({ id, reaction, on }, { onError: () => toast(t('notDone')) });
  const list = new Intl.ListFormat(i18n.language);
  return (
    <div role="group" aria-label={t('reaction.label')} className={classes['reactions']}>
      {reactions.map(({ reaction, count, mine, people }) => {
        const Icon = REACTION_ICONS[reaction];
        const names = list.format(people.map(({ name }) => name));
        return (
          <button
            key={reaction}
            type="button"
            aria-pressed={mine}
            disabled={!mayReact}
            title={`${t(`reaction.${reaction}`)} : ${names}`}
            onClick={() => toggle(reaction, !mine)}
          >
            <Icon size={15} stroke={1.7} aria-hidden="true" />
            {count} <span className="visually-hidden">{`${t(`reaction.${reaction}`)} : ${names}`}</span>
          </button>
        );
      })}
      {adds && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" aria-label={t('reaction.add')} title={t('reaction.add')}>
              <IconMoodPlus size={15} stroke={1.7} aria-hidden="true" />
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {REACTIONS.map((reaction) => {
              const Icon = REACTION_ICONS[reaction];
              const mine = reactions.find((entry) => entry.reaction === reaction)?.mine ?? false;
              return (
                <Menu.Item
                  key={reaction}
                  leftSection={<Icon size={16} stroke={1.6} aria-hidden="true" />}
                  rightSection={mine && <IconCheck size={16} stroke={1.8} aria-label={t('reaction.mine')} />}
                  onClick={() => toggle(reaction, !mine)}
                >
                  {t(`reaction.${reaction}`)}
                </Menu.Item>
              );
            })}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
