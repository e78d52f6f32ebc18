import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isMac } from '../features/search/palette/palette-key.ts';
import { showPalette } from './search-palette.tsx';
import classes from './search-button.module.css';

/** Looks like a field, and opens the one that finds everything. On a phone, a picture. */
export function SearchButton() {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className={classes['search'] ?? ''}
      aria-haspopup="dialog"
      aria-keyshortcuts={isMac ? 'Meta+K' : 'Control+K'}
      onClick={showPalette}
    >
      <IconSearch size={18} stroke={1.6} aria-hidden="true" />
      <span className={classes['words']}>{t('nav.searchAnything')}</span>
      <kbd aria-hidden="true">{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
    </UnstyledButton>
  );
}
