import type { PageView } from '@parvis/shared';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { IconArrowLeft } from '@tabler/icons-react';
import { lazy, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { audience } from '../features/content/content.queries.ts';
import { Compared, Comparison } from '../features/wiki/versions/comparison.tsx';
import { PublicationPanel } from '../features/wiki/versions/publication-panel.tsx';
import { VersionActions } from '../features/wiki/versions/version-actions.tsx';
import { VersionList } from '../features/wiki/versions/version-list.tsx';
import { choicesOf, versions } from '../features/wiki/versions/versions.queries.ts';
import { page } from '../features/wiki/wiki.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { LoadMore } from '../ui/load-more.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { useWatch } from './realtime.ts';
import classes from './versions-page.module.css';

const VersionAnnotations = lazy(async () => ({ default: (await import('./version-annotations.tsx')).VersionAnnotations }));

await speakAlso('versions');

/** The history of a page: its versions, what each changed, and what publishing would change. */
export function VersionsPage() {
  const { id } = useParams({ from: '/inside/p/$id/$slug/versions' });
  const reading = useQuery(page(id));
  useWatch('content', id);
  if (reading.isPending) return <Loading rows={6} />;
  if (reading.isError) return <Failed error={reading.error} onRetry={() => void reading.refetch()} whole />;
  return <History page={reading.data} />;
}

function History({ page: shown }: { page: PageView }) {
  const { t } = useTranslation('versions');
  const search = useSearch({ from: '/inside/p/$id/$slug/versions' });
  const navigate = useNavigate();
  const list = useInfiniteQuery(versions(shown.id));
  if (list.isPending) return <Loading rows={6} />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} whole />;
  const { id, slug, draft } = shown;
  const choices = choicesOf(list.data.pages);
  const to = search.to ?? choices[0]?.id;
  const place = choices.findIndex((choice) => choice.id === to);
  const from = search.from ?? choices[place + 1]?.id ?? choices.at(-1)?.id;
  // What an address names may lie further back than what is shown first, and the one before it too.
  const furtherBack = list.hasNextPage && (place === -1 || place === choices.length - 1);
  const publishing = search.publish === true && draft !== null;
  const [first] = list.data.pages;
  return (
    <div data-chosen={publishing || search.to !== undefined}>
      <Page
        title={t(publishing ? 'publish.screen' : 'title', { page: shown.title })}
        lead={
          <Link className={`link ${classes['back']}`} to="/p/$id/$slug" params={{ id, slug }}>
            <IconArrowLeft size={14} aria-hidden="true" />
            {t('back')}
          </Link>
        }
        aside={
          <>
            {draft && <Publishing page={shown} draft={draft} />}
            <Section title={t('versions')}>
              <VersionList
                page={{ id, slug }}
                items={list.data.pages.flatMap(({ items }) => items)}
                unversioned={first?.unversioned ?? null}
                current={publishing ? undefined : to}
              />
              {furtherBack && <GoesOn query={list} />}
              <LoadMore query={list} />
            </Section>
          </>
        }
        actions={
          !publishing && choices[0] && choices[place] && first ? (
            <VersionActions key={to} pageId={id} version={choices[place]} newest={choices[0]} can={first.can} />
          ) : undefined
        }
      >
        {publishing ? (
          draft.changed ? (
            <Compared pageId={id} layout="inline" />
          ) : (
            <p className="muted">{t('publish.noChange')}</p>
          )
        ) : (
          <Comparison
            pageId={id}
            choices={choices}
            from={from}
            to={to}
            reads={search.read === true}
            Annotations={VersionAnnotations}
            onChoose={(chosen) =>
              void navigate({ to: '/p/$id/$slug/versions', params: { id, slug }, search: chosen, replace: true, resetScroll: false })
            }
          />
        )}
      </Page>
    </div>
  );
}

/** Goes on with the list by itself. */
function GoesOn({
  query: { isFetchingNextPage, fetchNextPage },
}: {
  query: { isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  useEffect(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [isFetchingNextPage, fetchNextPage]);
  return null;
}

/** The panel of features/wiki, with who will read, which features/content knows. */
function Publishing({ page: { id, slug, review }, draft }: { page: PageView; draft: NonNullable<PageView['draft']> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useQuery(audience(id));
  return (
    <div className={classes['publishing']}>
      <PublicationPanel
        pageId={id}
        draft={draft}
        readers={data ? { count: data.count, rule: t(`audience.rule.${data.rule}`, { community: data.community?.name ?? '' }) } : null}
        owner={review.owner}
        onPublished={() => void navigate({ to: '/p/$id/$slug', params: { id, slug } })}
      />
    </div>
  );
}
