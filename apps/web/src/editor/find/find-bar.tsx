import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { IconArrowDown, IconArrowUp, IconChevronRight, IconLetterCase, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Services } from '../services.ts';
import { foundIn, leaveAt, replaceAll, replaceCurrent, searchFor, step } from './find.ts';
import classes from './find-bar.module.css';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** Find (Ctrl + F) and replace (Ctrl + H) in the text. Escape puts the cursor on what was found. */
export function FindBar({ editor, services }: { editor: Editor; services: Services }) {
  const [opened, open] = useState<{ words: string; withReplace: boolean; turn: number } | null>(null);
  useEffect(() => {
    const find = (withReplace: boolean) => {
      const { from, to, empty } = editor.state.selection;
      const words = empty ? '' : editor.state.doc.textBetween(from, to, ' ').slice(0, 200);
      open((before) => ({
        words: words || before?.words || '',
        withReplace: withReplace && editor.isEditable,
        turn: (before?.turn ?? 0) + 1,
      }));
    };
    services.offer({ find });
  }, [editor, services]);
  if (!opened) return null;
  const close = () => {
    open(null);
    leaveAt(editor);
  };
  return <Bar key={opened.turn} editor={editor} start={opened.words} withReplace={opened.withReplace} onClose={close} />;
}

function Bar({ editor, start, withReplace, onClose }: { editor: Editor; start: string; withReplace: boolean; onClose: () => void }) {
  const { t } = useTranslation('editor');
  const id = useId();
  const [words, setWords] = useState(start);
  const [by, setBy] = useState('');
  const [matchCase, setMatchCase] = useState(false);
  const [wholeWords, setWholeWords] = useState(false);
  const [replacing, setReplacing] = useState(withReplace);
  const [told, tell] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  useEffect(() => searchFor(editor, { words, matchCase, wholeWords }), [editor, words, matchCase, wholeWords]);
  const { count, current } = useEditorState({
    editor,
    selector: ({ editor: now }) => {
      const found = foundIn(now.state);
      return { count: found.matches.length, current: found.current + 1 };
    },
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.currentTarget === field.current) step(editor, event.shiftKey ? -1 : 1);
    else if (event.key === 'Enter') replaceCurrent(editor, by);
    else return;
    event.preventDefault();
  };
  const result = count > 0 ? t('findBar.count', { current, count }) : words.trim() ? t('findBar.none') : '';
  return (
    <div role="search" aria-label={t('findBar.label')} className={classes['bar']}>
      <div className={classes['line']}>
        {editor.isEditable && (
          <button
            type="button"
            className={classes['icon']}
            aria-expanded={replacing}
            aria-label={t('findBar.showReplace')}
            onClick={() => setReplacing(!replacing)}
          >
            <IconChevronRight {...icon} className={classes['fold']} />
          </button>
        )}
        <input
          ref={field}
          id={id}
          type="text"
          aria-label={t('findBar.find')}
          placeholder={t('findBar.find')}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
          onKeyDown={onKey}
        />
        <span role="status" className={classes['count']}>
          {told || result}
        </span>
        <button
          type="button"
          className={classes['icon']}
          aria-pressed={matchCase}
          aria-label={t('findBar.matchCase')}
          title={t('findBar.matchCase')}
          onClick={() => setMatchCase(!matchCase)}
        >
          <IconLetterCase {...icon} />
        </button>
        <button
          type="button"
          className={classes['icon']}
          aria-pressed={wholeWords}
          aria-label={t('findBar.wholeWords')}
          title={t('findBar.wholeWords')}
          onClick={() => setWholeWords(!wholeWords)}
        >
          <span aria-hidden="true">ab|</span>
        </button>
        <button
          type="button"
          className={classes['icon']}
          aria-label={t('findBar.previous')}
          disabled={count === 0}
          onClick={() => step(editor, -1)}
        >
          <IconArrowUp {...icon} />
        </button>
        <button
          type="button"
          className={classes['icon']}
          aria-label={t('findBar.next')}
          disabled={count === 0}
          onClick={() => step(editor, 1)}
        >
          <IconArrowDown {...icon} />
        </button>
        <button type="button" className={classes['icon']} aria-label={t('findBar.close')} onClick={onClose}>
          <IconX {...icon} />
        </button>
      </div>
      {replacing && (
        <div className={classes['line']}>
          <input
            type="text"
            aria-label={t('findBar.replace')}
            placeholder={t('findBar.replace')}
            value={by}
            onChange={({ currentTarget }) => setBy(currentTarget.value)}
            onKeyDown={onKey}
          />
          <button type="button" className={classes['button']} disabled={count === 0} onClick={() => replaceCurrent(editor, by)}>
            {t('findBar.replaceOne')}
          </button>
          <button
            type="button"
            className={classes['button']}
            disabled={count === 0}
            onClick={() => tell(t('findBar.replaced', { count: replaceAll(editor, by) }))}
          >
            {t('findBar.replaceAll')}
          </button>
        </div>
      )}
    </div>
  );
}
