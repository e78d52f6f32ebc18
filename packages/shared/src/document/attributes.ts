import { z } from 'zod';
import { isSafeHref } from './safe-href.ts';
import type { DocumentMark, NodeType } from './types.ts';

// Our pages forbid `eval`, and report whoever tries: in browsers checks are not compiled.
if ('document' in globalThis) z.config({ jitless: true });

const text = (max: number) =>
  z
    .string()
    .max(max)
    .transform((value) => value.normalize('NFC'));
const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/)
  .nullable()
  .default(null);
const pixels = z.int().min(1).max(100_000).nullable().default(null);
const href = z.string().refine(isSafeHref, { error: 'only http, https, mailto, tel and #… lead somewhere' });
const block = z.strictObject({ id });

const pictured = {
  fileId: z.uuid().nullable().default(null),
  src: z
    .url({ protocol: /^https?$/ })
    .max(4_000)
    .nullable()
    .default(null),
  alt: text(2_000).default(''),
  width: pixels,
  height: pixels,
};
const cell = z.strictObject({
  colspan: z.int().min(1).max(100).default(1),
  rowspan: z.int().min(1).max(1_000).default(1),
  colwidth: z.array(z.int().min(0).max(10_000)).max(100).nullable().default(null),
  align: z.enum(['left', 'center', 'right']).nullable().default(null),
});
const none = z.strictObject({});

/** What each node may carry; anything else is refused. Missing attributes take their defaults. */
export const NODE_ATTRIBUTES: Record<NodeType, z.ZodObject> = {
  doc: none,
  text: none,
  hardBreak: none,
  inlineImage: z.strictObject(pictured),
  mention: z.strictObject({ personId: z.uuid() }),
  inlineFormula: z.strictObject({ latex: text(2_000).default('') }),
  paragraph: block,
  heading: block.extend({ level: z.int().min(1).max(6) }),
  horizontalRule: block,
  bulletList: block,
  orderedList: block.extend({ start: z.int().min(0).max(1_000_000).default(1) }),
  listItem: none,
  taskList: block,
  taskItem: z.strictObject({ checked: z.boolean().default(false) }),
  blockquote: block,
  codeBlock: block.extend({ language: text(60).nullable().default(null), title: text(300).nullable().default(null) }),
  callout: block.extend({ kind: z.enum(['info', 'success', 'warning', 'danger']).default('info') }),
  details: block.extend({ open: z.boolean().default(false) }),
  detailsSummary: none,
  detailsContent: none,
  tabs: block,
  tab: z.strictObject({ title: text(300) }),
  steps: block,
  step: z.strictObject({ title: text(300).nullable().default(null) }),
  table: block,
  tableRow: none,
  tableHeader: cell,
  tableCell: cell,
  image: block.extend({ ...pictured, title: text(2_000).nullable().default(null), caption: text(4_000).nullable().default(null) }),
  file: block.extend({ fileId: z.uuid(), name: text(500), size: z.int().min(0), mediaType: text(200) }),
  embed: block.extend({
    url: z
      .url({ protocol: /^https?$/ })
      .max(4_000)
      .refine(isSafeHref),
    title: text(500).nullable().default(null),
    description: text(4_000).nullable().default(null),
  }),
  formula: block.extend({ latex: text(10_000).default('') }),
  pageCard: block.extend({ pageId: z.uuid(), title: text(500).default('') }),
  kept: block.extend({ format: z.enum(['markdown', 'html', 'gitbook']), source: text(200_000), reason: text(500) }),
};

export const MARK_ATTRIBUTES: Record<DocumentMark['type'], z.ZodObject> = {
  bold: none,
  italic: none,
  strike: none,
  code: none,
  underline: none,
  highlight: none,
  superscript: none,
  subscript: none,
  link: z.strictObject({ href }),
  pageLink: z.strictObject({ pageId: z.uuid(), anchor: text(300).nullable().default(null) }),
  fileLink: z.strictObject({ fileId: z.uuid() }),
};
