import type { ImportReport } from '@parvis/shared';
import { importWarningText } from '@parvis/shared/import-words';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/notice.tsx';
import { addressOfSource, brokenInWords, byPage } from './import-words.ts';
import { wordsForReported } from './reader/kept-words.ts';
import classes from './import-report.module.css';

/** Lines of a list that are shown; the others are counted. */
const SHOWN = 200;
const isSetting = ({ what }: { what: string }) => what === 'front-matter';
interface Place {
  page: string;
  line: number;
  detail: string;
}

/** What an import did: sentences first, then sums, then each thing that did not come through, on its page and line. */
export function ReportView({ report, slug }: { report: ImportReport; slug: string }) {
  const { t, i18n } = useTranslation('imports');
  const { t: read } = useTranslation();
  const { links, images, files, redirects, converted } = report;
  const kept = report.kept.filter((entry) => !isSetting(entry));
  const broken = ({ detail }: Place) => {
    const { target, why } = brokenInWords(detail);
    return (
      <>
        <code>{target}</code> {why && t(`why.${why}`)}
      </>
    );
  };
  const sayKept = ({ what, detail }: Place & { what: string }) => {
    const { key, name } = wordsForReported(what, detail);
    return read(`reader.keptAs.${key}`, { name });
  };
  const language = i18n.language === 'en' ? 'en' : 'fr';
  return (
    <div className={classes['report']}>
      <Outcome report={report} />
      <Sums report={report} kept={kept.length} />
      <Places title={t('list.links')} entries={links.broken} slug={slug} say={broken} />
      <Places title={t('list.images')} entries={images.broken} slug={slug} say={broken} />
      <Places title={t('list.kept')} entries={kept} slug={slug} say={sayKept} />
      <Places
        title={t('list.settings')}
        entries={report.kept.filter(isSetting)}
        slug={slug}
        say={({ detail }) => t('setting', { name: detail })}
      />
      <Lines title={t('list.redirects')} lines={redirects.broken.map(({ from, to }) => t('redirect', { from, to }))} />
      <Lines title={t('list.unused')} lines={files.unused} />
      <Lines title={t('list.warnings')} lines={report.warnings.map((warning) => importWarningText(warning, language))} />
      <Lines
        title={t('list.converted')}
        lines={Object.entries(converted)
          .toSorted(([, one], [, other]) => other - one)
          .map(([kind, count]) => `${count} ${t(`kind.${kind as 'hint'}`, { defaultValue: kind })}`)}
      />
    </div>
  );
}

/** In one or two sentences: what became of the pages, and whether there is something to look at. */
function Outcome({ report: { pages, links, images, redirects } }: { report: ImportReport }) {
  const { t, i18n } = useTranslation('imports');
  const parts = (['created', 'updated', 'unchanged'] as const)
    .filter((part) => pages[part] > 0)
    .map((part) => t(part, { count: pages[part] }));
  const toCheck = links.broken.length + images.broken.length + redirects.broken.length;
  const same = pages.created + pages.updated === 0;
  return (
    <Notice tone="ok">
      <b>{same ? t('nothing') : `${new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(parts)}.`}</b>{' '}
      {toCheck > 0 ? t('toCheck', { count: toCheck }) : t('allThere')}
    </Notice>
  );
}

type Sum = 'links' | 'images' | 'files' | 'blocks' | 'redirects';

function Sums({ report: { links, images, files, redirects, converted }, kept }: { report: ImportReport; kept: number }) {
  const { t } = useTranslation('imports');
  const sums: [name: Sum, good: number, bad: number][] = [
    ['links', links.resolved, links.broken.length],
    ['images', images.shown, images.broken.length],
    ['files', files.stored + files.reused, files.unused.length],
    ['blocks', Object.values(converted).reduce((sum, count) => sum + count, 0), kept],
    ['redirects', redirects.made, redirects.broken.length],
  ];
  return (
    <dl aria-label={t('sums.what')}>
      {sums
        .filter(([, good, bad]) => good + bad > 0)
        .map(([name, good, bad]) => (
          <div key={name}>
            <dt>{t(`sums.${name}`)}</dt>
            <dd>
              {good > 0 && <span>{t(`sums.${name}Good`, { count: good })}</span>}
              {bad > 0 && <span className={classes['bad']}>{t(`sums.${name}Bad`, { count: bad })}</span>}
            </dd>
          </div>
        ))}
    </dl>
  );
}

interface PlacesProps<T extends Place> {
  title: string;
  entries: readonly T[];
  slug: string;
  say: (entry: T) => ReactNode;
}

/** Things page by page, each with its line; the page's path leads to the page. */
function Places<T extends Place>({ title, entries, slug, say }: PlacesProps<T>) {
  const { t } = useTranslation('imports');
  return (
    <Folded title={title} count={entries.length}>
      {byPage(entries.slice(0, SHOWN)).map(([page, found]) => (
        <li key={page}>
          <PageLink slug={slug} path={page} />
          <ul>
            {found.map((entry, index) => (
              <li key={index}>
                <span className={classes['line']}>{t('line', { line: entry.line })}</span> {say(entry)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </Folded>
  );
}

function PageLink({ slug, path }: { slug: string; path: string }) {
  const address = addressOfSource(path);
  if (address === null) return <span className={classes['page']}>{path}</span>;
  return (
    <Link className={`link ${classes['page']}`} to="/c/$slug/wiki/$" params={{ slug, _splat: address }}>
      {path}
    </Link>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Folded title={title} count={lines.length}>
      {lines.slice(0, SHOWN).map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </Folded>
  );
}

function Folded({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  const { t } = useTranslation('imports');
  if (count === 0) return null;
  return (
    <details>
      <summary>
        {title} <span className="muted">{count}</span>
      </summary>
      <ul>
        {children}
        {count > SHOWN && <li>{t('more', { count: count - SHOWN })}</li>}
      </ul>
    </details>
  );
}
