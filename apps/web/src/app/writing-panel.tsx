import type { PageView } from '@parvis/shared';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconMessage2, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { annotationsOf } from '../features/annotations/annotations.queries.ts';
import { useArrivals } from '../features/annotations/use-arrivals.ts';
import { useAnnotationSearch } from '../features/annotations/use-annotation-search.ts';
import { speakAlso } from '../lib/i18n.ts';
import { OpenAnnotations, PageAnnotationsTab } from './page-annotations.tsx';
import edit from './edit-page.module.css';
import pill from '../features/annotations/annotated-text.module.css';
import classes from './page-panel.module.css';

await speakAlso('annotations');
await speakAlso('writing');

interface Panel {
  /** There is room beside the text; else threads lie over it, when they are asked for. */
  beside: boolean;
  tab: 'text' | 'annotations';
  over: boolean;
  choose: (tab: 'text' | 'annotations') => void;
  showAnnotations: () => void;
  close: () => void;
}

/** What stands beside the text that is written: its parts and length, or its annotations. */
export function useWritingPanel(): Panel {
  const beside = useMediaQuery('(min-width: 1001px)', true, { getInitialValueInEffect: false });
  const [{ annotation }] = useAnnotationSearch();
  const [tab, choose] = useState<Panel['tab']>(annotation ? 'annotations' : 'text');
  const [over, lay] = useState(annotation !== undefined);
  return {
    beside,
    tab,
    over,
    choose,
    showAnnotations: () => {
      choose('annotations');
      lay(true);
    },
    close: () => lay(false),
  };
}

interface Props {
  page: PageView;
  myId: string;
  panel: Panel;
  label: string;
  children: ReactNode;
}

/** `children`: what is told about the text itself. Where there is no room, that stands before the text. */
export function WritingPanel({ page, myId, panel, label, children }: Props) {
  const { t } = useTranslation('writing');
  const { t: common } = useTranslation();
  const { beside, tab, choose } = panel;
  if (!beside)
    return (
      <>
        <Arrivals page={page} myId={myId} />
        <Over page={page} panel={panel} />
      </>
    );
  return (
    <aside className={classes['panel']} data-over="false" data-tab={tab} aria-label={label}>
      <div className={classes['head']}>
        <div role="group" aria-label={label} className={classes['tabs']}>
          <button type="button" aria-pressed={tab === 'text'} onClick={() => choose('text')}>
            {t('side.text')}
          </button>
          <button type="button" aria-pressed={tab === 'annotations'} onClick={() => choose('annotations')}>
            {common('panel.annotations')}
            <OpenAnnotations page={page} />
          </button>
        </div>
      </div>
      <Arrivals page={page} myId={myId} />
      {tab === 'text' ? <div className={edit['textSide']}>{children}</div> : <PageAnnotationsTab page={page} beside />}
    </aside>
  );
}

/** Says for screen readers what others wrote in the annotations. */
function Arrivals({ page, myId }: Pick<Props, 'page' | 'myId'>) {
  const { data, isError } = useQuery(annotationsOf(page.id));
  const said = useArrivals(data && !isError ? data : null, myId);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}

function Over({ page, panel: { over, showAnnotations, close } }: { page: PageView; panel: Panel }) {
  const { t: common } = useTranslation();
  const { t } = useTranslation('annotations');
  const { data, isError } = useQuery(annotationsOf(page.id));
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    if (over) sheet.current?.focus({ preventScroll: true });
  }, [over]);
  const open = data && !isError ? data.items.filter(({ status }) => status === 'open').length : 0;
  if (!over)
    return open > 0 ? (
      <button type="button" className={pill['pill']} onClick={showAnnotations}>
        <IconMessage2 size={18} stroke={1.6} aria-hidden="true" />
        {t('pill', { count: open })}
      </button>
    ) : null;
  return (
    <aside
      ref={sheet}
      className={classes['panel']}
      data-over="true"
      data-tab="annotations"
      aria-label={common('panel.annotations')}
      tabIndex={-1}
      onKeyDown={(event) => {
        // A menu or a dialog that is open inside closes first.
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className={classes['head']}>
        <h2>{common('panel.annotations')}</h2>
        <button type="button" className={classes['close']} aria-label={common('panel.close')} title={common('panel.close')} onClick={close}>
          <IconX size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </div>
      <PageAnnotationsTab page={page} beside={false} />
    </aside>
  );
}
