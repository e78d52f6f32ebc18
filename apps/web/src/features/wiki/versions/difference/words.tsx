import type { InlineDifference } from '@parvis/shared/document-difference';
import { useTranslation } from 'react-i18next';
import { Inline } from '../../reader/inline.tsx';
import type { Shown } from './sides.ts';
import classes from './difference.module.css';

/** A line with what came and went in it. Colour is never alone: what went is struck, what came is underlined, and both are said. */
export function Words({ parts, shown }: { parts: readonly InlineDifference[]; shown: Shown }) {
  const { t } = useTranslation('versions');
  return parts.map((part, index) => {
    if (part.kind === 'same') return <Inline key={index} nodes={part.content} />;
    if (part.kind === 'marks')
      return (
        <span key={index} className={classes['marks']} title={t('difference.marks')}>
          <Inline nodes={shown === 'before' ? part.before : part.after} />
        </span>
      );
    if (part.kind === 'added')
      return shown === 'before' ? null : (
        <ins key={index} className={classes['ins']}>
          <Said words={t('difference.addedHere')} />
          <Inline nodes={part.content} />
        </ins>
      );
    return shown === 'after' ? null : (
      <del key={index} className={classes['del']}>
        <Said words={t('difference.removedHere')} />
        <Inline nodes={part.content} />
      </del>
    );
  });
}

/** For those who hear the page: not every voice says what `ins` and `del` mean. */
const Said = ({ words }: { words: string }) => <span className="visually-hidden">{words} </span>;
