import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import classes from './search-field.module.css';

/** Narrows the list below by what is typed. Its name is its placeholder too: the picture says what it is for. */
export function SearchField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <TextInput
      type="search"
      className={classes['search'] ?? ''}
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden="true" />}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

/** What is typed into a search field, and what to ask the server: the second follows when the machine has time. */
export function useSearch(): { typed: string; type: (value: string) => void; q: string } {
  const [typed, type] = useState('');
  return { typed, type, q: useDeferredValue(typed.trim()) };
}
