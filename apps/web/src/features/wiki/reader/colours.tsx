import type { ReactNode } from 'react';
import { type Coloured, coloured } from './grammars.ts';

/** Code with the classes of highlight.js, or null where it stays plain: its language is not known, or it is too long. */
export async function colour(code: string, language: string): Promise<ReactNode> {
  return (await coloured(code, language))?.map(draw) ?? null;
}

function draw(node: Coloured, index: number): ReactNode {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return null;
  const names = node.properties['className'];
  return (
    <span key={index} className={Array.isArray(names) ? names.join(' ') : undefined}>
      {node.children.map((child, at) => draw(child as Coloured, at))}
    </span>
  );
}
