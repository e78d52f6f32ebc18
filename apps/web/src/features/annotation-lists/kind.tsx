import type { Motivation } from '@parvis/shared';
import { type Icon, IconHelpCircle, IconHighlight, IconMessage2, IconPencilExclamation } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './annotation-lists.module.css';

const ICONS: Record<Motivation, Icon> = {
  commenting: IconMessage2,
  questioning: IconHelpCircle,
  editing: IconPencilExclamation,
  highlighting: IconHighlight,
};

/** What kind of annotation it is: by picture, word and colour. */
export function Kind({ motivation }: { motivation: Motivation }) {
  const { t } = useTranslation('annotation-lists');
  const Picture = ICONS[motivation];
  return (
    <span className={classes['kind']} data-kind={motivation}>
      <Picture size={16} stroke={1.6} aria-hidden="true" />
      {t(`kind.${motivation}`)}
    </span>
  );
}
