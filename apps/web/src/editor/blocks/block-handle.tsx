import { Menu } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { type DragEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Services } from '../services.ts';
import { dragSelection, endDrag } from './dragging.ts';
import {
  type BlockPlace,
  blockAround,
  currentBlock,
  deleteBlock,
  duplicateBlock,
  enterBlock,
  moveBlock,
  placeNow,
  selectBlock,
} from './block-commands.ts';
import { TURNS } from './kinds.ts';
import classes from './block-handle.module.css';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/**
 * The grip beside the block under the pointer, or with the cursor: drag it to move the block; its menu does the same and
 * more by keyboard (Alt + Enter opens it from the text).
 */
export function BlockHandle({ editor, services }: { editor: Editor; services: Services }) {
  const { t } = useTranslation('editor');
  const [opened, open] = useState(false);
  const grip = useRef<HTMLButtonElement>(null);
  const { beside, place, top, follow } = useBlockBeside(editor, grip, opened);
  useEffect(() => {
    const blockMenu = () => {
      follow(currentBlock(editor));
      // After the key that asked for it, which would close it again.
      requestAnimationFrame(() => open(true));
    };
    services.offer({ blockMenu });
  }, [services, editor, follow]);
  const said = useRef<HTMLSpanElement>(null);
  const act = (work: (place: BlockPlace) => boolean) => {
    const now = beside ? placeNow(editor, beside) : currentBlock(editor);
    if (now) work(now);
    editor.commands.focus();
  };
  const move = (by: -1 | 1) =>
    act((block) => {
      const moved = moveBlock(editor, by, block);
      if (said.current) said.current.textContent = t(moved ? 'block.moved' : 'block.edge');
      return moved;
    });
  const drag = (event: DragEvent) => {
    const now = place && placeNow(editor, place);
    if (!now) return;
    selectBlock(editor, now);
    const slice = dragSelection(editor);
    event.dataTransfer.clearData();
    event.dataTransfer.setData('text/plain', slice.content.textBetween(0, slice.content.size, '\n'));
    event.dataTransfer.effectAllowed = 'move';
    const dom = editor.view.nodeDOM(now.from);
    if (dom instanceof Element) event.dataTransfer.setDragImage(dom, 0, 0);
  };
  return (
    <>
      <span ref={said} role="status" className="visually-hidden" />
      <Menu
        opened={opened}
        onChange={open}
        position="bottom-start"
        returnFocus={false}
        withinPortal
        onClose={() => editor.commands.focus(undefined, { scrollIntoView: false })}
      >
        <Menu.Target>
          <button
            ref={grip}
            type="button"
            className={classes['grip']}
            aria-label={t('block.handle')}
            title={t('block.handle')}
            style={{ top }}
            data-shown={place !== null}
            draggable
            onDragStart={drag}
            onDragEnd={() => endDrag(editor)}
          >
            <IconGripVertical size={18} stroke={1.6} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label={t('block.menu')}>
          <Menu.Item leftSection={<IconArrowUp {...icon} />} rightSection={<kbd>Alt ⇧ ↑</kbd>} onClick={() => move(-1)}>
            {t('block.up')}
          </Menu.Item>
          <Menu.Item leftSection={<IconArrowDown {...icon} />} rightSection={<kbd>Alt ⇧ ↓</kbd>} onClick={() => move(1)}>
            {t('block.down')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCopy {...icon} />}
            rightSection={<kbd>Ctrl ⇧ D</kbd>}
            onClick={() => act((block) => duplicateBlock(editor, block))}
          >
            {t('block.duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => act((block) => deleteBlock(editor, block))}>
            {t('block.delete')}
          </Menu.Item>
          {place?.node.isAtom !== true && <Menu.Label>{t('block.turn')}</Menu.Label>}
          {place?.node.isAtom !== true &&
            TURNS.map((kind) => (
              <Menu.Item
                key={kind.name}
                leftSection={<kind.Icon {...icon} />}
                onClick={() =>
                  act((block) => {
                    enterBlock(editor, block);
                    kind.insert(editor, services.ways.asking);
                    return true;
                  })
                }
              >
                {t(`kind.${kind.name}`)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** The block under the pointer, else the one with the cursor, and how far below the top of the sheet it begins (pixels). */
function useBlockBeside(editor: Editor, grip: { current: HTMLElement | null }, held: boolean) {
  const [beside, setBeside] = useState<{ place: BlockPlace | null; top: number }>({ place: null, top: 0 });
  const follow = useCallback(
    (place: BlockPlace | null) => {
      const dom = place && editor.view.nodeDOM(place.from);
      const sheet = grip.current?.offsetParent;
      if (!place || !(dom instanceof HTMLElement) || !sheet) return;
      const line = Math.min(dom.getBoundingClientRect().height, 32);
      setBeside({ place, top: dom.getBoundingClientRect().top - sheet.getBoundingClientRect().top + (line - 28) / 2 });
    },
    [editor, grip],
  );
  useEffect(() => {
    if (held) return undefined;
    const { dom } = editor.view;
    const onPointer = ({ clientX, clientY, pointerType }: PointerEvent) => {
      if (pointerType === 'touch' || editor.view.dragging) return;
      const found = editor.view.posAtCoords({ left: clientX, top: clientY });
      if (!found) return;
      const { doc } = editor.state;
      const inside = found.inside >= 0 ? doc.nodeAt(found.inside) : null;
      if (inside?.isAtom && inside.isBlock) {
        const $at = doc.resolve(found.inside);
        follow({ node: inside, from: found.inside, to: found.inside + inside.nodeSize, parent: $at.parent, index: $at.index() });
      } else follow(blockAround(doc.resolve(found.pos)));
    };
    const onChange = () => follow(currentBlock(editor));
    dom.addEventListener('pointermove', onPointer);
    editor.on('selectionUpdate', onChange);
    editor.on('update', onChange);
    return () => {
      dom.removeEventListener('pointermove', onPointer);
      editor.off('selectionUpdate', onChange);
      editor.off('update', onChange);
    };
  }, [editor, follow, held]);
  const isThere = beside.place !== null && editor.state.doc.nodeAt(beside.place.from) === beside.place.node;
  return { beside: beside.place, place: isThere || held ? beside.place : currentBlock(editor), top: beside.top, follow };
}
