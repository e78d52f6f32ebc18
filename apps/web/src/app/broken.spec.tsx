import { act, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { NetworkError } from '../lib/problem-error.ts';
import { show } from '../test-screen.tsx';
import { Broken } from './broken.tsx';

afterEach(() => vi.restoreAllMocks());
const noReset = () => undefined;

it('says that it is the network where the code of a screen did not come without one, and goes on with it', async () => {
  const online = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  const { router } = await show(<Broken error={new NetworkError()} reset={noReset} />);
  const invalidate = vi.spyOn(router, 'invalidate');
  expect(await screen.findByRole('heading', { level: 1, name: 'Le réseau ne répond pas' })).toBeVisible();
  online.mockReturnValue(true);
  await act(async () => void window.dispatchEvent(new Event('online')));
  expect(invalidate).toHaveBeenCalledOnce();
});

it('leaves what broke for another reason until somebody tries again', async () => {
  const { router } = await show(<Broken error={new NetworkError()} reset={noReset} />);
  const invalidate = vi.spyOn(router, 'invalidate');
  await act(async () => void window.dispatchEvent(new Event('online')));
  expect(invalidate).not.toHaveBeenCalled();
  await act(async () => screen.getByRole('button', { name: 'Réessayer' }).click());
  expect(invalidate).toHaveBeenCalledOnce();
});
