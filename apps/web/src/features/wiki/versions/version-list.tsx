import type { PageVersion, PersonChip, UnversionedWork } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconBookmark } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Portrait } from '../../../ui/portrait.tsx';
import { Chip } from '../../../ui/row.tsx';
import { useVersionTitle } from './version-title.tsx';
import { byDay } from './versions.queries.ts';
import classes from './version-list.module.css';

interface Props {
  page: { id: string; slug: string };
  items: readonly PageVersion[];
  unversioned: UnversionedWork | null;
  /** The one that is shown. */
  current: string | undefined;
}

/** The history of a page, by days. Each version leads to what it changed. */
export function VersionList({ page, items, unversioned, current }: Props) {
  const { t, i18n } = useTranslation('versions');
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return (
    <div className={classes['list']}>
      {unversioned && (
        <ul aria-label={t('unversioned')}>
          <Entry
            page={page}
            id={unversioned.id}
            current={current}
            authors={unversioned.author ? [unversioned.author] : []}
            at={unversioned.at}
          >
            {t('unversioned')}
          </Entry>
        </ul>
      )}
      {byDay(items).map(([key, versions]) => (
        <section key={key}>
          <h3>{day.format(new Date(versions[0]?.at ?? key))}</h3>
          <ul>
            {versions.map((version) => (
              <VersionEntry key={version.id} page={page} version={version} current={current} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function VersionEntry({ page, version, current }: { page: Props['page']; version: PageVersion; current: string | undefined }) {
  const { t } = useTranslation('versions');
  const titleOf = useVersionTitle();
  const { id, name, kind, words, restoredFrom, read, draft, authors, at } = version;
  return (
    <Entry page={page} id={id} current={current} authors={authors} at={at}>
      <span className={classes['title']}>
        {name !== null && <IconBookmark size={15} aria-hidden="true" />}
        {titleOf(version)}
      </span>
      <span className={classes['facts']}>
        {read && <Chip tone="ok">{t('read')}</Chip>}
        {draft && <Chip tone="warn">{t('draft')}</Chip>}
        {kind === 'published' && !read && <Chip>{t('kind.published')}</Chip>}
        {kind === 'imported' && <Chip>{t('kind.imported')}</Chip>}
        {kind === 'restored' && <Chip>{restoredFrom === null ? t('kind.restored') : t('restoredFrom', { number: restoredFrom })}</Chip>}
        <Words {...words} />
      </span>
    </Entry>
  );
}

/** How much came and went: signs for the eye, words for the ear. */
export function Words({ added, removed }: { added: number; removed: number }) {
  const { t } = useTranslation('versions');
  return (
    <span className={classes['words']}>
      <span className={classes['plus']}>
        <span aria-hidden="true">+{added}</span>
        <span className="visually-hidden">{t('wordsAdded', { count: added })}</span>
      </span>
      <span className={classes['minus']}>
        <span aria-hidden="true">−{removed}</span>
        <span className="visually-hidden">{t('wordsRemoved', { count: removed })}</span>
      </span>
    </span>
  );
}

interface EntryProps {
  page: Props['page'];
  id: string;
  current: string | undefined;
  authors: readonly PersonChip[];
  at: string;
  children: React.ReactNode;
}
function Entry({ page, id, current, authors, at, children }: EntryProps) {
  const { i18n } = useTranslation();
  const names = new Intl.ListFormat(i18n.language).format(authors.map(({ name }) => name));
  return (
    <li>
      <Link
        to="/p/$id/$slug/versions"
        params={page}
        search={{ to: id }}
        className={classes['entry'] ?? ''}
        aria-current={id === current ? 'true' : undefined}
        resetScroll={false}
      >
        <span className={classes['pile']}>
          {authors.slice(0, 3).map((person) => (
            <Portrait key={person.id} person={person} size="s" />
          ))}
        </span>
        <span className={classes['said']}>
          {children}
          <small>
            {names}
            {names && ' · '}
            <time dateTime={at}>{new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(new Date(at))}</time>
          </small>
        </span>
      </Link>
    </li>
  );
}
