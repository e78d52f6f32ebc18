import { type NodeSpec, Schema } from '@tiptap/pm/model';
import type { z } from 'zod';
import { MARK_ATTRIBUTES, NODE_ATTRIBUTES } from './attributes.ts';
import type { NodeType } from './types.ts';

/** What each node may hold (ProseMirror content expressions). */
const CONTENT: Record<NodeType, Pick<NodeSpec, 'content' | 'group' | 'inline' | 'marks' | 'atom' | 'code' | 'isolating'>> = {
  doc: { content: 'block+' },
  paragraph: { content: 'inline*', group: 'block' },
  heading: { content: 'inline*', group: 'block' },
  horizontalRule: { group: 'block', atom: true },
  bulletList: { content: 'listItem+', group: 'block list' },
  orderedList: { content: 'listItem+', group: 'block list' },
  listItem: { content: 'paragraph block*' },
  taskList: { content: 'taskItem+', group: 'block list' },
  taskItem: { content: 'paragraph block*' },
  blockquote: { content: 'block+', group: 'block' },
  codeBlock: { content: 'text*', group: 'block', marks: '', code: true },
  callout: { content: 'block+', group: 'block' },
  details: { content: 'detailsSummary detailsContent', group: 'block', isolating: true },
  detailsSummary: { content: 'inline*' },
  detailsContent: { content: 'block+' },
  tabs: { content: 'tab+', group: 'block', isolating: true },
  tab: { content: 'block+' },
  steps: { content: 'step+', group: 'block', isolating: true },
  step: { content: 'block+' },
  table: { content: 'tableRow+', group: 'block', isolating: true },
  tableRow: { content: '(tableCell | tableHeader)+' },
  tableHeader: { content: 'block+', isolating: true },
  tableCell: { content: 'block+', isolating: true },
  image: { group: 'block', atom: true },
  file: { group: 'block', atom: true },
  embed: { group: 'block', atom: true },
  formula: { group: 'block', atom: true },
  pageCard: { group: 'block', atom: true },
  kept: { group: 'block', atom: true },
  text: { group: 'inline' },
  hardBreak: { group: 'inline', inline: true },
  inlineImage: { group: 'inline', inline: true, atom: true },
  mention: { group: 'inline', inline: true, atom: true },
  inlineFormula: { group: 'inline', inline: true, atom: true },
};

/** Attributes are checked by `NODE_ATTRIBUTES`; ProseMirror needs their names, and what stands where nothing was said. */
const named = (attributes: Record<string, z.ZodType>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, schema]) => [name, { default: schema.safeParse(undefined).data ?? null }]));

/** The one schema of documents: the server checks by it, the editor is built on it. */
export const documentSchema = new Schema({
  nodes: Object.fromEntries(
    (Object.keys(CONTENT) as NodeType[]).map((type) => [type, { ...CONTENT[type], attrs: named(NODE_ATTRIBUTES[type].shape) }]),
  ) as Record<NodeType, NodeSpec>,
  marks: Object.fromEntries(Object.entries(MARK_ATTRIBUTES).map(([type, schema]) => [type, { attrs: named(schema.shape) }])),
});
