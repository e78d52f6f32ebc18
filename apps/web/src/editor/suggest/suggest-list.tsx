import type { Editor } from '@tiptap/core';
import { useEffect, useId, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useFloat } from '../tools/float.ts';
import { KINDS } from '../blocks/kinds.ts';
import type { Choice, OpenList, SuggestStore } from './suggest-store.ts';
import classes from './suggest-list.module.css';

const EMPTY = { slash: 'suggest.none', page: 'suggest.nonePage', person: 'suggest.nonePerson' } as const;
const LABEL = { slash: 'suggest.slash', page: 'suggest.page', person: 'suggest.person' } as const;

/**
 * The list that opens while one types (WAI-ARIA: a listbox that the text field leads by `aria-activedescendant`): the
 * cursor stays in the text, the arrows choose.
 */
export function SuggestList({ editor, store }: { editor: Editor; store: SuggestStore }) {
  const open = useSyncExternalStore(store.subscribe, store.read);
  // A sentence that only holds a sign is no search.
  const isSearch = open !== null && (open.choices.length > 0 || open.loading || !/\s/.test(open.query.trim()));
  return isSearch ? <Listbox editor={editor} open={open} store={store} /> : null;
}

function Listbox({ editor, open, store }: { editor: Editor; open: OpenList; store: SuggestStore }) {
  const { t } = useTranslation('editor');
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  useFloat(box, open.rect, 'bottom-start', editor.view.dom);
  const active = open.choices.length > 0 ? `${id}${open.chosen}` : null;
  useLedBy(editor, id, active);
  useEffect(() => {
    if (active) document.getElementById(active)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={box} className={classes['list']}>
      <div id={id} role="listbox" aria-label={t(LABEL[open.trigger])} className={classes['choices']}>
        {open.choices.map((choice, index) => (
          <Line
            key={choice.key}
            id={`${id}${index}`}
            choice={choice}
            heading={choice.group !== open.choices[index - 1]?.group}
            chosen={index === open.chosen}
            onPoint={() => store.choose(index)}
          />
        ))}
      </div>
      <p className={classes['status']} role="status">
        {open.loading && open.choices.length === 0 && t('suggest.loading')}
        {!open.loading && open.choices.length === 0 && t(open.query ? EMPTY[open.trigger] : 'suggest.typeMore', { query: open.query })}
      </p>
      <p className={classes['foot']} aria-hidden="true">
        <kbd>↑</kbd> <kbd>↓</kbd> {t('suggest.choose')} <kbd>{t('suggest.enterKey')}</kbd> {t('suggest.enter')}{' '}
        <kbd>{t('suggest.escapeKey')}</kbd> {t('suggest.escape')}
      </p>
    </div>
  );
}

interface LineProps {
  id: string;
  choice: Choice;
  heading: boolean;
  chosen: boolean;
  onPoint: () => void;
}

function Line({ id, choice: { key, label, hint, written, group, warning, run }, heading, chosen, onPoint }: LineProps) {
  const Icon = KINDS.find(({ name }) => name === key)?.Icon;
  return (
    <>
      {heading && group && (
        <p className={classes['group']} aria-hidden="true">
          {group}
        </p>
      )}
      {/* The keys are in the text, which leads this list. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
      <div
        id={id}
        role="option"
        aria-selected={chosen}
        className={classes['choice']}
        onPointerMove={onPoint}
        // The text keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        onClick={run}
      >
        {Icon && (
          <span className={classes['icon']}>
            <Icon size={18} stroke={1.6} aria-hidden="true" />
          </span>
        )}
        <span className={classes['words']}>
          <b>{label}</b>
          {hint && <small>{hint}</small>}
          {warning && <small className={classes['warning']}>{warning}</small>}
        </span>
        {written && <kbd aria-hidden="true">{written}</kbd>}
      </div>
    </>
  );
}

/** Tells the screen reader of the text field which line is chosen. */
function useLedBy({ view }: Editor, list: string, active: string | null): void {
  useEffect(() => {
    const { dom } = view;
    dom.setAttribute('aria-controls', list);
    dom.setAttribute('aria-expanded', 'true');
    if (active) dom.setAttribute('aria-activedescendant', active);
    return () => {
      for (const name of ['aria-controls', 'aria-expanded', 'aria-activedescendant']) dom.removeAttribute(name);
    };
  }, [view, list, active]);
}
