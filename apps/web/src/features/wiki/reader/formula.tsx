import type { NodeOf } from '@parvis/shared/document';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverflow } from './overflow.ts';
import { atom, block, run, ui } from './places.ts';
import classes from './formula.module.css';

/** A formula on a line of its own. */
export function Formula({ node }: { node: NodeOf<'formula'> }) {
  return (
    <div {...block(node)} {...run} {...atom} className={classes['formula']}>
      <DrawnFormula latex={node.attrs.latex} display />
    </div>
  );
}

export const InlineFormula = ({ node }: { node: NodeOf<'inlineFormula'> }) => (
  <span {...atom}>
    <DrawnFormula latex={node.attrs.latex} />
  </span>
);

/**
 * LaTeX as KaTeX draws it, with MathML for screen readers. KaTeX comes only where a formula stands; until then, and
 * where it cannot read it, one sees the LaTeX.
 */
export function DrawnFormula({ latex, display = false }: { latex: string; display?: boolean }) {
  const { t } = useTranslation();
  const place = useRef<HTMLSpanElement>(null);
  const scrolls = useOverflow(place, 'x');
  const [state, setState] = useState<'source' | 'drawn' | 'wrong'>('source');
  useEffect(() => {
    let current = true;
    const show = async () => {
      const { draw } = await import('./formula-drawing.ts');
      if (current && place.current) setState(draw(place.current, latex, display) ? 'drawn' : 'wrong');
    };
    // Where it cannot be fetched, the LaTeX stays.
    void show().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [latex, display]);
  return (
    <>
      <span
        ref={place}
        className={display ? classes['display'] : undefined}
        hidden={state !== 'drawn'}
        {...(scrolls && { role: 'region', 'aria-label': t('reader.formula'), tabIndex: 0 })}
      />
      {state !== 'drawn' && (
        <code className={state === 'wrong' ? classes['wrong'] : undefined} title={state === 'wrong' ? t('reader.formulaWrong') : undefined}>
          {latex || t('reader.formula')}
        </code>
      )}
      {state === 'wrong' && (
        <span {...ui} className="visually-hidden">
          {t('reader.formulaWrong')}
        </span>
      )}
    </>
  );
}
