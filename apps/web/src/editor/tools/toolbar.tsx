import { Menu } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconClearFormatting,
  IconCode,
  IconDots,
  IconHighlight,
  IconInfoCircle,
  IconItalic,
  IconLink,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMessagePlus,
  IconPhoto,
  IconPlus,
  IconSearch,
  IconStrikethrough,
  IconSubscript,
  IconSuperscript,
  IconTable,
  IconUnderline,
} from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORIES, KINDS, type KindName, TURNS, kindAt } from '../blocks/kinds.ts';
import type { Services } from '../services.ts';
import { TableTools } from './table-tools.tsx';
import { Tool, icon } from './tool.tsx';
import classes from './toolbar.module.css';

export type MarkName = 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'highlight' | 'superscript' | 'subscript';
export const MARK_ICONS: Record<MarkName, Icon> = {
  bold: IconBold,
  italic: IconItalic,
  underline: IconUnderline,
  strike: IconStrikethrough,
  code: IconCode,
  highlight: IconHighlight,
  superscript: IconSuperscript,
  subscript: IconSubscript,
};
const IN_BAR: readonly MarkName[] = ['bold', 'italic', 'code'];
const BEHIND_MORE: readonly MarkName[] = ['underline', 'strike', 'highlight', 'superscript', 'subscript'];
const LISTS = [
  ['bulletList', IconList],
  ['orderedList', IconListNumbers],
  ['taskList', IconListCheck],
] as const;
const BLOCKS = [
  ['table', IconTable],
  ['image', IconPhoto],
  ['blockquote', IconBlockquote],
  ['calloutInfo', IconInfoCircle],
] as const;

/**
 * All of the editor by touch and by keyboard (WAI-ARIA: toolbar): one stop for Tab, arrows inside, Escape back to the
 * text; Alt + F10 leads here from the text.
 */
/** What annotates what is chosen, and how it is called. Null for whoever may not. */
export interface Annotate {
  run: () => void;
  words: string;
}
interface Props {
  editor: Editor;
  services: Services;
  annotate: Annotate | null;
}

