import { textBlocks } from '@parvis/shared/document';
import { documentSchema } from '@parvis/shared/document-schema';
import { Node } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { bearings } from '../../features/wiki/reader/reader.fixture.ts';
import { passageIn, placedBlocks, rangeOf } from './page-places.ts';

const ATOM = '\ufffc';
const letters = (node: Node) => (node.type.name === 'hardBreak' ? '\n' : ATOM);

describe('the text of the editor', () => {
  const doc = Node.fromJSON(documentSchema, bearings);
  const blocks = placedBlocks(doc);
  const text = blocks.map((block) => block.text).join('\n');

  it('is counted as the text of the page is, whatever it holds', () => {
    expect(blocks.map(({ from: _, ...block }) => block)).toEqual(textBlocks(bearings));
    expect(text).toContain(ATOM);
  });

  it('has each piece of it where it stands, there and back', () => {
    for (let start = 0; start < text.length; start += 7)
      for (const end of [start + 1, start + 5, start + 60]) {
        const range = rangeOf(blocks, { start, end });
        if (!range) {
          expect(text.slice(start, end).trim() === '' || end > text.length).toBe(true);
          continue;
        }
        const piece = text.slice(start, end);
        expect(doc.textBetween(range.from, range.to, '', letters).replaceAll('\n', '')).toBe(piece.replaceAll('\n', ''));
        expect(passageIn(blocks, range)?.exact ?? '').toBe(piece.trim());
      }
  });

  it('leaves out the space around what is chosen', () => {
    const doc = Node.fromJSON(documentSchema, {
      type: 'doc',
      content: [
        { type: 'paragraph', attrs: { id: 'b1' }, content: [{ type: 'text', text: 'Un appui 🧱 glissant.' }] },
        { type: 'paragraph', attrs: { id: 'b2' } },
        { type: 'paragraph', attrs: { id: 'b3' }, content: [{ type: 'text', text: 'Fin.' }] },
      ],
    });
    const blocks = placedBlocks(doc);
    expect(passageIn(blocks, { from: 3, to: 10 })).toMatchObject({ exact: 'appui', start: 3, end: 8, blockId: 'b1' });
    expect(passageIn(blocks, { from: 10, to: 11 })).toMatchObject({ exact: '🧱' });
    expect(passageIn(blocks, { from: 22, to: 26 })).toBeNull();
    expect(passageIn(blocks, { from: 0, to: doc.content.size })).toMatchObject({ exact: 'Un appui 🧱 glissant.\n\nFin.' });
  });
});
