import { UnstyledButton } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../ui/toast.tsx';
import { useAddFavourite, useRemoveFavourite } from './content.queries.ts';
import classes from './favourite-button.module.css';

/** A star: shown at once, taken back when the server refuses. */
export function FavouriteButton({ contentId, favourite }: { contentId: string; favourite: boolean }) {
  const { t } = useTranslation();
  const [starred, setStarred] = useState(favourite);
  const add = useAddFavourite();
  const remove = useRemoveFavourite();
  const params = { id: contentId };
  const star = () => {
    setStarred(true);
    add.mutate({ params }, { onError: () => setStarred(false) });
  };
  const unstar = () => {
    setStarred(false);
    remove.mutate({ params }, { onSuccess: () => toast(t('content.unstarred'), star), onError: () => setStarred(true) });
  };
  const Icon = starred ? IconStarFilled : IconStar;
  return (
    <UnstyledButton
      className={classes['star'] ?? ''}
      aria-pressed={starred}
      aria-label={t('content.favourite')}
      title={t('content.favourite')}
      onClick={starred ? unstar : star}
    >
      <Icon size={18} stroke={1.6} aria-hidden="true" />
    </UnstyledButton>
  );
}
