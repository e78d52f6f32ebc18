import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense, lazy, useState } from 'react';
import { expect, it, vi } from 'vitest';
import { show } from '../test-screen.tsx';
import { Apart, OnDemand } from './on-demand.tsx';
import { ToastHost } from './toast.tsx';

function Door({ load }: { load: () => Promise<() => string> }) {
  const [opened, open] = useState(false);
  return (
    <>
      <button type="button" onClick={() => open(true)}>
        Ouvrir
      </button>
      {opened && <OnDemand load={load} given={{}} onFailed={() => open(false)} />}
      <ToastHost />
    </>
  );
}

it('says that what was opened did not come, leaves the screen, and fetches it anew the next time', async () => {
  const load = vi.fn<() => Promise<() => string>>();
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module')).mockResolvedValue(() => 'Voici');
  await show(<Door load={load} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Ouvrir' }));
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('Cela n’a pas pu s’ouvrir'));
  await userEvent.click(screen.getByRole('button', { name: 'Ouvrir' }));
  expect(await screen.findByText('Voici')).toBeVisible();
});

it('puts something in the place of a part that breaks, and leaves what is around it', async () => {
  vi.spyOn(console, 'error').mockReturnValue();
  const Broken = lazy(() => Promise.reject(new TypeError('Failed to fetch dynamically imported module')));
  await show(
    <p>
      Autour{' '}
      <Apart instead="à la place">
        <Suspense>
          <Broken />
        </Suspense>
      </Apart>
    </p>,
  );
  expect(await screen.findByText('Autour à la place')).toBeVisible();
});
