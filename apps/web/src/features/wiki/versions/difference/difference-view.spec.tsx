import type { DocumentNode, NodeOf } from '@parvis/shared/document';
import { documentDifference } from '@parvis/shared/document-difference';
import { fireEvent, screen, within } from '@testing-library/react';
import { createRef } from 'react';
import { describe, expect, it } from 'vitest';
import { show } from '../../../../test-screen.tsx';
import { bearings } from '../../reader/reader.fixture.ts';
import { DifferenceView } from './difference-view.tsx';
import { countChanges } from './sides.ts';
import { speakAlso } from '../../../../lib/i18n.ts';

await speakAlso('versions');

const AROUND = { links: [], files: [], mentions: [] };
const p = (text: string, id: string) => ({ type: 'paragraph', attrs: { id }, content: [{ type: 'text', text }] }) as DocumentNode;
const doc = (...content: unknown[]) => ({ type: 'doc', content }) as NodeOf<'doc'>;

async function see(before: NodeOf<'doc'>, after: NodeOf<'doc'>, layout: 'inline' | 'side' = 'inline') {
  const difference = documentDifference(before, after);
  const root = createRef<HTMLDivElement>();
  await show(<DifferenceView difference={difference} around={AROUND} layout={layout} root={root} />);
  if (!root.current) throw new Error('nothing is drawn');
  return { root: root.current, changes: countChanges(difference.blocks) };
}

describe('a difference on the screen', () => {
  it('says in words, and not by colour alone, what came, went, changed and moved', async () => {
    const long = 'Un paragraphe assez long pour être reconnu ailleurs.';
    const { root, changes } = await see(
      doc(p('Retiré sans trace ici.', 'a'), p(long, 'b'), p('La hauteur est de 200 mm.', 'c')),
      doc(p('La hauteur est de 220 mm.', 'c'), p('Tout neuf, jamais vu.', 'd'), p(long, 'b')),
    );
    for (const name of ['Bloc retiré', 'Bloc ajouté', 'Bloc modifié']) expect(screen.getAllByRole('group', { name }).length).toBe(1);
    expect(screen.getByRole('deletion')).toHaveTextContent('Retiré : 200');
    expect(screen.getByRole('insertion')).toHaveTextContent('Ajouté : 220');
    expect(screen.getAllByText('Un bloc se trouvait ici : il a été déplacé.').length).toBe(1);
    expect(root.querySelectorAll('[data-change]')).toHaveLength(changes);
  });

  it('shows each side in its column, and as many changes', async () => {
    const { root, changes } = await see(
      doc(p('Avant seulement, puis rien.', 'a'), p('Un mot change ici.', 'b')),
      doc(p('Un mot changea ici.', 'b'), p('Après seulement, enfin.', 'c')),
      'side',
    );
    const [first] = root.querySelectorAll<HTMLElement>('.pair');
    expect(first?.firstElementChild).toHaveTextContent('Avant seulement');
    expect(first?.lastElementChild).toBeEmptyDOMElement();
    expect(root.querySelectorAll('[data-change]')).toHaveLength(changes);
  });

  it('folds what did not change, but for what stands beside a change', async () => {
    const same = Array.from({ length: 12 }, (_, index) => p(`Paragraphe inchangé numéro ${index}.`, `s${index}`));
    const { root } = await see(doc(p('Un', 'x'), ...same), doc(p('Deux', 'x'), ...same));
    expect(root).toHaveTextContent('Paragraphe inchangé numéro 0.');
    expect(root).not.toHaveTextContent('Paragraphe inchangé numéro 5.');
    fireEvent.click(within(root).getByRole('button', { name: '11 blocs inchangés' }));
    expect(root).toHaveTextContent('Paragraphe inchangé numéro 5.');
  });

  it('draws every kind of block, changed in every attribute', async () => {
    const other = structuredClone(bearings) as NodeOf<'doc'>;
    for (const node of other.content ?? []) {
      const attrs = (node.attrs ?? {}) as Record<string, unknown>;
      if ('title' in attrs) attrs['title'] = 'Un autre titre';
      if ('kind' in attrs) attrs['kind'] = 'danger';
      if ('language' in attrs) attrs['language'] = 'sql';
    }
    const { root } = await see(bearings as NodeOf<'doc'>, other);
    expect(root.querySelectorAll('[data-change]').length).toBeGreaterThan(2);
    expect(root).toHaveTextContent('Un autre titre');
    const { root: emptied } = await see(bearings as NodeOf<'doc'>, doc(p('Rien.', 'z')));
    expect(emptied).toHaveTextContent('Rien.');
  });
});
