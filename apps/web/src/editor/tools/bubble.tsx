import { type Editor, posToDOMRect } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { IconLink, IconMessagePlus } from '@tabler/icons-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Services } from '../services.ts';
import { useFloat } from './float.ts';
import { Tool } from './tool.tsx';
import { type Annotate, MARK_ICONS, type MarkName } from './toolbar.tsx';
import classes from './bubble.module.css';

const MARKS: readonly MarkName[] = ['bold', 'italic', 'underline', 'strike', 'code', 'highlight'];

interface Props {
  editor: Editor;
  services: Services;
  annotate: Annotate | null;
}

/** What one does to chosen words, right above them. On touch the bar does it: there the system shows its own menu. */
export function Bubble({ editor, services, annotate }: Props) {
  const chosen = useEditorState({ editor, selector: ({ editor: now }) => choice(now) });
  return chosen ? <Tools editor={editor} services={services} annotate={annotate} {...chosen} /> : null;
}

function choice(editor: Editor) {
  const { selection } = editor.state;
  if (!(selection instanceof TextSelection) || selection.empty || !editor.isEditable || !editor.isFocused) return null;
  const { $from, from, to } = selection;
  if ($from.parent.type.spec.code || !editor.state.doc.textBetween(from, to, ' ').trim()) return null;
  const active = MARKS.filter((name) => editor.isActive(name)) as string[];
  if (editor.isActive('link') || editor.isActive('pageLink')) active.push('link');
  return { from, to, active };
}

function Tools({ editor, services, annotate, from, to, active }: Props & { from: number; to: number; active: string[] }) {
  const { t } = useTranslation('editor');
  const box = useRef<HTMLDivElement>(null);
  const rect = useCallback(() => (to <= editor.state.doc.content.size ? posToDOMRect(editor.view, from, to) : null), [editor, from, to]);
  useFloat(box, rect, 'top', editor.view.dom);
  return (
    <div ref={box} role="toolbar" aria-label={t('toolbar')} className={classes['bubble']}>
      {MARKS.map((name) => (
        <Tool
          key={name}
          words={t(`mark.${name}`)}
          Icon={MARK_ICONS[name]}
          pressed={active.includes(name)}
          onClick={() => editor.chain().focus().toggleMark(name).run()}
        />
      ))}
      <Tool words={t('mark.link')} Icon={IconLink} pressed={active.includes('link')} onClick={() => services.ways.linkForm()} />
      {annotate && <Tool words={annotate.words} Icon={IconMessagePlus} onClick={annotate.run} />}
    </div>
  );
}
