import type { DocumentNode } from '@parvis/shared/document';
import { IconHelpHexagon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { block, ui } from './places.ts';
import { SourceView } from './source-view.tsx';
import classes from './cards.module.css';

/** A kind of block that this version does not know: it says so, and shows what is in it. `children` are the blocks inside that are known. */
export function UnknownBlock({ node, children }: { node: DocumentNode; children: ReactNode }) {
  const { t } = useTranslation();
  const words = wordsOf(node);
  const attributes = JSON.stringify(node.attrs ?? {}, null, 2);
  return (
    <div {...block(node)} role="note" aria-label={t('reader.unknown', { type: node.type })} className={classes['kept']}>
      <p {...ui}>
        <IconHelpHexagon size={18} stroke={1.6} aria-hidden="true" />
        <span>{t('reader.unknown', { type: node.type })}</span>
      </p>
      {words && (
        <p {...ui} className={classes['unknownWords']}>
          {words}
        </p>
      )}
      <div className={classes['inside']}>{children}</div>
      {attributes !== '{}' && (
        <div {...ui}>
          <SourceView summary={t('reader.unknownContent')} source={attributes} />
        </div>
      )}
    </div>
  );
}

/** Text that stands directly in it. `pageText` does not count it: it cannot know that it is text. */
const wordsOf = ({ text, content = [] }: DocumentNode): string => [text, ...content.map((inner) => inner.text)].filter(Boolean).join('');
