import type { ImportReport } from '@parvis/shared';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../ui/notice.tsx';
import classes from './import-report.module.css';

const SHOWN = 100;

/** What an import did: the sums first, then each thing that did not come through, with its place. */
export function ReportView({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const place = ({ page, line, detail }: { page: string; line: number; detail: string }) => `${page}:${line} — ${detail}`;
  return (
    <div className={classes['report']}>
      <Notice tone="ok">
        {t('import.done', { created: report.pages.created, updated: report.pages.updated, unchanged: report.pages.unchanged })}
      </Notice>
      <dl>
        <Sum name={t('import.links')} good={report.links.resolved} bad={report.links.broken.length} />
        <Sum name={t('import.images')} good={report.images.shown} bad={report.images.broken.length} />
        <Sum name={t('import.files')} good={report.files.stored + report.files.reused} bad={report.files.unused.length} />
        <Sum name={t('import.redirects')} good={report.redirects.made} bad={report.redirects.broken.length} />
      </dl>
      <List title={t('import.keptBlocks')} lines={report.kept.map((entry) => `${entry.what} · ${place(entry)}`)} />
      <List title={t('import.brokenLinks')} lines={report.links.broken.map(place)} />
      <List title={t('import.brokenImages')} lines={report.images.broken.map(place)} />
      <List title={t('import.unused')} lines={report.files.unused} />
      <List title={t('import.brokenRedirects')} lines={report.redirects.broken.map(({ from, to }) => `${from} → ${to}`)} />
      <List title={t('import.warnings')} lines={report.warnings} />
    </div>
  );
}

function Sum({ name, good, bad }: { name: string; good: number; bad: number }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <dt>{name}</dt>
      <dd>{t('import.sum', { good, bad })}</dd>
    </>
  );
}

function List({ title, lines }: { title: string; lines: string[] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>
        {title} ({lines.length})
      </summary>
      <ul>
        {lines.slice(0, SHOWN).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
        {lines.length > SHOWN && <li>{t('import.more', { count: lines.length - SHOWN })}</li>}
      </ul>
    </details>
  );
}
