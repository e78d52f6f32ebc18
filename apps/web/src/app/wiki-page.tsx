import { Button, UnstyledButton } from '@mantine/core';
import type { PageView } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { IconChevronLeft, IconChevronRight, IconLayoutSidebarRight, IconListTree, IconPencil } from '@tabler/icons-react';
import { lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecordVisit } from '../features/content/content.queries.ts';
import { FavouriteButton } from '../features/content/favourite-button.tsx';
import { myself } from '../features/people/people.queries.ts';
import { PageTree } from '../features/wiki/page-tree.tsx';
import { DocumentReader } from '../features/wiki/reader/document-reader.tsx';
import { TableOfContents } from '../features/wiki/reader/table-of-contents.tsx';
import { page } from '../features/wiki/wiki.queries.ts';
import { AfterPaint } from '../ui/after-paint.tsx';
import { When } from '../ui/dates.tsx';
import { Emblem } from '../ui/emblem.tsx';
import { useTitle } from '../ui/page.tsx';
import { Portrait } from '../ui/portrait.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { useShortcut } from '../ui/use-shortcut.ts';
import { Backlinks } from './backlinks.tsx';
import { PagePanel } from './page-panel.tsx';
import { useWatch } from './realtime.ts';
import { usePanel } from './use-panel.ts';
import classes from './wiki-page.module.css';

// Menus and popovers weigh more than reading does: they come after the page.
const Audience = lazy(async () => ({ default: (await import('../features/content/audience.tsx')).Audience }));
const PageAround = lazy(async () => ({ default: (await import('../features/wiki/pages/page-around.tsx')).PageAround }));
const WatchButton = lazy(async () => ({ default: (await import('../features/wiki/pages/watch-button.tsx')).WatchButton }));
const DraftNotice = lazy(async () => ({ default: (await import('../features/wiki/versions/draft-notice.tsx')).DraftNotice }));
const PageAnnotations = lazy(async () => ({ default: (await import('./page-annotations.tsx')).PageAnnotations }));
const PageMenu = lazy(async () => ({ default: (await import('./page-menu.tsx')).PageMenu }));

export function WikiPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const reading = useQuery(page(id));
  if (reading.isPending)
    return (
      <div className={classes['wait']}>
        <Loading rows={6} />
      </div>
    );
  if (reading.isError) return <Failed error={reading.error} onRetry={() => void reading.refetch()} whole />;
  return <Reading key={id} page={reading.data} />;
}

