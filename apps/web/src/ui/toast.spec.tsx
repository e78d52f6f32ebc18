import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { show } from '../test-screen.tsx';
import { ToastHost, toast } from './toast.tsx';

beforeEach(async () => {
  await show(<ToastHost />);
  vi.useFakeTimers();
});
afterEach(() => {
  act(() => void vi.runAllTimers());
  vi.useRealTimers();
});

it('takes back what was done, once', () => {
  const undo = vi.fn();
  act(() => toast('Page mise à la corbeille', undo));
  fireEvent.click(screen.getByRole('button', { name: 'Annuler' }));
  expect(undo).toHaveBeenCalledOnce();
  expect(screen.queryByText('Page mise à la corbeille')).toBeNull();
});

it('goes after eight seconds, but not while one points at it', () => {
  act(() => toast('Enregistré'));
  fireEvent.pointerEnter(screen.getByText('Enregistré').parentElement!);
  act(() => void vi.advanceTimersByTime(60_000));
  expect(screen.getByText('Enregistré')).toBeInTheDocument();
  fireEvent.pointerLeave(screen.getByText('Enregistré').parentElement!);
  act(() => void vi.advanceTimersByTime(8_000));
  expect(screen.queryByText('Enregistré')).toBeNull();
});

it('is told to screen readers as it comes', () => {
  act(() => toast('Enregistré'));
  expect(screen.getByRole('status')).toHaveTextContent('Enregistré');
});
