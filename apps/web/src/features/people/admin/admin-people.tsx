import { TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../ui/choice.tsx';
import formClasses from '../../../ui/form.module.css';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Rows } from '../../../ui/row.tsx';
import { Empty, Failed, Loading } from '../../../ui/states.tsx';
import { accounts } from '../people.queries.ts';
import { AccountRow } from './account-row.tsx';

const STATES = ['active', 'pending', 'deactivated'] as const;
type State = (typeof STATES)[number];

/** All accounts, to find one and to decide on it. */
export function AdminPeople() {
  const { t } = useTranslation('admin');
  const [typed, type] = useState('');
  const [state, choose] = useState<State | ''>('');
  const q = useDeferredValue(typed.trim());
  const list = useInfiniteQuery(accounts({ ...(q && { q }), ...(state && { state }) }));
  const people = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <search className={formClasses['filters']}>
        <TextInput
          type="search"
          label={t('people.search')}
          placeholder={t('people.searchHint')}
          value={typed}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
        <Choice
          label={t('people.state')}
          value={state}
          onChange={choose}
          options={[{ value: '' as const, label: t('people.any') }, ...STATES.map((value) => ({ value, label: t(`people.${value}`) }))]}
        />
      </search>
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && people.length === 0 && <Empty title={t('people.none')}>{t('people.noneHint')}</Empty>}
      <Rows label={t('people.list')}>
        {people.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
      </Rows>
      <LoadMore query={list} />
    </>
  );
}
