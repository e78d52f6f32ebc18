import type { CommunityChip, PageTreeItem } from '@parvis/shared';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../test-screen.tsx';
import { PageTree } from './page-tree.tsx';

const community: CommunityChip = { id: 'k', name: 'Ouvrages', slug: 'ouvrages', emblem: 0, visibility: 'open' };
const item = (id: string, title: string, parentId: string | null = null, hasChildren = false): PageTreeItem => ({
  id,
  parentId,
  title,
  slug: id,
  position: 'a0',
  hasChildren,
  audience: 'community',
  state: 'published',
});
const TREE = {
  whole: true,
  items: [item('a', 'Étanchéité', null, true), item('a1', 'Béton', 'a'), item('b', 'Écluses'), item('c', 'Retours')],
};

const ANSWERS = {
  'GET /api/communities/k/pages': TREE,
  'GET /api/communities?filter=mine&limit=100': { items: [], nextCursor: null },
};
beforeEach(() => localStorage.clear());

/** What was asked with this method, with its body. */
const sent = (method: string): unknown[] =>
  vi
    .mocked(fetch)
    .mock.calls.filter(([, init]) => init?.method === method)
    .map(([address, init]) => [address, JSON.parse(String(init?.body))]);

const line = (name: string) => screen.findByRole('treeitem', { name });

describe('a tree by keyboard', () => {
  beforeEach(async () => {
    await show(<PageTree communityId="k" />, ANSWERS);
    (await line('Étanchéité')).focus();
  });

  it('opens, goes in, comes back and closes', async () => {
    const keys = userEvent.setup();
    await keys.keyboard('{ArrowRight}');
    expect(await line('Étanchéité')).toHaveAttribute('aria-expanded', 'true');
    await keys.keyboard('{ArrowRight}');
    expect(await line('Béton')).toHaveFocus();
    await keys.keyboard('{ArrowRight}');
    expect(await line('Béton')).toHaveFocus();
    await keys.keyboard('{ArrowLeft}');
    expect(await line('Étanchéité')).toHaveFocus();
    await keys.keyboard('{ArrowLeft}');
    expect(await line('Étanchéité')).toHaveAttribute('aria-expanded', 'false');
    await keys.keyboard('{End}');
    expect(await line('Retours')).toHaveFocus();
    await keys.keyboard('{Home}');
    expect(await line('Étanchéité')).toHaveFocus();
  });

  it('goes to the title that begins with the letters typed, whatever the accents', async () => {
    const keys = userEvent.setup();
    await keys.keyboard('ecl');
    expect(await line('Écluses')).toHaveFocus();
  });

  it('offers nothing to arrange to those who only read', async () => {
    await userEvent.setup().keyboard('{F2}');
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: 'Actions pour Étanchéité' })).toBeNull();
  });
});

describe('a tree that one may arrange', () => {
  beforeEach(async () => {
    await show(<PageTree communityId="k" arrange={community} />, { ...ANSWERS, 'PATCH /api/pages/a': { id: 'a' } });
    (await line('Étanchéité')).focus();
  });

  it('renames in place: Enter keeps the name, Escape the old one', async () => {
    const keys = userEvent.setup();
    await keys.keyboard('{F2}');
    const field = await screen.findByLabelText('Titre de la page');
    await waitFor(() => expect(field).toHaveFocus());
    await keys.keyboard('Toitures{Enter}');
    expect(await line('Étanchéité')).toHaveFocus();
    await waitFor(() => expect(sent('PATCH')).toEqual([['/api/pages/a', { title: 'Toitures' }]]));
    await keys.keyboard('{F2}');
    await screen.findByLabelText('Titre de la page');
    await keys.keyboard('Autre{Escape}');
    expect(sent('PATCH')).toHaveLength(1);
  });

  it('moves by its menu, and says why when it may not', async () => {
    const keys = userEvent.setup();
    await keys.click(screen.getByRole('button', { name: 'Actions pour Étanchéité' }));
    await keys.click(await screen.findByRole('menuitem', { name: 'Déplacer…' }));
    // Not below itself, nor below what lies below it.
    expect(await screen.findByRole('radio', { name: 'Écluses' })).toBeVisible();
    expect(screen.queryByRole('radio', { name: 'Béton' })).toBeNull();
    await keys.click(screen.getByRole('radio', { name: 'Écluses' }));
    await keys.click(screen.getByRole('button', { name: 'Déplacer' }));
    expect(await screen.findByText('La page n’est plus là, ou ne vous est plus ouverte.')).toBeVisible();
    expect(sent('PUT')).toEqual([['/api/pages/a/place', { communityId: 'k', parentId: 'b' }]]);
  });
});