export function Toolbar({ editor, services, annotate }: Props) {
  const { t } = useTranslation('editor');
  const bar = useRef<HTMLDivElement>(null);
  const state = useEditorState({ editor, selector: ({ editor: now }) => barState(now) });
  useRovingFocus(bar, editor);
  const insert = (name: KindName) => KINDS.find((kind) => kind.name === name)?.insert(editor, services.ways.asking);
  return (
    // Keys rise from the buttons, of which one has the focus.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={bar}
      role="toolbar"
      aria-label={t('toolbar')}
      className={classes['bar']}
      onKeyDown={(event) => move(event, bar.current, editor)}
    >
      <Tool words={t('undo')} Icon={IconArrowBackUp} disabled={!state.undo} onClick={() => editor.chain().focus().undo().run()} />
      <Tool words={t('redo')} Icon={IconArrowForwardUp} disabled={!state.redo} onClick={() => editor.chain().focus().redo().run()} />
      <span className={classes['line']} />
      <select
        className={classes['style']}
        aria-label={t('turnInto')}
        value={state.kind ?? ''}
        onChange={({ currentTarget }) => TURNS.find(({ name }) => name === currentTarget.value)?.insert(editor, services.ways.asking)}
      >
        {state.kind === null && <option value="">—</option>}
        {TURNS.map(({ name }) => (
          <option key={name} value={name}>
            {t(`kind.${name}`)}
          </option>
        ))}
      </select>
      <span className={classes['line']} />
      {IN_BAR.slice(0, 2).map((name) => (
        <Tool
          key={name}
          words={t(`mark.${name}`)}
          Icon={MARK_ICONS[name]}
          pressed={state.marks.includes(name)}
          onClick={() => editor.chain().focus().toggleMark(name).run()}
        />
      ))}
      <Tool words={t('mark.link')} Icon={IconLink} pressed={state.link} onClick={() => services.ways.linkForm()} />
      <Tool
        words={t('mark.code')}
        Icon={IconCode}
        pressed={state.marks.includes('code')}
        onClick={() => editor.chain().focus().toggleMark('code').run()}
      />
      {annotate && <Tool words={annotate.words} Icon={IconMessagePlus} disabled={state.nothingChosen} onClick={annotate.run} />}
      <span className={classes['line']} />
      {LISTS.map(([name, ListIcon]) => (
        <Tool key={name} words={t(`kind.${name}`)} Icon={ListIcon} pressed={state.kind === name} onClick={() => insert(name)} />
      ))}
      <span className={classes['line']} />
      {BLOCKS.map(([name, BlockIcon]) => (
        <Tool key={name} words={t(`kind.${name}`)} Icon={BlockIcon} onClick={() => insert(name)} />
      ))}
      {state.table && <TableTools editor={editor} />}
      <Menu position="bottom-start" withinPortal returnFocus>
        <Menu.Target>
          <button type="button" className={classes['tool']} aria-label={t('insert')} title={t('insert')}>
            <IconPlus {...icon} />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={classes['tall'] ?? ''}>
          {CATEGORIES.map((category) => [
            <Menu.Label key={category}>{t(`category.${category}`)}</Menu.Label>,
            ...KINDS.filter((kind) => kind.category === category).map((kind) => (
              <Menu.Item
                key={kind.name}
                leftSection={<kind.Icon size={16} stroke={1.6} aria-hidden="true" />}
                onClick={() => kind.insert(editor, services.ways.asking)}
              >
                {t(`kind.${kind.name}`)}
              </Menu.Item>
            )),
          ])}
        </Menu.Dropdown>
      </Menu>
      <Menu position="bottom-end" withinPortal returnFocus>
        <Menu.Target>
          <button type="button" className={classes['tool']} aria-label={t('more')} title={t('more')}>
            <IconDots {...icon} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {BEHIND_MORE.map((name) => {
            const MarkIcon = MARK_ICONS[name];
            return (
              <Menu.Item
                key={name}
                role="menuitemcheckbox"
                aria-checked={state.marks.includes(name)}
                leftSection={<MarkIcon size={16} stroke={1.6} aria-hidden="true" />}
                onClick={() => editor.chain().focus().toggleMark(name).run()}
              >
                {t(`mark.${name}`)}
              </Menu.Item>
            );
          })}
          <Menu.Item
            leftSection={<IconClearFormatting size={16} stroke={1.6} aria-hidden="true" />}
            onClick={() => editor.chain().focus().unsetAllMarks().run()}
          >
            {t('mark.clear')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconSearch size={16} stroke={1.6} aria-hidden="true" />} onClick={() => services.ways.find(true)}>
            {t('find')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDots size={16} stroke={1.6} aria-hidden="true" />} onClick={() => services.ways.blockMenu()}>
            {t('block.menu')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

const MARKS: readonly MarkName[] = [...IN_BAR, ...BEHIND_MORE];

function barState(editor: Editor) {
  const can = editor.can();
  return {
    undo: can.undo(),
    redo: can.redo(),
    kind: kindAt(editor),
    marks: MARKS.filter((name) => editor.isActive(name)),
    link: editor.isActive('link') || editor.isActive('pageLink') || editor.isActive('fileLink'),
    table: editor.isActive('table'),
    nothingChosen: editor.state.selection.empty,
  };
}

const toolsIn = (bar: HTMLElement | null): HTMLElement[] => [...(bar?.querySelectorAll<HTMLElement>('button, select') ?? [])];

/** One of the tools can be reached by Tab: the one that was used last. */
function useRovingFocus(bar: { current: HTMLElement | null }, editor: Editor): void {
  useEffect(() => {
    const tools = toolsIn(bar.current);
    if (!tools.some((tool) => tool.tabIndex === 0 && tool.dataset['roving'] !== undefined))
      for (const [index, tool] of tools.entries()) setRoving(tool, index === 0);
    for (const tool of tools) if (tool.dataset['roving'] === undefined) setRoving(tool, false);
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.key !== 'F10') return;
      event.preventDefault();
      (toolsIn(bar.current).find((tool) => tool.tabIndex === 0) ?? toolsIn(bar.current)[0])?.focus();
    };
    const { dom } = editor.view;
    dom.addEventListener('keydown', onKey);
    return () => dom.removeEventListener('keydown', onKey);
  }, [bar, editor]);
}

function setRoving(tool: HTMLElement, reachable: boolean): void {
  tool.dataset['roving'] = '';
  tool.tabIndex = reachable ? 0 : -1;
}

function move(event: KeyboardEvent, bar: HTMLElement | null, editor: Editor): void {
  const tools = toolsIn(bar);
  const at = tools.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    editor.commands.focus();
    return;
  }
  const to = new Map([
    ['ArrowRight', at + 1],
    ['ArrowLeft', at - 1],
    ['Home', 0],
    ['End', tools.length - 1],
  ]).get(event.key);
  if (to === undefined) return;
  event.preventDefault();
  const next = tools[(to + tools.length) % tools.length];
  for (const tool of tools) setRoving(tool, tool === next);
  next?.focus();
}
