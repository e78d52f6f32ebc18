import { Button } from '@mantine/core';
import type { CommunityView } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { community } from '../features/communities/communities.queries.ts';
import { JoinButton } from '../features/communities/join-button.tsx';
import { ContentRows } from '../features/content/content-rows.tsx';
import { PageTree } from '../features/wiki/page-tree.tsx';
import { pageTree, recentPages } from '../features/wiki/wiki.queries.ts';
import { AfterPaint } from '../ui/after-paint.tsx';
import { Emblem } from '../ui/emblem.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Portrait } from '../ui/portrait.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Empty, Failed, Forbidden, Loading, NotThere } from '../ui/states.tsx';
import { useWatch } from './realtime.ts';
import { TabLinks } from './tab-links.tsx';

// The wiki is what most people come for: members, settings and the import are loaded when they are asked for.
const CommunityMembers = lazy(async () => ({ default: (await import('../features/communities/community-members.tsx')).CommunityMembers }));
const PersonPicker = lazy(async () => ({ default: (await import('../features/people/person-picker.tsx')).PersonPicker }));
const CommunitySettings = lazy(async () => ({
  default: (await import('../features/communities/community-settings.tsx')).CommunitySettings,
}));
const CommunityAnnotations = lazy(async () => ({ default: (await import('./community-annotations.tsx')).CommunityAnnotations }));
const ReadAlong = lazy(async () => ({ default: (await import('../features/notifications/read-along.tsx')).ReadAlong }));
const WikiAround = lazy(async () => ({ default: (await import('../features/wiki/pages/wiki-around.tsx')).WikiAround }));
const ExportCommunityButton = lazy(async () => ({
  default: (await import('../features/wiki/export/export-links.tsx')).ExportCommunityButton,
}));
const ImportDialog = lazy(async () => ({ default: (await import('../features/wiki/import-dialog.tsx')).ImportDialog }));

export function CommunityPage() {
  const { slug, tab = 'wiki' } = useParams({ strict: false }) as { slug: string; tab?: string };
  const found = useQuery(community(slug));
  useWatch('community', found.data?.can.read ? found.data.id : undefined);
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  return <Community community={found.data} tab={tab} />;
}

function Community({ community: shown, tab }: { community: CommunityView; tab: string }) {
  const { t } = useTranslation();
  const tabs = [
    'wiki',
    ...(shown.can.read ? ['annotations'] : []),
    'members',
    ...(shown.can.edit || shown.can.archive ? ['settings'] : []),
  ];
  return (
    <Page
      title={shown.name}
      lead={shown.description}
      mark={<Emblem number={shown.emblem} size={48} />}
      actions={shown.membership?.state !== 'member' && <JoinButton community={shown} />}
      aside={<About community={shown} />}
    >
      <AfterPaint standIn={null}>
        <ReadAlong itemId={shown.id} />
      </AfterPaint>
      {shown.archivedAt && <Notice tone="warn">{t('communities.archived')}</Notice>}
      {!shown.can.read && !shown.can.manageMembers ? (
        <Forbidden actions={<JoinButton community={shown} />}>{t('communities.closedHint')}</Forbidden>
      ) : (
        <>
          <TabLinks
            label={shown.name}
            tabs={tabs.map((name) => ({
              to: `/c/${shown.slug}/${name}`,
              label: t(`communities.tab.${name as 'wiki'}`),
              current: name === tab,
            }))}
          />
          <Suspense fallback={<Loading />}>
            {tab === 'annotations' && shown.can.read && <CommunityAnnotations community={shown} />}
            {tab === 'members' && <CommunityMembers community={shown} PersonPicker={PersonPicker} />}
            {tab === 'settings' && <CommunitySettings key={shown.id} community={shown} />}
          </Suspense>
          {tab === 'wiki' && shown.can.read && <Wiki community={shown} />}
          {tab === 'wiki' && !shown.can.read && <Forbidden>{t('communities.namesOnly')}</Forbidden>}
          {!tabs.includes(tab) && <NotThere />}
        </>
      )}
    </Page>
  );
}

function Wiki({ community }: { community: CommunityView }) {
  const { id, slug, can } = community;
  const { t } = useTranslation();
  const [importing, importPages] = useState(false);
  // Once asked for, the dialog stays: closed during an import, it still shows how far it is.
  const [asked, ask] = useState(false);
  const tree = useQuery(pageTree(id));
  const recent = useQuery(recentPages(id));
  const importButton = can.importPages && (
    <Button
      variant="default"
      leftSection={<IconUpload size={16} aria-hidden="true" />}
      onClick={() => {
        ask(true);
        importPages(true);
      }}
    >
      {t('wiki.import')}
    </Button>
  );
  const actions = (
    <>
      {can.writePages && (
        <Button
          component={Link}
          to="/c/$slug/nouvelle-page"
          params={{ slug } as never}
          leftSection={<IconPlus size={16} aria-hidden="true" />}
        >
          {t('wiki.newPage')}
        </Button>
      )}
      {importButton}
    </>
  );
  return (
    <>
      {tree.data?.items.length === 0 ? (
        <Empty title={t('wiki.empty')} actions={actions}>
          {t('wiki.emptyHint')}
        </Empty>
      ) : (
        <>
          <Section
            title={t('wiki.pages')}
            action={
              <>
                {actions}
                <AfterPaint standIn={null}>
                  <ExportCommunityButton id={id} />
                </AfterPaint>
              </>
            }
          >
            <PageTree communityId={id} arrange={can.writePages ? community : undefined} />
          </Section>
          <AfterPaint standIn={null}>
            <WikiAround community={community} />
          </AfterPaint>
          {recent.data && recent.data.items.length > 0 && (
            <Section title={t('wiki.recent')}>
              <ContentRows label={t('wiki.recent')} items={recent.data.items} withCommunity={false} />
            </Section>
          )}
        </>
      )}
      {asked && (
        <Suspense>
          <ImportDialog community={{ id, slug }} opened={importing} onClose={() => importPages(false)} />
        </Suspense>
      )}
    </>
  );
}

function About({ community: shown }: { community: CommunityView }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('communities.about')}>
        <Rows>
          <Row title={t(`communities.visibility.${shown.visibility}`)} detail={t(`communities.explained.${shown.visibility}`)} />
          <Row title={t('communities.members', { count: shown.memberCount })} detail={t('communities.pages', { count: shown.pageCount })} />
        </Rows>
      </Section>
      <Section title={t('communities.animators')}>
        <Rows>
          {shown.animators.map((person) => (
            <Row
              key={person.id}
              mark={<Portrait person={person} size="s" />}
              title={
                <Link to="/people/$id" params={person}>
                  {person.name}
                </Link>
              }
            />
          ))}
        </Rows>
      </Section>
    </>
  );
}
