import { useEffect, useState } from 'react';

/** State that survives a reload: what somebody typed is kept on this device until it is sent. */
export function useDraft<T extends object>(key: string, empty: T): [value: T, set: (value: T) => void, forget: () => void] {
  const name = `parvis.draft.${key}`;
  const [value, setValue] = useState<T>(() => ({ ...empty, ...kept<T>(name) }));
  useEffect(() => {
    if (JSON.stringify(value) === JSON.stringify(empty)) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  });
  const forget = () => {
    localStorage.removeItem(name);
    setValue(empty);
  };
  return [value, setValue, forget];
}

function kept<T>(name: string): Partial<T> {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<T>;
  } catch {
    return {};
  }
}

interface FormDraft<T> {
  /** What is saved, with what was typed over it. */
  form: T;
  change: (form: T) => void;
  /** Something was typed that is not saved. */
  changed: boolean;
  /** Forgets what was typed: it is saved, or given up. */
  drop: () => void;
}

/**
 * The fields of something that exists already. Only those that were changed are kept on this device, so that what
 * others change meanwhile is not undone by a draft.
 */
export function useFormDraft<T extends object>(key: string, saved: T): FormDraft<T> {
  const [typed, write, drop] = useDraft<Partial<T>>(key, {});
  const form = { ...saved, ...typed };
  const change = (next: T) => write(differing(next, saved));
  return { form, change, changed: Object.keys(differing(form, saved)).length > 0, drop };
}

const differing = <T extends object>(form: T, saved: T): Partial<T> =>
  Object.fromEntries(Object.entries(form).filter(([name, value]) => value !== saved[name as keyof T])) as Partial<T>;
