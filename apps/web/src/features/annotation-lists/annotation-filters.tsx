import type { PersonChip } from '@parvis/shared';
import { AnchorState, AnnotationStatus, Motivation } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../ui/choice.tsx';
import type { PersonPickerType } from '../../ui/person-picking.ts';
import { type AnnotationSearch, fixedBy } from './search.ts';
import classes from './annotation-lists.module.css';

interface Props {
  search: AnnotationSearch;
  onChange: (search: AnnotationSearch) => void;
  /** Whose annotations may be asked for; without it nobody can be chosen. */
  authors?: { known: readonly PersonChip[]; PersonPicker: PersonPickerType };
}
const ANY = '';
const SOMEBODY_ELSE = 'else';

/** What a list of annotations is narrowed to. What is shown already decides needs no choice. */
export function AnnotationFilters({ search, onChange, authors }: Props) {
  const { t } = useTranslation('annotation-lists');
  const fixed = fixedBy(search.show);
  const change = (narrowed: Partial<Record<keyof AnnotationSearch, string>>) => {
    const next = Object.entries({ ...search, ...narrowed }).filter(([, value]) => value !== ANY);
    onChange(Object.fromEntries(next) as AnnotationSearch);
  };
  const choices = [
    { name: 'motivation', options: Motivation.options, words: (option: Motivation) => t(`kind.${option}`) },
    { name: 'status', options: AnnotationStatus.options, words: (option: AnnotationStatus) => t(`status.${option}`) },
    { name: 'state', options: AnchorState.options, words: (option: AnchorState) => t(`state.${option}`) },
  ] as const;
  return (
    <div className={classes['filters']} role="group" aria-label={t('filters')}>
      {choices
        .filter(({ name }) => !fixed[name])
        .map(({ name, options, words }) => (
          <Choice
            key={name}
            label={t(`filter.${name}`)}
            value={search[name] ?? ANY}
            options={[{ value: ANY, label: t(`any.${name}`) }, ...options.map((value) => ({ value, label: words(value as never) }))]}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      {authors && <Author {...authors} value={search.author ?? ANY} onChange={(author) => change({ author })} />}
    </div>
  );
}

/** By whom: everybody, me, those who are seen in the list, or somebody who is looked for by name. */
function Author({
  known,
  PersonPicker,
  value,
  onChange,
}: NonNullable<Props['authors']> & { value: string; onChange: (author: string) => void }) {
  const { t } = useTranslation('annotation-lists');
  const [picked, pick] = useState<PersonChip | null>(null);
  const [looking, look] = useState(false);
  const people = [...new Map([...known, ...(picked ? [picked] : [])].map((person) => [person.id, person])).values()];
  const unknown = value !== ANY && value !== 'me' && !people.some(({ id }) => id === value);
  return (
    <>
      <Choice
        label={t('filter.author')}
        value={looking ? SOMEBODY_ELSE : value}
        options={[
          { value: ANY, label: t('any.author') },
          { value: 'me', label: t('me') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          ...(unknown ? [{ value, label: t('somebody') }] : []),
          { value: SOMEBODY_ELSE, label: t('somebodyElse') },
        ]}
        onChange={(chosen) => {
          look(chosen === SOMEBODY_ELSE);
          if (chosen !== SOMEBODY_ELSE) onChange(chosen);
        }}
      />
      {looking && (
        <div className={classes['picker']}>
          <PersonPicker
            action={t('choose')}
            actionFor={(name) => t('chooseNamed', { name })}
            onPick={(person) => {
              pick(person);
              look(false);
              onChange(person.id);
            }}
          />
        </div>
      )}
    </>
  );
}
