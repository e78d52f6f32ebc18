import type { Me, PageView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnnotatedText } from '../features/annotations/annotated-text.tsx';
import { AnnotationPanel } from '../features/annotations/annotation-panel.tsx';
import { annotationsOf, sendPicture } from '../features/annotations/annotations.queries.ts';
import { deskOf } from '../features/annotations/desk.ts';
import { community } from '../features/communities/communities.queries.ts';
import { myself } from '../features/people/people.queries.ts';
import { searchPeople } from '../features/wiki/editing/editing.queries.ts';
import { NoteReader } from '../features/wiki/reader/note-reader.tsx';
import { TextMap } from '../features/wiki/reader/text-ranges.ts';
import { speakAlso } from '../lib/i18n.ts';
import type { Panel } from './use-panel.ts';
import classes from './page-panel.module.css';

await speakAlso('annotations');

const TAB = 'annotations';
const placesOf = (root: Element) => new TextMap(root);

/** The annotations in the text of a page that is read: painted over it, begun by a selection. */
export function PageAnnotations({ page, sheet, panel }: { page: PageView; sheet: HTMLElement; panel: Panel }) {
  const { data: me } = useQuery(myself);
  if (!me) return null;
  return (
    <AnnotatedText
      page={page}
      me={me}
      desk={deskOf(page.id, me.id)}
      sheet={sheet}
      placesOf={placesOf}
      listed={panel.opened && panel.tab === TAB}
      onShow={() => panel.show(TAB)}
    />
  );
}

/** The annotations of a page, in the panel that belongs to it. */
export function PageAnnotationsTab(props: TabProps) {
  const { data: me } = useQuery(myself);
  return me ? <Tab {...props} me={me} /> : null;
}

interface TabProps {
  page: PageView;
  beside: boolean;
  onClose?: () => void;
}
function Tab({ page, beside, onClose, me }: TabProps & { me: Me }) {
  const { data: around } = useQuery(community(page.community.slug));
  return (
    <AnnotationPanel
      page={page}
      me={me}
      member={around?.membership?.state === 'member'}
      desk={deskOf(page.id, me.id)}
      beside={beside}
      onHide={onClose}
      Body={NoteReader}
      searchPeople={searchPeople(page.id)}
      upload={sendPicture(page.id)}
    />
  );
}

/** How many annotations of a page are open. */
export function OpenAnnotations({ page }: { page: PageView }) {
  const { t } = useTranslation('annotations');
  const { data, isError } = useQuery(annotationsOf(page.id));
  const count = data && !isError ? data.items.filter(({ status }) => status === 'open').length : 0;
  if (count === 0) return null;
  return (
    <span className={classes['count']}>
      {count}
      <span className="visually-hidden"> {t('openCount', { count })}</span>
    </span>
  );
}
