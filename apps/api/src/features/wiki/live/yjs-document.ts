import { LIVE_FRAGMENT } from '@parvis/shared';
import type { DocumentNode, NodeOf } from '@parvis/shared/document';
import { documentSchema, parseDocument } from '@parvis/shared/document-schema';
import { prosemirrorJSONToYDoc } from '@tiptap/y-tiptap';
import * as Y from 'yjs';

type Json = Record<string, unknown>;

/** The fragment that holds the text of a page. */
export const fragmentOf = (live: Y.Doc): Y.XmlFragment => live.getXmlFragment(LIVE_FRAGMENT);

/**
 * A Yjs document out of a state and what was added to it. All at once: after each change to a text that is there already
 * Yjs clears away the marks that it made needless, and these deletions would be known here alone.
 */
export function openState(state: Uint8Array, updates: readonly Uint8Array[] = []): Y.Doc {
  const live = new Y.Doc();
  live.transact(() => [state, ...updates].forEach((update) => Y.applyUpdate(live, update)));
  return live;
}

/** The first Yjs state of a document. Made once for each page: two such states cannot be merged. */
export function stateOf(document: NodeOf<'doc'>): Uint8Array {
  const live = prosemirrorJSONToYDoc(documentSchema, document, LIVE_FRAGMENT);
  return Y.encodeStateAsUpdate(live);
}

/** Something stands in a Yjs document that no page may hold. */
export class ForeignContent extends Error {}

/** One element as ProseMirror's JSON, unchecked; text becomes several nodes, one for each run of equal marks. */
export function jsonOf(node: unknown): Json[] {
  if (node instanceof Y.XmlText) return joined((node.toDelta() as { insert: unknown; attributes?: Json }[]).map(textOf));
  if (!(node instanceof Y.XmlElement) || node instanceof Y.XmlHook) throw new ForeignContent('Only elements and text make up a page.');
  const attrs = node.getAttributes() as Json;
  const content = node.toArray().flatMap(jsonOf);
  return [{ type: node.nodeName, ...(Object.keys(attrs).length > 0 && { attrs }), ...(content.length > 0 && { content }) }];
}

/** Runs beside each other that carry the same marks are one: what divides them is a mark that was taken back. */
function joined(runs: Json[]): Json[] {
  return runs.reduce<Json[]>((texts, run) => {
    const last = texts.at(-1);
    if (last && JSON.stringify(last['marks']) === JSON.stringify(run['marks'])) last['text'] = `${last['text']}${run['text']}`;
    else texts.push(run);
    return texts;
  }, []);
}

function textOf({ insert, attributes }: { insert: unknown; attributes?: Json }): Json {
  if (typeof insert !== 'string') throw new ForeignContent('Only text stands in text.');
  const marks = Object.entries(attributes ?? {}).map(([name, attrs]) => markOf(name, attrs));
  return { type: 'text', text: insert, ...(marks.length > 0 && { marks }) };
}

/** Marks that may overlap themselves carry a hash behind two hyphens (y-tiptap). */
function markOf(name: string, attrs: unknown): Json {
  const type = name.replace(/--[\w+/]{8}$/, '');
  return attrs !== null && typeof attrs === 'object' && Object.keys(attrs).length > 0 ? { type, attrs } : { type };
}

/** All that stands in it, to compare. */
export const contentOf = (live: Y.Doc): string => JSON.stringify(fragmentOf(live).toArray().flatMap(jsonOf));

/** The document that a Yjs document holds now, checked and clean as it is stored. */
export function documentIn(live: Y.Doc, seed: string): NodeOf<'doc'> {
  const content = fragmentOf(live).toArray().flatMap(jsonOf);
  const parsed = parseDocument({ type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] }, seed);
  if (parsed.ok) return parsed.document;
  throw new Error(`A live page breaks the schema at ${parsed.problems[0]?.path}: ${parsed.problems[0]?.message}`);
}

/** Writes into the Yjs document the block ids that it lacks, so that they stay. Returns the update, null when none was lacking. */
export function keepBlockIds(live: Y.Doc, document: NodeOf<'doc'>): Uint8Array | null {
  const before = Y.encodeStateVector(live);
  let written = false;
  const visit = (fragment: Y.XmlFragment, nodes: readonly DocumentNode[]) => {
    const elements = fragment.toArray().filter((child) => child instanceof Y.XmlElement);
    const blocks = nodes.filter(({ type }) => type !== 'text');
    elements.forEach((element, index) => {
      const node = blocks[index];
      const id = node?.attrs && 'id' in node.attrs ? node.attrs.id : null;
      if (id !== null && element.getAttribute('id') !== id) {
        element.setAttribute('id', id);
        written = true;
      }
      visit(element, node?.content ?? []);
    });
  };
  live.transact(() => visit(fragmentOf(live), document.content ?? []));
  return written ? Y.encodeStateAsUpdate(live, before) : null;
}
