import type { Nodes, RootContent } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { mathToMarkdown } from 'mdast-util-math';
import { type Handle, type Options, toMarkdown } from 'mdast-util-to-markdown';
import type { Tagged } from './blocks.ts';

const writeTagged: Handle = (node: Tagged, _, state, info) => {
  const { opening, closing, apart, children } = node;
  const inside = state.containerFlow(node as unknown as Parameters<typeof state.containerFlow>[0], state.createTracker(info).current());
  if (inside === '') return apart ? `${opening}\n\n${closing}` : `${opening}\n${closing}`;
  // HTML reaches to the next empty line.
  const before = apart || children[0]?.type === 'html' ? '\n\n' : '\n';
  const after = apart || children.at(-1)?.type === 'html' ? '\n\n' : '\n';
  return `${opening}${before}${inside}${after}${closing}`;
};

const OPTIONS: Options = {
  bullet: '-',
  bulletOther: '*',
  emphasis: '*',
  fences: true,
  listItemIndent: 'one',
  // Dashes at the beginning of a file would open its front matter.
  rule: '*',
  extensions: [gfmToMarkdown({ tablePipeAlign: false }), mathToMarkdown()],
  handlers: { tagged: writeTagged } as Options['handlers'] & object,
  unsafe: [{ character: '{', after: '%', inConstruct: 'phrasing' }],
};

/** The Markdown of a tree. */
export const write = (children: RootContent[]): string => toMarkdown({ type: 'root', children } satisfies Nodes, OPTIONS);
