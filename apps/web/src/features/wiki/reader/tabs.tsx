import type { NodeOf } from '@parvis/shared/document';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { block, ui } from './places.ts';
import classes from './tabs.module.css';

/** Tabs (WAI-ARIA: tabs with automatic activation). Every panel stays in the page, for its search, its print and its annotations. */
export function Tabs({ node, panel }: { node: NodeOf<'tabs'>; panel: (tab: NodeOf<'tab'>) => ReactNode }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const tabs = (node.content ?? []) as NodeOf<'tab'>[];
  const move = (event: KeyboardEvent) => {
    const to = new Map([
      ['ArrowRight', chosen + 1],
      ['ArrowLeft', chosen - 1],
      ['Home', 0],
      ['End', tabs.length - 1],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    choose(next);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div {...block(node)} className={classes['tabs']}>
      {/* Keys rise from the tabs, which have the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div ref={list} {...ui} role="tablist" aria-label={t('reader.tabs')} className={classes['list']} onKeyDown={move}>
        {tabs.map(({ attrs: { title } }, index) => (
          <button
            key={index}
            type="button"
            role="tab"
            id={`${id}tab${index}`}
            aria-controls={`${id}panel${index}`}
            aria-selected={index === chosen}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => choose(index)}
          >
            {title}
          </button>
        ))}
      </div>
      {tabs.map((tab, index) => (
        <Panel key={index} id={`${id}panel${index}`} labelledBy={`${id}tab${index}`} shown={index === chosen} onFound={() => choose(index)}>
          <p {...ui} className={classes['printed']} aria-hidden="true">
            {tab.attrs.title}
          </p>
          {panel(tab)}
        </Panel>
      ))}
    </div>
  );
}

interface PanelProps {
  id: string;
  labelledBy: string;
  shown: boolean;
  /** The browser's search, or a link to a place inside, found something in it while it was hidden. */
  onFound: () => void;
  children: ReactNode;
}

function Panel({ id, labelledBy, shown, onFound, children }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  // React only knows `hidden` as yes or no; the HTML standard also has `until-found`.
  useEffect(() => {
    if (!shown) panel.current?.setAttribute('hidden', 'until-found');
  });
  useEffect(() => {
    const { current } = panel;
    current?.addEventListener('beforematch', onFound);
    return () => current?.removeEventListener('beforematch', onFound);
  });
  return (
    <div ref={panel} id={id} role="tabpanel" aria-labelledby={labelledBy} hidden={!shown} className={classes['panel']}>
      {children}
    </div>
  );
}
