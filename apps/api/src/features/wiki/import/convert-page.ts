import type { ImportReport } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { parseDocument, withBlockIds } from '@parvis/shared/document-schema';
import { type ConversionNote, type Resolver, markdownToDocument } from '@parvis/shared/markdown';
import { splitAppendix } from '@parvis/shared/markdown-appendix';
import type { ImportedThread } from '../page-annotations.ts';
import { type Neighbourhood, resolverFor } from './links.ts';
import type { PlannedPage } from './plan.ts';

export interface ConvertedPage {
  title: string;
  document: NodeOf<'doc'>;
  notes: ConversionNote[];
  /** Annotations that stood at its end. */
  threads: ImportedThread[];
  /** There are annotations at its end that cannot be read: they stay in its text. */
  unread: boolean;
}

/** One page of Markdown as a document that may be stored. Whatever the Markdown, there is a page. */
export function convertPage(source: string, { key, fallbackTitle }: PlannedPage, neighbourhood: Neighbourhood): ConvertedPage {
  const resolver = resolverFor(key, neighbourhood);
  const { page: markdown, threads: appended, unread } = splitAppendix(source);
  const { document, title, description, notes } = markdownToDocument(markdown, resolver);
  const threads = appended.map((thread) => ({ ...thread, document: saidIn(thread.markdown, resolver) }));
  const lead = description ? [{ type: 'paragraph', attrs: { id: null }, content: [{ type: 'text', text: description }] }] : [];
  const parsed = parseDocument({ ...document, content: [...lead, ...(document.content ?? [])] }, key);
  const shortTitle =
    (title ?? fallbackTitle)
      .replace(/[\t\r\n]+/g, ' ')
      .trim()
      .slice(0, 200) || fallbackTitle;
  if (parsed.ok) return { title: shortTitle, document: parsed.document, notes, threads, unread };
  const reason = parsed.problems[0]?.message ?? 'not readable';
  const whole = withBlockIds(
    {
      type: 'doc',
      content: [
        { type: 'kept', attrs: { id: null, format: 'markdown', source: markdown.replaceAll('\0', '\ufffd').slice(0, 200_000), reason } },
      ],
    },
    key,
  );
  return { title: shortTitle, document: whole, notes: [{ line: 1, what: 'page', outcome: 'kept', detail: reason }], threads, unread };
}

/** A title of its own keeps the reader from taking what is said for one. */
const saidIn = (markdown: string, resolver: Resolver): NodeOf<'doc'> =>
  markdownToDocument(`# -\n\n${markdown}`, resolver).document as NodeOf<'doc'>;

/** An empty report, to be filled. */
export const emptyReport = (): ImportReport => ({
  pages: { created: 0, updated: 0, unchanged: 0 },
  files: { stored: 0, reused: 0, unused: [] },
  images: { shown: 0, broken: [] },
  links: { resolved: 0, broken: [] },
  converted: {},
  kept: [],
  redirects: { made: 0, broken: [] },
  warnings: [],
});

/** Adds what happened on one page. */
export function addNotes(report: ImportReport, page: string, notes: ConversionNote[]): void {
  for (const { line, what, outcome, detail } of notes) {
    const place = { page, line, detail: detail ?? '' };
    if (what === 'image' && outcome === 'converted') report.images.shown += 1;
    else if (what === 'image') report.images.broken.push(place);
    else if (outcome === 'broken') report.links.broken.push(place);
    else if (what === 'link') report.links.resolved += 1;
    else if (outcome === 'kept') report.kept.push({ ...place, what });
    else report.converted[what] = (report.converted[what] ?? 0) + 1;
  }
}
