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
    <Menu position="bottom-end" width={290} alignItemsLabels="all">
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('level.label')}</Menu.Label>
        <Menu.RadioGroup value={level} onChange={(chosen) => onChoose(WatchLevel.options.find((option) => option === chosen) ?? level)}>
          {WatchLevel.options.map((option) => (
            <Menu.RadioItem key={option} value={option} closeMenuOnClick checkIcon={tick}>
              {t(`level.${option}`)}
              <small className={classes['hint']}>{t(`level.${option}Hint`)}</small>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {(below || onInherit) && <Menu.Divider />}
        {below && (
          <Menu.CheckboxItem checked={below.on} closeMenuOnClick checkIcon={tick} onChange={below.onToggle}>
            {t('level.below')}
          </Menu.CheckboxItem>
        )}
        {onInherit && <Menu.Item onClick={onInherit}>{t('level.inheritPage')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

const tick = <IconCheck size={16} aria-hidden="true" />;
