import { Node, mergeAttributes, wrappingInputRule } from '@tiptap/core';
import type { CalloutKind } from '@parvis/shared/document';
import callout from '../../features/wiki/reader/callout.module.css';
import parts from '../../features/wiki/reader/parts.module.css';
import tabs from '../../features/wiki/reader/tabs.module.css';
import { blockId, carried, words } from './attributes.ts';

export const CALLOUT_KINDS = ['info', 'success', 'warning', 'danger'] as const satisfies CalloutKind[];
const calloutKind = (value: string | null): CalloutKind | null => CALLOUT_KINDS.find((kind) => kind === value) ?? null;

/** `!!!` makes one, a fourth `!` a warning. */
export const Callout = Node.create({
  name: 'callout',
  content: 'block+',
  group: 'block',
  defining: true,
  addAttributes: () => ({
    ...blockId,
    kind: carried('data-kind', 'info', calloutKind, { renderHTML: ({ kind }) => ({ 'data-kind': String(kind) }) }),
  }),
  parseHTML: () => [{ tag: 'div[data-callout]' }],
  renderHTML: ({ node, HTMLAttributes }) => [
    'div',
    mergeAttributes(HTMLAttributes, {
      'data-callout': '',
      class: `${callout['callout']} ${callout[calloutKind(node.attrs['kind'] as string) ?? 'info']}`,
    }),
    ['div', { class: callout['words'] ?? '' }, 0],
  ],
  addInputRules() {
    return [
      wrappingInputRule({ find: /^!!!!\s$/, type: this.type, getAttributes: { kind: 'warning' } }),
      wrappingInputRule({ find: /^!!!\s$/, type: this.type, getAttributes: { kind: 'info' } }),
    ];
  },
});

/** While one writes, a folded part lies open; `open` says how readers find it. */
export const Details = Node.create({
  name: 'details',
  content: 'detailsSummary detailsContent',
  group: 'block',
  isolating: true,
  defining: true,
  addAttributes: () => ({
    ...blockId,
    open: {
      default: false,
      parseHTML: (element) => element.dataset['open'] === 'true' || (element.tagName === 'DETAILS' && element.hasAttribute('open')),
      renderHTML: ({ open }) => ({ 'data-open': String(open === true) }),
    },
  }),
  parseHTML: () => [{ tag: 'details' }, { tag: 'div[data-details]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-details': '', class: parts['details'] ?? '' }), 0],
});

export const DetailsSummary = Node.create({
  name: 'detailsSummary',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'summary' }, { tag: 'p[data-summary]', priority: 60 }],
  renderHTML: () => ['p', { 'data-summary': '' }, 0],
});

export const DetailsContent = Node.create({
  name: 'detailsContent',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: 'div[data-details-content]' }],
  renderHTML: () => ['div', { 'data-details-content': '' }, 0],
});

export const Tabs = Node.create({
  name: 'tabs',
  content: 'tab+',
  group: 'block',
  isolating: true,
  addAttributes: () => blockId,
  parseHTML: () => [{ tag: 'div[data-tabs]' }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-tabs': '', class: tabs['tabs'] ?? '' }), 0],
});

export const Tab = Node.create({
  name: 'tab',
  content: 'block+',
  defining: true,
  addAttributes: () => ({ title: carried('data-title', null, (value) => words(value, 300)) }),
  parseHTML: () => [{ tag: 'section[data-tab]' }],
  renderHTML: ({ HTMLAttributes }) => ['section', mergeAttributes(HTMLAttributes, { 'data-tab': '' }), 0],
});

export const Steps = Node.create({
  name: 'steps',
  content: 'step+',
  group: 'block',
  isolating: true,
  addAttributes: () => blockId,
  parseHTML: () => [{ tag: 'ol[data-steps]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['ol', mergeAttributes(HTMLAttributes, { 'data-steps': '', class: parts['steps'] ?? '' }), 0],
});

export const Step = Node.create({
  name: 'step',
  content: 'block+',
  defining: true,
  addAttributes: () => ({ title: carried('data-title', null, (value) => words(value, 300)) }),
  parseHTML: () => [{ tag: 'li[data-step]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['li', mergeAttributes(HTMLAttributes, { 'data-step': '' }), 0],
});
