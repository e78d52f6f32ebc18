import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../lib/problem-error.ts';

/** What is wrong with a field of a refused form, in the reader's language; undefined when it is right. */
export function useFieldErrors(error: unknown): (field: string) => string | undefined {
  const { t, i18n } = useTranslation('admin');
  const wrong = fieldErrors(error);
  return (field) => {
    if (!(field in wrong)) return undefined;
    const key = `field.${field}`;
    return i18n.exists(key, { ns: 'admin' }) ? t(key as 'field.other') : t('field.other');
  };
}
