import type { PhrasingContent, RootContent } from 'mdast';
import type { InlineMath, Math } from 'mdast-util-math';
import type { DocumentNode, NodeOf } from '../document/types.ts';
import { parseWithoutFormulas } from './parse.ts';

/** In characters: what the nodes may hold. Longer ones stay text. */
const LONGEST = { block: 10_000, inline: 2_000 };

/** A formula on lines of its own. What stands behind the opening dollars belongs to it: `$$ x = 1` is how many write. */
export const formula = ({ meta, value }: Math): NodeOf<'formula'> => ({
  type: 'formula',
  attrs: { id: null, latex: [meta, value].filter(Boolean).join('\n') },
});

/**
 * Dollars that open a formula and never close it would take the rest of the page with them: what they took, read
 * without formulas. Null for formulas that close.
 */
export function restOfOpenFormula(node: Math, source: string): RootContent[] | null {
  const text = sliceOf(node, source);
  const closes = /\n[ \t>]*\${2,}[ \t]*$/.test(text);
  if (closes && node.value.length + (node.meta?.length ?? 0) < LONGEST.block) return null;
  return parseWithoutFormulas(text).children;
}

/** `$$…$$` alone in its paragraph is a formula of its own, as GitBook and Pandoc show it. */
export function loneFormula(children: readonly PhrasingContent[], source: string): NodeOf<'formula'> | null {
  const [only] = children;
  if (children.length !== 1 || only?.type !== 'inlineMath' || !sliceOf(only, source).startsWith('$$')) return null;
  return only.value.length <= LONGEST.block ? { type: 'formula', attrs: { id: null, latex: only.value } } : null;
}

export const inlineFormula = ({ value }: InlineMath): DocumentNode[] => [{ type: 'inlineFormula', attrs: { latex: value } }];

/**
 * Words between two single dollars that are sums of money or names of variables, not a formula: Pandoc's rule
 * (`tex_math_dollars`): no space inside the dollars, no digit behind. Null for what is a formula.
 */
export function notAFormula(node: InlineMath, source: string): PhrasingContent[] | null {
  const text = sliceOf(node, source);
  const money = !text.startsWith('$$') && /^\$\s|\s\$$/.test(text);
  const before = /\d/.test(source[node.position?.end.offset ?? 0] ?? '') && !text.startsWith('$$');
  if (!money && !before && node.value.length <= LONGEST.inline) return null;
  const [first] = parseWithoutFormulas(text).children;
  return first?.type === 'paragraph' ? first.children : [{ type: 'text', value: text }];
}

const sliceOf = ({ position }: RootContent, source: string): string =>
  source.slice(position?.start.offset ?? 0, position?.end.offset ?? 0).trimEnd();
