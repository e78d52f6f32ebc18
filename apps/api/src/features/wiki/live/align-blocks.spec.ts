import { describe, expect, it } from '@jest/globals';
import type { NodeOf } from '@parvis/shared/document';
import { markdownToDocument } from '@parvis/shared/markdown';
import { parseDocument } from '@parvis/shared/document-schema';
import * as Y from 'yjs';
import { alignBlockIds } from './align-blocks.ts';
import { applyDocument } from './apply-document.ts';
import { documentIn, openState, stateOf } from './yjs-document.ts';

const RESOLVER = {
  link: (href: string) => ({ kind: 'external' as const, href }),
  image: (src: string) => ({ kind: 'external' as const, href: src }),
  include: () => null,
};
const of = (markdown: string): NodeOf<'doc'> => markdownToDocument(markdown, RESOLVER).document as NodeOf<'doc'>;
function parsed(document: unknown): NodeOf<'doc'> {
  const result = parseDocument(document);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.document;
}
const ids = ({ content = [] }: NodeOf<'doc'>) => content.map(({ attrs }) => (attrs && 'id' in attrs ? attrs.id : null));

const BEFORE = '## Accueil\n\nLe badge se retire au bureau 12.\n\n- Casque\n- Gilet\n\nLa visite dure une heure.';

describe('blocks keep their ids', () => {
  const present = parsed(of(BEFORE));
  const [title, badge, list, visit] = ids(present);

  it.each([
    ['as it was', BEFORE, [title, badge, list, visit]],
    ['with a paragraph before', `Bonjour.\n\n${BEFORE}`, [null, title, badge, list, visit]],
    ['with a word changed', BEFORE.replace('bureau 12', 'bureau 14'), [title, badge, list, visit]],
    ['with a block gone', BEFORE.replace('## Accueil\n\n', ''), [badge, list, visit]],
    ['with all of it changed', 'Tout autre chose.', [null]],
  ])('%s', (_, markdown, expected) => {
    expect(ids(alignBlockIds(present, of(markdown)))).toEqual(expected);
  });

  it('gives no id twice, even when a new block comes with one that is taken', () => {
    const next = of(`Nouveau.\n\n${BEFORE}`);
    Object.assign(next.content?.[0]?.attrs ?? {}, { id: badge });
    const aligned = ids(alignBlockIds(present, next));
    expect(aligned).toEqual([null, title, badge, list, visit]);
  });
});

describe('the smallest change', () => {
  it('turns one document into the other, and touches only what differs', () => {
    const present = parsed(of(BEFORE));
    const live = openState(stateOf(present));
    const untouched = live.getXmlFragment('default').get(3);
    const next = parsed(alignBlockIds(present, of(BEFORE.replace('Gilet', 'Gilet orange').replace('## Accueil', '### Arrivée'))));
    const update = applyDocument(live, next);
    expect(documentIn(live, 'x')).toEqual(next);
    expect(live.getXmlFragment('default').get(3)).toBe(untouched);
    expect(update?.byteLength).toBeLessThan(300);
    expect(applyDocument(live, next)).toBeNull();
  });

  it('keeps what somebody else writes in a block at the same time', () => {
    const present = parsed(of('Un deux trois.\n\nQuatre.'));
    const [here, there] = [openState(stateOf(present)), new Y.Doc()];
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));
    const text = (there.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(text.length, ' Et demi.');
    applyDocument(here, parsed(alignBlockIds(present, of('Un deux et trois.\n\nCinq.'))));
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    const [first] = documentIn(here, 'x').content ?? [];
    expect(first?.content?.map((node) => node.text).join('')).toBe('Un deux et trois. Et demi.');
  });
});
