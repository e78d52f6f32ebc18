import { Button, TextInput } from '@mantine/core';
import { SEARCH_LENGTH } from '@parvis/shared';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './search-form.module.css';

/** What is looked for, to change and look again. `q` is what the address says; going back shows it again. */
export function SearchForm({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { t } = useTranslation('search');
  const [shown, show] = useState(q);
  const [typed, type] = useState(q);
  if (shown !== q) {
    show(q);
    type(q);
  }
  const field = useRef<HTMLInputElement>(null);
  const [begun] = useState(q !== '');
  // Whoever comes with nothing to look for comes to type it.
  useEffect(() => {
    if (!begun) field.current?.focus();
  }, [begun]);
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSearch(typed.normalize('NFC').trim());
  };
  return (
    <form role="search" className={classes['form']} onSubmit={search}>
      <TextInput
        ref={field}
        type="search"
        className={classes['field'] ?? ''}
        aria-label={t('page.field')}
        placeholder={t('page.field')}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
        maxLength={SEARCH_LENGTH}
        enterKeyHint="search"
        autoComplete="off"
        value={typed}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
      <Button type="submit" className={classes['submit'] ?? ''}>
        {t('page.submit')}
      </Button>
    </form>
  );
}

const WAYS = [
  ['words', 'exampleWords'],
  ['phrase', 'examplePhrase'],
  ['without', 'exampleWithout'],
] as const;

/** How to say more exactly what is looked for. */
export function SearchHelp() {
  const { t } = useTranslation('search');
  return (
    <details className={classes['help']}>
      <summary>{t('help.title')}</summary>
      <dl>
        {WAYS.map(([way, example]) => (
          <div key={way}>
            <dt>
              {t(`help.${way}`)} <code>{t(`help.${example}`)}</code>
            </dt>
            <dd>{t(`help.${way}Hint`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('help.forgiven')}</p>
    </details>
  );
}
