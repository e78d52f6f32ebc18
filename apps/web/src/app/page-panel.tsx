import type { PageView } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { audience } from '../features/content/content.queries.ts';
import { AudienceDetails } from '../features/content/audience-details.tsx';
import { TableOfContents } from '../features/wiki/reader/table-of-contents.tsx';
import { AfterPaint } from '../ui/after-paint.tsx';
import { When } from '../ui/dates.tsx';
import { Loading } from '../ui/states.tsx';
import { Backlinks } from './backlinks.tsx';
import { PAGE_TABS } from './page-tabs.tsx';
import type { Panel } from './use-panel.ts';
import classes from './page-panel.module.css';

interface Props {
  page: PageView;
  document: DocumentNode;
  /** Where there is no room beside the page it lies over it: it takes the focus then, and gives it back. */
  panel: Panel;
}

/** What belongs to the page that is open: its parts, who sees it, what leads here, and the tabs of features (`page-tabs.tsx`). */
export function PagePanel({ page, document, panel: { beside, tab: chosen, choose, close } }: Props) {
  const { t } = useTranslation();
  const over = !beside;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!over) return;
    const before = window.document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [over]);
  const tabs = PAGE_TABS.filter(({ shows }) => shows(page));
  const tab = tabs.find(({ id }) => id === chosen);
  return (
    <aside
      ref={panel}
      className={classes['panel']}
      data-over={over}
      data-tab={tab?.id}
      aria-label={t('panel.title')}
      tabIndex={-1}
      onKeyDown={(event) => {
        // A menu or a dialog that is open inside closes first.
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
    >
      <div className={classes['head']}>
        {tabs.length > 0 ? (
          <div role="group" aria-label={t('panel.title')} className={classes['tabs']}>
            <TabButton pressed={!tab} onPress={() => choose('')}>
              {t('panel.page')}
            </TabButton>
            {tabs.map(({ id, name, Count }) => (
              <TabButton key={id} pressed={id === chosen} onPress={() => choose(id)}>
                {t(name)}
                {Count && (
                  <AfterPaint standIn={null}>
                    <Count page={page} />
                  </AfterPaint>
                )}
              </TabButton>
            ))}
          </div>
        ) : (
          <h2>{t('panel.title')}</h2>
        )}
        <button type="button" className={classes['close']} aria-label={t('panel.close')} title={t('panel.close')} onClick={close}>
          <IconX size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </div>
      {tab ? (
        <Suspense fallback={<Loading rows={3} />}>
          <tab.Content page={page} beside={beside} onClose={close} />
        </Suspense>
      ) : (
        <About page={page} document={document} />
      )}
    </aside>
  );
}

function TabButton({ pressed, onPress, children }: { pressed: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  );
}

function About({ page, document }: { page: PageView; document: DocumentNode }) {
  return (
    <>
      <TableOfContents document={document} />
      <AfterPaint standIn={null}>
        <WhoSees id={page.id} />
        <Backlinks id={page.id} />
        <Changes page={page} />
      </AfterPaint>
    </>
  );
}

function WhoSees({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(audience(id));
  if (!data) return null;
  return (
    <section className={classes['section']}>
      <h2>{t('audience.count', { count: data.count })}</h2>
      <AudienceDetails audience={{ ...data, people: data.people.slice(0, FEW) }} />
    </section>
  );
}
const FEW = 5;

function Changes({ page: { author, createdAt, lastEditor, updatedAt } }: { page: PageView }) {
  const { t } = useTranslation();
  const person = (one: PageView['author']) =>
    one && (
      <>
        {' · '}
        <Link className="link" to="/people/$id" params={one}>
          {one.name}
        </Link>
      </>
    );
  return (
    <section className={classes['section']}>
      <h2>{t('panel.changes')}</h2>
      <p>
        {t('wiki.updated')} <When at={updatedAt} />
        {person(lastEditor ?? author)}
      </p>
      <p>
        {t('panel.created')} <When at={createdAt} />
        {person(author)}
      </p>
    </section>
  );
}
