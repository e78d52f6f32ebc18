import { useRef } from 'react';
import { useOverflow } from './overflow.ts';

/** A source, folded. */
export function SourceView({ summary, source }: { summary: string; source: string }) {
  const box = useRef<HTMLPreElement>(null);
  const scrolls = useOverflow(box, 'y');
  return (
    <details>
      <summary>{summary}</summary>
      <pre ref={box} {...(scrolls && { role: 'region', 'aria-label': summary, tabIndex: 0 })}>
        <code>{source}</code>
      </pre>
    </details>
  );
}
