import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it, vi } from 'vitest';
import { show } from '../test-screen.tsx';
import { Shortcuts } from './shortcuts.tsx';

beforeEach(() => localStorage.clear());

it('goes places by two keys, and nowhere when the second comes too late or is another', async () => {
  const { router } = await show(<Shortcuts onFold={vi.fn()} />);
  await userEvent.keyboard('gc');
  await waitFor(() => expect(router.state.location.pathname).toBe('/communities'));
  await userEvent.keyboard('gx');
  await userEvent.keyboard('h');
  expect(router.state.location.pathname).toBe('/communities');
});

it('leaves keys alone where somebody types', async () => {
  const fold = vi.fn();
  const { router } = await show(
    <>
      <input aria-label="champ" />
      <Shortcuts onFold={fold} />
    </>,
  );
  await userEvent.type(await screen.findByLabelText('champ'), 'gc?[[');
  expect(screen.getByLabelText('champ')).toHaveValue('gc?[');
  expect([router.state.location.pathname, fold.mock.calls.length]).toEqual(['/', 0]);
});

it('knows a bracket that a French keyboard writes with AltGr from a command', async () => {
  const fold = vi.fn();
  await show(<Shortcuts onFold={fold} />);
  fireEvent.keyDown(document.body, { key: '[', ctrlKey: true });
  expect(fold).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: '[', ctrlKey: true, altKey: true, modifierAltGraph: true });
  expect(fold).toHaveBeenCalledOnce();
});

it('lists the keys, and can be switched off there for good', async () => {
  const fold = vi.fn();
  await show(<Shortcuts onFold={fold} />);
  await userEvent.keyboard('?');
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Raccourcis actifs' }));
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.keyDown(document.body, { key: '[' });
  expect(fold).not.toHaveBeenCalled();
});
