import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { textOf } from './rescue.ts';

const known = { links: [], files: [{ id: 'f1', name: 'plan.pdf', mediaType: '', size: 1, width: null, height: null }], mentions: [] };

function pageOf(...blocks: [type: string, text: string, attributes?: Record<string, string | number>][]): Y.Doc {
  const live = new Y.Doc();
  const fragment = live.getXmlFragment('default');
  for (const [type, text, attributes = {}] of blocks) {
    const block = new Y.XmlElement(type);
    for (const [name, value] of Object.entries(attributes)) block.setAttribute(name, value as string);
    if (text) block.insert(0, [new Y.XmlText(text)]);
    fragment.push([block]);
  }
  return live;
}

it('is Markdown under the title of the page', async () => {
  const live = pageOf(['heading', 'Avant la pose', { level: 2, id: 'b1' }], ['paragraph', 'Vérifiez l’étiquette.', { id: 'b2' }]);
  expect(await textOf(live, 'Appuis', known)).toBe('# Appuis\n\n## Avant la pose\n\nVérifiez l’étiquette.\n');
});

it('is at least its words where it has a form that the server refuses', async () => {
  const live = pageOf(['paragraph', 'Gardé.', { id: 'b1' }], ['unheard-of', 'Ceci aussi.']);
  expect(await textOf(live, 'Appuis', known)).toBe('Appuis\n\nGardé.\nCeci aussi.');
});
