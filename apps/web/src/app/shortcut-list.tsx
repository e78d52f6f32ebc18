import { Checkbox, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isMac } from '../features/search/palette/palette-key.ts';
import classes from './shortcuts.module.css';

const KEYS = [
  ['?', 'help'],
  [isMac ? '⌘ K' : 'Ctrl K', 'search'],
  ['g h', 'home'],
  ['g c', 'communities'],
  ['g w', 'wiki'],
  ['g p', 'profile'],
  ['e', 'edit'],
  ['a', 'annotate'],
  ['n p', 'annotations'],
  [isMac ? '⌘ ⌥ M' : 'Ctrl Alt M', 'annotateWriting'],
  ['j k', 'changes'],
  ['[', 'fold'],
  ['Esc', 'escape'],
] as const;

interface Props {
  enabled: boolean;
  onEnable: (enabled: boolean) => void;
  onClose: () => void;
}

/** The keys that act anywhere, and the switch that takes them away. */
export function ShortcutList({ enabled, onEnable, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t('shortcuts.title')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <dl className={classes['list']}>
        {KEYS.map(([keys, name]) => (
          <div key={keys}>
            <dt>{t(`shortcuts.${name}`)}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox label={t('shortcuts.enabled')} checked={enabled} onChange={({ currentTarget }) => onEnable(currentTarget.checked)} />
    </Modal>
  );
}
