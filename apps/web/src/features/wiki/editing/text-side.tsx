import { useTranslation } from 'react-i18next';
import type { EditorFacts } from '../../../editor/props.ts';
import { speakAlso } from '../../../lib/i18n.ts';
import classes from './editing.module.css';

await speakAlso('writing');

/** Words that an adult reads in a minute, silently, in her own language (Brysbaert 2019: 238 in English). */
const WORDS_A_MINUTE = 230;

/** The parts of the text and its length, beside it. */
export function TextSide({ facts, onGoTo }: { facts: EditorFacts; onGoTo: (blockId: string) => void }) {
  const { t, i18n } = useTranslation('writing');
  const minutes = Math.max(1, Math.round(facts.words / WORDS_A_MINUTE));
  return (
    <>
      <section>
        <h2>{t('side.outline')}</h2>
        {facts.headings.length === 0 ? (
          <p className="muted">{t('side.outlineEmpty')}</p>
        ) : (
          <ol className={classes['outline']}>
            {facts.headings.map(({ id, level, text }) => (
              <li key={id} data-level={level}>
                <button type="button" onClick={() => onGoTo(id)}>
                  {text || '…'}
                </button>
              </li>
            ))}
          </ol>
        )}
      </section>
      <section>
        <h2>{t('side.length')}</h2>
        <p>{t('side.words', { count: facts.words, words: new Intl.NumberFormat(i18n.language).format(facts.words) })}</p>
        {facts.words > 0 && <p className="muted">{t('side.reading', { minutes })}</p>}
      </section>
    </>
  );
}
