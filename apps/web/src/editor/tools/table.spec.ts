import type { Editor } from '@tiptap/core';
import { parseDocument } from '@parvis/shared/document-schema';
import { afterEach, describe, expect, it } from 'vitest';
import { editorWith, press } from '../editor.test-kit.ts';
import { KINDS } from '../blocks/kinds.ts';
import { TABLE_WORK } from './table-tools.tsx';

let editor: Editor;
afterEach(() => editor.destroy());

const asking = { files: () => undefined, address: () => undefined, page: () => undefined };
function withTable(): void {
  editor = editorWith();
  KINDS.find(({ name }) => name === 'table')!.insert(editor, asking);
}
const work = (words: string) => {
  const { run } = TABLE_WORK.flat().find((one) => one.words === words)!;
  expect(run(editor.chain()).run(), words).toBe(true);
};
const rows = (): string[] => {
  const found: string[] = [];
  editor.state.doc.descendants((node) => {
    if (node.type.name === 'tableRow') found.push(node.children.map(({ type }) => (type.name === 'tableHeader' ? 'h' : 'c')).join(''));
  });
  return found;
};

describe('a table', () => {
  it('begins with a header row, the cursor in its first cell', () => {
    withTable();
    expect(rows()).toEqual(['hhh', 'ccc', 'ccc']);
    expect(editor.isActive('tableHeader')).toBe(true);
  });

  it('grows and shrinks by rows and columns', () => {
    withTable();
    work('rowAfter');
    work('columnAfter');
    expect(rows()).toEqual(['hhhh', 'cccc', 'cccc', 'cccc']);
    work('deleteColumn');
    work('deleteRow');
    expect(rows()).toEqual(['ccc', 'ccc', 'ccc']);
    work('deleteTable');
    expect(rows()).toEqual([]);
  });

  it('merges and splits cells, and can be stored', () => {
    withTable();
    const cells: number[] = [];
    editor.state.doc.descendants((node, position) => {
      if (node.type.name === 'tableHeader') cells.push(position);
    });
    editor.commands.setCellSelection({ anchorCell: cells[0]!, headCell: cells[1]! });
    work('merge');
    expect(rows()).toEqual(['hh', 'ccc', 'ccc']);
    work('split');
    expect(rows()).toEqual(['hhh', 'ccc', 'ccc']);
    expect(parseDocument(editor.getJSON()).ok).toBe(true);
  });

  it('has header columns and cells, and aligns', () => {
    withTable();
    work('headerColumn');
    expect(rows()).toEqual(['hhh', 'hcc', 'hcc']);
    work('alignCenter');
    expect(JSON.stringify(editor.getJSON())).toContain('"align":"center"');
  });

  it('goes from cell to cell by Tab, and adds a row at its end', () => {
    withTable();
    for (let count = 0; count < 9; count++) press(editor, 'Tab');
    expect(rows()).toHaveLength(4);
    press(editor, 'Tab', { shiftKey: true });
    expect(editor.isActive('tableCell')).toBe(true);
  });
});
