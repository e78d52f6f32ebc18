import { type NodeOf, nodesOf, pageText } from '@parvis/shared/document';
import { parseDocument } from '@parvis/shared/document-schema';
import { invalid } from '../../platform/http/refusal.ts';

/** What an annotation may hold: text with marks, lists, quotes, code, links, people and pictures. */
const ALLOWED = new Set(
  'doc paragraph text hardBreak bulletList orderedList listItem blockquote codeBlock mention inlineImage image file inlineFormula formula'.split(
    ' ',
  ),
);
const MAX_TEXT = 20_000;

export interface GivenBody {
  text?: string | undefined;
  body?: unknown;
}

/**
 * What somebody wrote, checked. Null: nothing was given.
 * @throws Refusal 400 that names the field.
 */
export function givenBody({ text, body }: GivenBody): { body: NodeOf<'doc'>; text: string } | null {
  if (text !== undefined && body !== undefined) throw invalid('body', 'Give a text or a document, not both.');
  if (text === undefined && body === undefined) return null;
  const parsed = parseDocument(body ?? paragraphs(text ?? ''));
  if (!parsed.ok)
    throw invalid(['body', parsed.problems[0]?.path].filter(Boolean).join('.'), parsed.problems[0]?.message ?? 'not a document');
  for (const { type } of nodesOf(parsed.document)) if (!ALLOWED.has(type)) throw invalid('body', `An annotation holds no ${type}.`);
  const plain = pageText(parsed.document);
  if (plain.length > MAX_TEXT) throw invalid(body === undefined ? 'text' : 'body', `It is longer than ${MAX_TEXT} characters.`);
  return { body: parsed.document, text: plain };
}

/** Whether it says nothing. */
export const isEmpty = (given: { text: string }): boolean => given.text.trim() === '';

function paragraphs(text: string): unknown {
  const content = text.split(/\n{2,}/).map((part) => ({
    type: 'paragraph',
    content: part
      .split('\n')
      .flatMap((line, index) => [...(index > 0 ? [{ type: 'hardBreak' }] : []), ...(line ? [{ type: 'text', text: line }] : [])]),
  }));
  return { type: 'doc', content };
}
