import type { NodeOf } from '@parvis/shared/document';
import { parseDocument } from '@parvis/shared/document-schema';
import { type Resolver, markdownToDocument } from '@parvis/shared/markdown';
import { invalid } from '../../platform/http/refusal.ts';
import { decoded } from './import/summary.ts';

/** A text as a request gives it: one of the two, or nothing for an empty page. */
export interface GivenText {
  markdown?: string | undefined;
  document?: unknown;
}

/**
 * The document that a request gives for a page of that title, checked. Markdown may begin with the title as a heading;
 * another heading there stays in the text. `seed` makes the ids of its blocks the same for the same request.
 * @throws Refusal 400 that names the field.
 */
export function givenDocument({ markdown, document }: GivenText, title: string, seed?: string): NodeOf<'doc'> {
  if (markdown !== undefined && document !== undefined) throw invalid('document', 'Give Markdown or a document, not both.');
  const parsed = parseDocument(document ?? fromMarkdown(markdown ?? '', title), seed);
  if (parsed.ok) return parsed.document;
  const [problem] = parsed.problems;
  throw invalid(['document', problem?.path].filter(Boolean).join('.'), problem?.message ?? 'not a document');
}

function fromMarkdown(markdown: string, title: string): unknown {
  const { document, title: heading, description } = markdownToDocument(markdown, OWN_ADDRESSES);
  const another = heading !== null && heading.normalize('NFC') !== title;
  return {
    ...document,
    content: [
      ...(another ? [{ type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: heading }] }] : []),
      ...(description ? [{ type: 'paragraph', content: [{ type: 'text', text: description }] }] : []),
      ...(document.content ?? []),
    ],
  };
}

const PAGE = /^(?:https?:\/\/[^/]+)?\/p\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/[^#?]*)?(?:#(.*))?$/;

/** Outside a folder, Markdown can only name pages by their addresses here, and the outside. */
const OWN_ADDRESSES: Resolver = {
  link(href) {
    const [, pageId, anchor] = PAGE.exec(href) ?? [];
    if (pageId) return { kind: 'page', pageId, anchor: anchor ? decoded(anchor) : null };
    if (/^[a-z][a-z0-9+.-]*:|^#/i.test(href)) return { kind: 'external', href };
    return { kind: 'broken', reason: 'not an address' };
  },
  image: (src) => ({ kind: 'external', href: src }),
  include: () => null,
};
