import { useTranslation } from 'react-i18next';
import type { Choice } from './versions.queries.ts';

/** « Version 15 — Retrait des appuis glissants »; what was written since the newest version has no number. */
export function useVersionTitle(): (version: Pick<Choice, 'number' | 'name'>) => string {
  const { t } = useTranslation('versions');
  return ({ number, name }) => {
    if (number === null) return t('unversioned');
    return name === null ? t('number', { number }) : t('numberAndName', { number, name });
  };
}
