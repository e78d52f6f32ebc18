import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { expect, it } from 'vitest';
import { show } from '../test-screen.tsx';
import { useFocusKept } from './use-focus-kept.ts';

function List({ names }: { names: string[] }) {
  const [left, leave] = useState(names);
  const holder = useRef<HTMLDivElement>(null);
  return (
    <div ref={holder} role="group" tabIndex={-1} {...useFocusKept(holder)}>
      {left.map((name) => (
        <button key={name} type="button" onClick={() => leave(left.filter((other) => other !== name))}>
          {name}
        </button>
      ))}
    </div>
  );
}
const press = async (name: string) => {
  screen.getByRole('button', { name }).focus();
  await userEvent.keyboard('{Enter}');
};

it('goes on to what stands in the place of what went away, then to what stands before, then to what holds them', async () => {
  await show(<List names={['Une', 'Deux', 'Trois']} />);
  await screen.findByText('Une');
  await press('Deux');
  expect(screen.getByRole('button', { name: 'Trois' })).toHaveFocus();
  await press('Trois');
  expect(screen.getByRole('button', { name: 'Une' })).toHaveFocus();
  await press('Une');
  expect(screen.getByRole('group')).toHaveFocus();
});
