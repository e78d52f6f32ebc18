import { type NodeOf, plainText } from '@parvis/shared/document';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiagramFrame } from './diagram-frame.tsx';
import { block, run, ui } from './places.ts';
import classes from './diagram.module.css';

/** Mermaid: the drawing, and folded below it what was written, which is what the text of the page counts. */
export function Diagram({ node }: { node: NodeOf<'codeBlock'> }) {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState(false);
  const source = plainText(node);
  const { title } = node.attrs;
  return (
    <figure {...block(node)} className={classes['diagram']}>
      <div {...ui}>
        <DiagramFrame source={source} title={title ?? t('reader.diagram')} onOutcome={(drawn) => setWrong(!drawn)} />
        {wrong && <p className={classes['wrong']}>{t('reader.diagramWrong')}</p>}
        {title && <figcaption>{title}</figcaption>}
      </div>
      <details key={String(wrong)} className={classes['source']} open={wrong}>
        <summary {...ui}>{t('reader.diagramSource')}</summary>
        <pre>
          <code {...run}>{source}</code>
        </pre>
      </details>
    </figure>
  );
}
