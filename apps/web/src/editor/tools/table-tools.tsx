import { Menu } from '@mantine/core';
import type { ChainedCommands, Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import {
  type Icon,
  IconAlignCenter,
  IconAlignLeft,
  IconAlignRight,
  IconArrowMerge,
  IconArrowsSplit,
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconTableColumn,
  IconTableOptions,
  IconTableRow,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './toolbar.module.css';

type Words =
  | 'rowBefore'
  | 'rowAfter'
  | 'columnBefore'
  | 'columnAfter'
  | 'deleteRow'
  | 'deleteColumn'
  | 'deleteTable'
  | 'merge'
  | 'split'
  | 'headerRow'
  | 'headerColumn'
  | 'headerCell'
  | 'alignLeft'
  | 'alignCenter'
  | 'alignRight';

interface Work {
  words: Words;
  Icon: Icon;
  run: (chain: ChainedCommands) => ChainedCommands;
}

/** What can be done to a table, in groups. */
export const TABLE_WORK: readonly (readonly Work[])[] = [
  [
    { words: 'rowBefore', Icon: IconRowInsertTop, run: (chain) => chain.addRowBefore() },
    { words: 'rowAfter', Icon: IconRowInsertBottom, run: (chain) => chain.addRowAfter() },
    { words: 'deleteRow', Icon: IconRowRemove, run: (chain) => chain.deleteRow() },
  ],
  [
    { words: 'columnBefore', Icon: IconColumnInsertLeft, run: (chain) => chain.addColumnBefore() },
    { words: 'columnAfter', Icon: IconColumnInsertRight, run: (chain) => chain.addColumnAfter() },
    { words: 'deleteColumn', Icon: IconColumnRemove, run: (chain) => chain.deleteColumn() },
  ],
  [
    { words: 'merge', Icon: IconArrowMerge, run: (chain) => chain.mergeCells() },
    { words: 'split', Icon: IconArrowsSplit, run: (chain) => chain.splitCell() },
  ],
  [
    { words: 'headerRow', Icon: IconTableRow, run: (chain) => chain.toggleHeaderRow() },
    { words: 'headerColumn', Icon: IconTableColumn, run: (chain) => chain.toggleHeaderColumn() },
    { words: 'headerCell', Icon: IconTableOptions, run: (chain) => chain.toggleHeaderCell() },
  ],
  [
    { words: 'alignLeft', Icon: IconAlignLeft, run: (chain) => chain.setCellAttribute('align', 'left') },
    { words: 'alignCenter', Icon: IconAlignCenter, run: (chain) => chain.setCellAttribute('align', 'center') },
    { words: 'alignRight', Icon: IconAlignRight, run: (chain) => chain.setCellAttribute('align', 'right') },
  ],
  [{ words: 'deleteTable', Icon: IconTrash, run: (chain) => chain.deleteTable() }],
];

/** The work on rows, columns and cells, while the cursor is in a table. */
export function TableTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  // What cannot be done just now is said, not hidden: the menu keeps its shape.
  const possible = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      TABLE_WORK.flat()
        .filter(({ run }) => run(now.can().chain()).run())
        .map(({ words }) => words),
  });
  return (
    <Menu position="bottom-start" withinPortal returnFocus>
      <Menu.Target>
        <button type="button" className={`${classes['tool']} ${classes['worded']}`} aria-label={t('table.tools')}>
          {t('table.menu')}
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes['tall'] ?? ''}>
        {TABLE_WORK.map((group, index) => [
          index > 0 && <Menu.Divider key={index} />,
          ...group.map(({ words, Icon: Drawn, run }) => (
            <Menu.Item
              key={words}
              leftSection={<Drawn size={16} stroke={1.6} aria-hidden="true" />}
              disabled={!possible.includes(words)}
              onClick={() => run(editor.chain().focus()).run()}
            >
              {t(`table.${words}`)}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
