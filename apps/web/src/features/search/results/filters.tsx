import { Button, TextInput } from '@mantine/core';
import type { CommunityChip } from '@parvis/shared';
import { IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../ui/choice.tsx';
import type { PersonPickerType } from '../../../ui/person-picking.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import type { SearchAddress } from '../search-address.ts';
import { SPANS, type Span, type When, daysAgo, whenOf } from './days.ts';
import { useFilterNames } from './filter-names.ts';
import classes from './filters.module.css';

export interface FilterProps {
  search: SearchAddress;
  /** Changes some of what narrows the search; `undefined` takes it away. */
  onNarrow: (change: { [Name in keyof SearchAddress]?: SearchAddress[Name] | undefined }) => void;
  /** Communities to choose from. */
  communities: readonly Pick<CommunityChip, 'id' | 'name'>[];
  /** The name of the author that is chosen; null while it is not known. */
  authorName: string | null;
  PersonPicker: PersonPickerType;
}
const ANY = '';

/** What narrows a search: where, by whom, when. */
export function Filters({ search, onNarrow, communities, authorName, PersonPicker }: FilterProps) {
  const { t } = useTranslation('search');
  const names = useFilterNames({ search, communities, authorName });
  const authors = useRef<HTMLFieldSetElement>(null);
  const kept = useFocusKept(authors);
  const { community = ANY } = search;
  const unknown = community !== ANY && !communities.some(({ id }) => id === community);
  return (
    <div className={classes['filters']}>
      <Choice
        label={t('filter.community')}
        value={community}
        options={[
          { value: ANY, label: t('filter.anyCommunity') },
          ...communities.map(({ id, name }) => ({ value: id, label: name })),
          ...(unknown ? [{ value: community, label: t('filter.thisCommunity') }] : []),
        ]}
        onChange={(chosen) => onNarrow({ community: chosen || undefined })}
      />
      <Days search={search} onNarrow={onNarrow} />
      <fieldset ref={authors} className={classes['author']} {...kept}>
        <legend>{t('filter.author')}</legend>
        {names.author ? (
          <button
            type="button"
            className={classes['chosen']}
            aria-label={t('filter.remove', { name: names.author })}
            onClick={() => onNarrow({ author: undefined })}
          >
            {names.author}
            <IconX size={14} stroke={1.8} aria-hidden="true" />
          </button>
        ) : (
          <>
            <Button variant="default" onClick={() => onNarrow({ author: 'me' })}>
              {t('filter.me')}
            </Button>
            <PersonPicker
              action={t('filter.choose')}
              actionFor={(name) => t('filter.chooseNamed', { name })}
              onPick={({ id }) => onNarrow({ author: id })}
            />
          </>
        )}
      </fieldset>
    </div>
  );
}

const WHENS: readonly When[] = ['anytime', 'week', 'month', 'year', 'exact'];

function Days({ search, onNarrow }: Pick<FilterProps, 'search' | 'onNarrow'>) {
  const { t } = useTranslation('search');
  const [exact, beExact] = useState(false);
  const when = exact ? 'exact' : whenOf(search);
  const choose = (chosen: When) => {
    beExact(chosen === 'exact');
    if (chosen === 'anytime') onNarrow({ from: undefined, to: undefined });
    else if (chosen !== 'exact') onNarrow({ from: daysAgo(SPANS[chosen satisfies Span]), to: undefined });
  };
  return (
    <>
      <Choice
        label={t('filter.when')}
        value={when}
        options={WHENS.map((value) => ({ value, label: t(`filter.${value}`) }))}
        onChange={choose}
      />
      {when === 'exact' && (
        <div className={classes['days']}>
          <Day key={`from ${search.from}`} label={t('filter.from')} day={search.from} onChange={(from) => onNarrow({ from })} />
          <Day key={`to ${search.to}`} label={t('filter.to')} day={search.to} onChange={(to) => onNarrow({ to })} />
        </div>
      )}
    </>
  );
}

/** A day is taken once it is whole: while one types a year, its first digits are years as well. */
function Day({ label, day, onChange }: { label: string; day: string | undefined; onChange: (day: string | undefined) => void }) {
  const [typed, type] = useState(day ?? '');
  const take = () => {
    if (typed !== (day ?? '')) onChange(typed || undefined);
  };
  return (
    <TextInput
      type="date"
      label={label}
      value={typed}
      min="2000-01-01"
      max="2100-12-31"
      onChange={({ currentTarget }) => type(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => key === 'Enter' && take()}
    />
  );
}
