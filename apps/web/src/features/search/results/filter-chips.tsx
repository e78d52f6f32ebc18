import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { narrowedBy } from '../search-address.ts';
import { useFilterNames } from './filter-names.ts';
import type { FilterProps } from './filters.tsx';
import classes from './filters.module.css';

/** The filters that are in use, each to take away. */
export function FilterChips({ search, onNarrow, communities, authorName }: Omit<FilterProps, 'PersonPicker'>) {
  const { t } = useTranslation('search');
  const names = useFilterNames({ search, communities, authorName });
  const chips = [
    { name: names.community, without: { community: undefined } },
    { name: names.author, without: { author: undefined } },
    { name: names.days, without: { from: undefined, to: undefined } },
  ];
  const used = narrowedBy(search);
  if (used === 0) return null;
  return (
    <ul className={classes['chips']} aria-label={t('filter.active')}>
      {chips.map(
        ({ name, without }) =>
          name !== null && (
            <li key={name}>
              <button
                type="button"
                className={classes['chosen']}
                aria-label={t('filter.remove', { name })}
                onClick={() => onNarrow(without)}
              >
                {name}
                <IconX size={14} stroke={1.8} aria-hidden="true" />
              </button>
            </li>
          ),
      )}
      {used > 1 && (
        <li>
          <button
            type="button"
            className={`link ${classes['clear']}`}
            onClick={() => onNarrow({ community: undefined, author: undefined, from: undefined, to: undefined })}
          >
            {t('filter.clear')}
          </button>
        </li>
      )}
    </ul>
  );
}
