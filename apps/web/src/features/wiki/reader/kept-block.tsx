import type { NodeOf } from '@parvis/shared/document';
import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { fileNameIn, wordsForKept } from './kept-words.ts';
import { atom, block, run } from './places.ts';
import { SourceView } from './source-view.tsx';
import classes from './cards.module.css';

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['markdown', 'Markdown'],
  ['html', 'HTML'],
  ['gitbook', 'GitBook'],
]);

/** What an import had no equivalent for: said, and shown as it was. */
export function KeptBlock({ node }: { node: NodeOf<'kept'> }) {
  const { t } = useTranslation();
  const { format, source, reason } = node.attrs;
  const { key, name } = wordsForKept(format, reason);
  const file = key === 'file' ? fileNameIn(source) : null;
  return (
    <div {...block(node)} {...run} {...atom} role="note" aria-label={file ?? t('reader.kept')} className={classes['kept']}>
      <p>
        <IconPackage size={18} stroke={1.6} aria-hidden="true" />
        <span>
          <b>{file ?? t('reader.kept')}</b>{' '}
          {file ? t('reader.keptFile') : t('reader.keptWhy', { what: t(`reader.keptAs.${key}`, { name }) })}
        </span>
      </p>
      <SourceView summary={t('reader.keptSource', { format: FORMATS.get(format) ?? format })} source={source} />
    </div>
  );
}
