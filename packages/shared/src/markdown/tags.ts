import type { CalloutKind, DocumentNode } from '../document/types.ts';
import { fromHtml } from 'hast-util-from-html';
import { atLeastOne, kept, text, tidy } from './build.ts';
import { type HtmlPlace, inlineOfChildren } from './html.ts';
import { fileNode, linkMark, safeAddress } from './links.ts';
import { type Context, note } from './types.ts';

/** Converts what stands between a tag and its end. */
export type ConvertTag = (inside: readonly unknown[]) => DocumentNode[];

export interface TagContent {
  name: string;
  attributes: Record<string, string>;
  source: string;
  line: number;
  inside: readonly unknown[];
  convert: ConvertTag;
}
type Convert = (tag: TagContent, context: Context) => DocumentNode[];

const CALLOUTS: Record<string, CalloutKind> = {
  info: 'info',
  success: 'success',
  working: 'success',
  tip: 'success',
  warning: 'warning',
  danger: 'danger',
};

/** The blocks of a GitBook tag or of `<details>`. An unknown tag is kept, and what it holds stays readable. */
export function convertTag(tag: TagContent, context: Context): DocumentNode[] {
  const convert = Object.hasOwn(CONVERTERS, tag.name) ? CONVERTERS[tag.name] : undefined;
  if (convert) return convert(tag, context);
  note(context, tag.line, tag.name, 'kept', tag.source);
  return [kept('gitbook', tag.source, tag.name), ...tag.convert(tag.inside)];
}

const converted = (tag: TagContent, context: Context, blocks: DocumentNode[]): DocumentNode[] => {
  note(context, tag.line, tag.name, 'converted');
  return blocks;
};

const CONVERTERS: Record<string, Convert> = {
  hint: (tag, context) =>
    converted(tag, context, [
      {
        type: 'callout',
        attrs: { id: null, kind: CALLOUTS[tag.attributes['style'] ?? ''] ?? 'info' },
        content: atLeastOne(tag.convert(tag.inside)),
      },
    ]),

  tabs: (tag, context) => {
    const inside = tag.convert(tag.inside);
    const tabs = inside.filter((node) => node.type === 'tab');
    const between = inside.filter((node) => node.type !== 'tab');
    return converted(tag, context, [
      ...(tabs.length > 0 ? [{ type: 'tabs' as const, attrs: { id: null }, content: tabs }] : []),
      ...between,
    ]);
  },
  tab: (tag) => [
    { type: 'tab', attrs: { title: (tag.attributes['title'] ?? '').slice(0, 300) }, content: atLeastOne(tag.convert(tag.inside)) },
  ],

  stepper: (tag, context) => {
    const inside = tag.convert(tag.inside);
    const steps = inside.filter((node) => node.type === 'step');
    const between = inside.filter((node) => node.type !== 'step');
    return converted(tag, context, [
      ...(steps.length > 0 ? [{ type: 'steps' as const, attrs: { id: null }, content: steps }] : []),
      ...between,
    ]);
  },
  step: (tag) => [
    { type: 'step', attrs: { title: tag.attributes['title']?.slice(0, 300) ?? null }, content: atLeastOne(tag.convert(tag.inside)) },
  ],

  details: (tag, context) => {
    const [first, ...rest] = tag.inside as { type: string; value?: string }[];
    const summarised = first?.type === 'html' && /^\s*<summary\b/i.test(first.value ?? '');
    const summary = summarised ? summaryOf(first.value ?? '', { source: first.value ?? '', line: tag.line, context }) : [];
    const blocks = tag.convert(summarised ? rest : tag.inside);
    return converted(tag, context, [
      {
        type: 'details',
        attrs: { id: null, open: tag.attributes['open'] !== undefined },
        content: [
          { type: 'detailsSummary', content: summary },
          { type: 'detailsContent', content: atLeastOne(blocks) },
        ],
      },
    ]);
  },

  'content-ref': (tag, context) => {
    const url = tag.attributes['url'] ?? '';
    const target = context.resolver.link(url);
    // The tag holds a link to the same place, for other readers of Markdown: it would stand twice.
    if (target.kind === 'page')
      return converted(tag, context, [{ type: 'pageCard', attrs: { id: null, pageId: target.pageId, title: '' } }]);
    if (target.kind === 'file') return converted(tag, context, [fileNode(target.file)]);
    const address = target.kind === 'external' && /^https?:/i.test(target.href) ? safeAddress(target.href) : null;
    if (address) return converted(tag, context, [{ type: 'embed', attrs: { id: null, url: address, title: null, description: null } }]);
    note(context, tag.line, 'content-ref', 'broken', `${url}: ${target.kind === 'broken' ? target.reason : 'leads nowhere'}`);
    return tag.convert(tag.inside);
  },

  embed: (tag, context) => {
    const url = tag.attributes['url'] ?? '';
    const address = /^https?:/i.test(url) ? safeAddress(url) : null;
    const description = words(tag.convert(tag.inside));
    if (address)
      return converted(tag, context, [{ type: 'embed', attrs: { id: null, url: address, title: null, description: description || null } }]);
    const mark = linkMark(url, tag.line, context);
    if (!mark) return [kept('gitbook', tag.source, 'embed'), ...tag.convert(tag.inside)];
    return [{ type: 'paragraph', attrs: { id: null }, content: text(description || url, [mark]) }];
  },

  file: (tag, context) => {
    const src = tag.attributes['src'] ?? '';
    const target = context.resolver.link(src);
    const caption = tag.convert(tag.inside);
    if (target.kind === 'file') return converted(tag, context, [fileNode(target.file), ...caption]);
    note(context, tag.line, 'file', 'broken', `${src}: ${target.kind === 'broken' ? target.reason : 'not a file'}`);
    return [kept('gitbook', tag.source, 'file'), ...caption];
  },

  code: (tag, context) => {
    const blocks = tag.convert(tag.inside);
    const title = tag.attributes['title']?.slice(0, 300) ?? null;
    return converted(
      tag,
      context,
      blocks.map((node) => (node.type === 'codeBlock' ? { ...node, attrs: { ...node.attrs, title } } : node)),
    );
  },

  columns: (tag, context) => converted(tag, context, tag.convert(tag.inside)),
  column: (tag) => tag.convert(tag.inside),
};

/** The words of a summary, with their emphasis and links; spaces at its ends are those of its lines in the source. */
function summaryOf(html: string, place: HtmlPlace): DocumentNode[] {
  const inside = html
    .trim()
    .replace(/^<summary\b[^>]*>\s*/i, '')
    .replace(/\s*<\/summary\s*>$/i, '');
  return tidy(inlineOfChildren(fromHtml(inside, { fragment: true }).children, place));
}

function words(blocks: readonly DocumentNode[]): string {
  return blocks
    .map((node) => node.text ?? words(node.content ?? []))
    .filter(Boolean)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 4_000);
}