function Reading({ page: shown }: { page: PageView }) {
  const { t } = useTranslation();
  const [treeShown, showTree] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const [sheet, setSheet] = useState<HTMLElement | null>(null);
  // After the paint: set while the page is drawn, it would be drawn twice before anything is seen.
  useEffect(() => setSheet(place.current), []);
  const panel = usePanel();
  const navigate = useNavigate();
  const { data: me } = useQuery(myself);
  const { slug } = useParams({ strict: false }) as { slug: string };
  const visit = useRecordVisit().mutate;
  useTitle(shown.title);
  useWatch('content', shown.id);
  useWatch('community', shown.communityId);
  useEffect(() => visit({ params: { id: shown.id } }), [visit, shown.id]);
  // The id decides; an old name in the address gives way to the present one.
  useEffect(() => {
    if (slug !== shown.slug) void navigate({ to: '/p/$id/$slug', params: shown, search: true, hash: true, replace: true });
  }, [slug, shown, navigate]);
  useShortcut('e', shown.can.edit ? () => void navigate({ to: '/p/$id/$slug/modifier', params: shown }) : null);
  const document = shown.document as unknown as DocumentNode;
  return (
    <div className={classes['frame']} data-panel={panel.beside}>
      <aside className={classes['tree']} data-shown={treeShown} aria-label={t('wiki.tree')}>
        <Link to="/c/$slug" params={shown.community} className={classes['community'] ?? ''}>
          <Emblem number={shown.community.emblem} />
          {shown.community.name}
        </Link>
        <PageTree communityId={shown.communityId} current={shown.id} arrange={shown.can.createChild ? shown.community : undefined} />
      </aside>
      <article className={classes['article']}>
        <div className={classes['top']}>
          <Button
            className={classes['treeButton'] ?? ''}
            variant="default"
            leftSection={<IconListTree size={16} aria-hidden="true" />}
            aria-expanded={treeShown}
            onClick={() => showTree(!treeShown)}
          >
            <span className={classes['treeWord']}>{t('wiki.pages')}</span>
          </Button>
          <Breadcrumb page={shown} />
          <div className={classes['actions']}>
            {shown.can.edit && (
              <Button
                component={Link}
                to="/p/$id/$slug/modifier"
                params={shown as never}
                variant="default"
                className={classes['editButton'] ?? ''}
                leftSection={<IconPencil size={16} aria-hidden="true" />}
              >
                {t('wiki.edit')}
              </Button>
            )}
            <AfterPaint standIn={<span className={classes['more']} />}>
              <WatchButton page={shown} />
            </AfterPaint>
            <FavouriteButton contentId={shown.id} favourite={shown.favourite} />
            <AfterPaint standIn={<span className={classes['more']} />}>
              <PageMenu page={shown} />
            </AfterPaint>
            <UnstyledButton
              className={classes['more'] ?? ''}
              aria-expanded={panel.opened}
              aria-label={t('panel.title')}
              title={t('panel.title')}
              onClick={panel.toggle}
            >
              <IconLayoutSidebarRight size={18} stroke={1.6} aria-hidden="true" />
            </UnstyledButton>
          </div>
        </div>
        <h1>{shown.title}</h1>
        <Meta page={shown} />
        {shown.draft && (
          <AfterPaint standIn={null}>
            <DraftNotice page={shown} />
          </AfterPaint>
        )}
        {!panel.beside && (
          <div className={classes['contentsAbove']}>
            <TableOfContents document={document} folds />
          </div>
        )}
        <AfterPaint standIn={null}>
          <PageAround page={shown} myId={me?.id} />
        </AfterPaint>
        <div ref={place} className={classes['sheet']}>
          <DocumentReader document={document} links={shown.links} files={shown.files} mentions={shown.mentions} />
          {sheet && (
            <AfterPaint standIn={null}>
              <PageAnnotations page={shown} sheet={sheet} panel={panel} />
            </AfterPaint>
          )}
        </div>
        <Neighbours page={shown} />
        {!panel.opened && <Backlinks id={shown.id} />}
      </article>
      {panel.opened && <PagePanel page={shown} document={document} panel={panel} />}
    </div>
  );
}

function Breadcrumb({ page: { community, breadcrumb } }: { page: PageView }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('wiki.breadcrumb')} className={classes['breadcrumb']}>
      <ol>
        <li>
          <Link to="/c/$slug" params={community}>
            {community.name}
          </Link>
        </li>
        {breadcrumb.map((above) => (
          <li key={above.id}>
            <IconChevronRight size={14} aria-hidden="true" />
            <Link to="/p/$id/$slug" params={above} title={above.title}>
              {above.title}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Meta({ page: { id, author, lastEditor, updatedAt } }: { page: PageView }) {
  const { t } = useTranslation();
  const by = lastEditor ?? author;
  return (
    <div className={classes['meta']}>
      {by && (
        <Link to="/people/$id" params={by}>
          <Portrait person={by} size="s" />
          {by.name}
        </Link>
      )}
      <span>
        {t('wiki.updated')} <When at={updatedAt} />
      </span>
      <AfterPaint standIn={null}>
        <Audience contentId={id} />
      </AfterPaint>
    </div>
  );
}

function Neighbours({ page: { previous, next } }: { page: PageView }) {
  const { t } = useTranslation();
  if (!previous && !next) return null;
  return (
    <nav className={classes['neighbours']} aria-label={t('wiki.neighbours')}>
      {previous ? (
        <Link to="/p/$id/$slug" params={previous}>
          <small>{t('wiki.previous')}</small>
          <span>
            <IconChevronLeft size={16} aria-hidden="true" />
            {previous.title}
          </span>
        </Link>
      ) : (
        <span />
      )}
      {next && (
        <Link to="/p/$id/$slug" params={next}>
          <small>{t('wiki.next')}</small>
          <span>
            {next.title}
            <IconChevronRight size={16} aria-hidden="true" />
          </span>
        </Link>
      )}
    </nav>
  );
}
