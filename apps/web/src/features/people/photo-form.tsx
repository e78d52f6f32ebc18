import type { Me } from '@parvis/shared';
import { useTranslation } from 'react-i18next';
import { Portrait } from '../../ui/portrait.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSetPhoto } from './people.queries.ts';
import classes from './photo-form.module.css';

/** My photo; a click chooses another one. */
export function PhotoForm({ me }: { me: Me }) {
  const { t } = useTranslation();
  const set = useSetPhoto();
  const choose = (file: File | undefined) => file && set.mutate(file, { onError: () => toast(t('profile.photoRefused')) });
  return (
    <label className={classes['photo']}>
      <Portrait person={me} size="xl" />
      <span>{t('profile.photo')}</span>
      <input
        className="visually-hidden"
        type="file"
        accept="image/png,image/jpeg,image/webp,image/avif"
        disabled={set.isPending}
        onChange={({ currentTarget }) => choose(currentTarget.files?.[0])}
      />
    </label>
  );
}
