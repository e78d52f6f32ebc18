import { Menu } from '@mantine/core';
import { WatchLevel } from '@parvis/shared';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import classes from './level-menu.module.css';

await speakAlso('notifications');

interface Props {
  /** The button that opens it. */
  children: ReactNode;
  level: WatchLevel;
  onChoose: (level: WatchLevel) => void;
  /** Whether the choice holds for the pages below, too; absent where there are none. */
  below?: { on: boolean; onToggle: () => void };
  /** Takes the choice back; absent where none was made. */
  onInherit?: (() => void) | undefined;
}

/** What somebody wants to hear of a page or a wiki. */
export function LevelMenu({ children, level, onChoose, below, onInherit }: Props) {
  const { t } = useTranslation('notifications');
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('level.label')}</Menu.Label>
        {WatchLevel.options.map((option) => (
          <Menu.Item
            key={option}
            role="menuitemradio"
            aria-checked={option === level}
            leftSection={<Tick shown={option === level} />}
            onClick={() => onChoose(option)}
          >
            {t(`level.${option}`)}
            <small className={classes['hint']}>{t(`level.${option}Hint`)}</small>
          </Menu.Item>
        ))}
        {(below || onInherit) && <Menu.Divider />}
        {below && (
          <Menu.Item role="menuitemcheckbox" aria-checked={below.on} leftSection={<Tick shown={below.on} />} onClick={below.onToggle}>
            {t('level.below')}
          </Menu.Item>
        )}
        {onInherit && (
          <Menu.Item leftSection={<Tick shown={false} />} onClick={onInherit}>
            {t('level.inheritPage')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Keeps its place where it is not shown. */
const Tick = ({ shown }: { shown: boolean }) => (
  <span className={classes['tick']}>{shown && <IconCheck size={16} aria-hidden="true" />}</span>
);
