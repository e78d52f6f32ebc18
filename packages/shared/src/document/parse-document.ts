import { z } from 'zod';
import { MARK_ATTRIBUTES, NODE_ATTRIBUTES } from './attributes.ts';
import { withBlockIds } from './block-ids.ts';
import { documentSchema } from './schema.ts';
import type { DocumentNode, NodeOf } from './types.ts';

/** Deeper nesting helps nobody and breaks those who walk it by recursion. */
export const MAX_DEPTH = 100;
/** In characters of its JSON. */
export const MAX_DOCUMENT_LENGTH = 4_000_000;

/** What is wrong, and where: `content.3.attrs.href`. */
export interface DocumentProblem {
  path: string;
  message: string;
}
export type ParsedDocument = { ok: true; document: NodeOf<'doc'> } | { ok: false; problems: DocumentProblem[] };

const Node = z.strictObject({
  type: z.string(),
  attrs: z.record(z.string(), z.unknown()).optional(),
  content: z.array(z.unknown()).optional(),
  text: z.string().min(1).optional(),
  marks: z.array(z.strictObject({ type: z.string(), attrs: z.record(z.string(), z.unknown()).optional() })).optional(),
});

class Wrong extends Error {
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/**
 * Checks a document that came from outside: known nodes and marks in places where they may stand, attributes of the
 * right kind, links that lead nowhere dangerous. Returns it clean: NFC, defaults filled in, ids on blocks.
 * `seed` makes new ids the same for the same document.
 */
export function parseDocument(input: unknown, seed?: string): ParsedDocument {
  try {
    if (JSON.stringify(input)?.length > MAX_DOCUMENT_LENGTH) throw new Wrong('', 'The page is too large.');
    const cleaned = clean(input, '', 0);
    if (cleaned.type !== 'doc') throw new Wrong('type', 'A document begins with a node of type "doc".');
    const node = documentSchema.nodeFromJSON(cleaned);
    node.check();
    return { ok: true, document: withBlockIds(cleaned, seed) };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problems: [{ path: error.path, message: error.message }] };
    // ProseMirror says what may not stand where.
    if (error instanceof RangeError) return { ok: false, problems: [{ path: '', message: error.message.slice(0, 300) }] };
    throw error;
  }
}

/**
 * Checks one block alone: that its nodes, attributes and marks are known and safe. Whether they may stand where they
 * stand is not asked: while people write at once, that can be broken for a moment by nobody's fault.
 */
export function parseBlock(input: unknown): { ok: true; block: DocumentNode } | { ok: false; problem: DocumentProblem } {
  try {
    return { ok: true, block: clean(input, '', 1) };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: { path: error.path, message: error.message } };
    throw error;
  }
}

function clean(input: unknown, path: string, depth: number): DocumentNode {
  if (depth > MAX_DEPTH) throw new Wrong(path, `It is nested deeper than ${MAX_DEPTH} levels.`);
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const parsed = Node.safeParse(input);
  if (!parsed.success) throw new Wrong(at(parsed.error.issues[0]?.path.join('.') ?? ''), parsed.error.issues[0]?.message ?? 'not a node');
  const { type, attrs, content, text, marks } = parsed.data;
  if (!Object.hasOwn(NODE_ATTRIBUTES, type)) throw new Wrong(at('type'), `"${type}" is not known.`);
  const cleaned: Record<string, unknown> = { type };
  const attributes = check(NODE_ATTRIBUTES[type as keyof typeof NODE_ATTRIBUTES], attrs, at('attrs'));
  if (attributes) cleaned['attrs'] = attributes;
  if (text !== undefined) cleaned['text'] = printable(text);
  if (marks?.length) cleaned['marks'] = inOrder(marks.map((mark, index) => cleanMark(mark, at(`marks.${index}`))));
  if (content?.length) cleaned['content'] = content.map((child, index) => clean(child, at(`content.${index}`), depth + 1));
  return cleaned as unknown as DocumentNode;
}

/** ProseMirror wants marks in one order, each once. */
function inOrder<M extends { type: string }>(marks: M[]): M[] {
  const rank = Object.keys(MARK_ATTRIBUTES);
  const once = [...new Map(marks.map((mark) => [mark.type, mark])).values()];
  return once.toSorted((a, b) => rank.indexOf(a.type) - rank.indexOf(b.type));
}

function cleanMark(mark: { type: string; attrs?: Record<string, unknown> | undefined }, path: string) {
  if (!Object.hasOwn(MARK_ATTRIBUTES, mark.type)) throw new Wrong(`${path}.type`, `"${mark.type}" is not known.`);
  const attrs = check(MARK_ATTRIBUTES[mark.type as keyof typeof MARK_ATTRIBUTES], mark.attrs, `${path}.attrs`);
  return attrs ? { type: mark.type, attrs } : { type: mark.type };
}

function check(schema: z.ZodObject, attrs: Record<string, unknown> | undefined, path: string): Record<string, unknown> | null {
  const parsed = schema.safeParse(attrs ?? {});
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path.join('.');
    throw new Wrong([path, name].filter(Boolean).join('.'), issue?.message ?? 'not right');
  }
  return Object.keys(parsed.data).length > 0 ? parsed.data : null;
}

/** NFC, without what PostgreSQL cannot store or nobody can see: control characters but tab and line break, lone surrogates. */
const printable = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '\ufffd')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd');
