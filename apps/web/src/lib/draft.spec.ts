import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { useDraft, useFormDraft } from './draft.ts';

const empty = { name: '', note: '' };
beforeEach(() => localStorage.clear());

it('keeps what was typed over a reload, until it is sent', () => {
  const first = renderHook(() => useDraft('community', empty));
  act(() => first.result.current[1]({ name: 'Ponts', note: '' }));
  first.unmount();

  const again = renderHook(() => useDraft('community', empty));
  expect(again.result.current[0]).toEqual({ name: 'Ponts', note: '' });
  act(() => again.result.current[2]());
  again.unmount();

  expect(renderHook(() => useDraft('community', empty)).result.current[0]).toEqual(empty);
});

it('leaves nothing behind for what is empty, and does not mix drafts', () => {
  const one = renderHook(() => useDraft('one', empty));
  const other = renderHook(() => useDraft('other', empty));
  act(() => one.result.current[1]({ name: 'x', note: '' }));
  expect(other.result.current[0]).toEqual(empty);
  act(() => one.result.current[1](empty));
  expect(localStorage.length).toBe(0);
});

it('starts empty when what was kept cannot be read', () => {
  localStorage.setItem('parvis.draft.torn', '{"name":');
  expect(renderHook(() => useDraft('torn', empty)).result.current[0]).toEqual(empty);
});

it('keeps only what was changed of something saved, so that what others change meanwhile stands', () => {
  const saved = { name: 'Ponts', note: 'acier' };
  const first = renderHook(() => useFormDraft('form', saved));
  expect(first.result.current.changed).toBe(false);
  act(() => first.result.current.change({ name: 'Ponts et quais', note: 'acier' }));
  expect(first.result.current.changed).toBe(true);
  first.unmount();

  const later = renderHook(() => useFormDraft('form', { name: 'Ponts', note: 'béton' }));
  expect(later.result.current.form).toEqual({ name: 'Ponts et quais', note: 'béton' });
  act(() => later.result.current.drop());
  expect(later.result.current.form.name).toBe('Ponts');
  expect(localStorage.length).toBe(0);
});
