import { UnstyledButton } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddFavourite, useRemoveFavourite } from './content.queries.ts';
import classes from './favourite-button.module.css';

/** A star: shown at once, taken back when the server refuses. */
export function FavouriteButton({ contentId, favourite }: { contentId: string; favourite: boolean }) {
  const { t } = useTranslation();
  const [starred, setStarred] = useState(favourite);
  const add = useAddFavourite();
  const remove = useRemoveFavourite();
  const toggle = () => {
    setStarred(!starred);
    (starred ? remove : add).mutate({ params: { id: contentId } }, { onError: () => setStarred(starred) });
  };
  const Icon = starred ? IconStarFilled : IconStar;
  return (
    <UnstyledButton
      className={classes['star'] ?? ''}
      aria-pressed={starred}
      aria-label={t('content.favourite')}
      title={t('content.favourite')}
      onClick={toggle}
    >
      <Icon size={18} stroke={1.6} aria-hidden="true" />
    </UnstyledButton>
  );
}
