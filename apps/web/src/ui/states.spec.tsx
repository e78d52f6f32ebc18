import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NetworkError, ProblemError } from '../lib/problem-error.ts';
import { show } from '../test-screen.tsx';
import { Portrait } from './portrait.tsx';
import { Failed, Loading } from './states.tsx';

const refused = (status: number) => new ProblemError({ type: 'about:blank', title: '', status, code: 'x', requestId: 'r-42' });
afterEach(() => vi.useRealTimers());

describe('what went wrong', () => {
  it('offers another try, and a reference to quote', async () => {
    const again = vi.fn();
    await show(<Failed error={refused(500)} onRetry={again} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('r-42');
    fireEvent.click(screen.getByRole('button', { name: 'Réessayer' }));
    expect(again).toHaveBeenCalledOnce();
  });

  it('says that what was written is kept when the network is away', async () => {
    await show(<Failed error={new NetworkError()} />);
    expect(await screen.findByRole('alert')).toHaveTextContent('Ce que vous avez écrit est gardé sur cet appareil.');
  });

  it('says the same of what is not there and of what is not open', async () => {
    await show(<Failed error={refused(404)} whole />);
    expect(await screen.findByRole('heading', { level: 1, name: 'Il n’y a rien ici' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Aller à l’accueil' })).toHaveAttribute('href', '/');
  });
});

it('shows the shape of what comes only when it takes longer than 200 ms', async () => {
  await show(<Loading rows={3} />);
  const status = await screen.findByRole('status');
  expect(status.querySelectorAll('i')).toHaveLength(0);
  await act(() => new Promise((resolve) => setTimeout(resolve, 250)));
  expect(status.querySelectorAll('i')).toHaveLength(3);
});

it.each([
  ['Tugdual Le Goff', 'TL'],
  ['Marie-Antoinette de La Rochefoucauld', 'MA'],
  ['Émile', 'É'],
])('draws %s as %s under the arch', async (name, initials) => {
  await show(<Portrait person={{ id: '01890000-0000-7000-8000-000000000001', name, photoId: null }} />);
  expect(await screen.findByText(initials)).toBeInTheDocument();
});
