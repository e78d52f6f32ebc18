import { z } from 'zod';
import { AnnotationStatus, Motivation } from '../annotations.ts';

const START = '<!-- parvis:annotations -->';
const END = '<!-- /parvis:annotations -->';
/** Lines end at a line feed alone: people's words may hold the separators that `.`, `^` and `$` take for ends too (U+2028). */
const THREAD = /(?<=\n)<!-- parvis:annotation (\{[^\n]*\}) -->\n([\s\S]*?)\n<!-- \/parvis:annotation -->(?=\n)/g;

const ThreadAbout = z.strictObject({
  motivation: Motivation,
  status: AnnotationStatus,
  /** Who sees it; what belongs to one person alone never leaves. */
  visibility: z.enum(['community', 'page']).default('page'),
  /** What it is about; null: the whole page. */
  quote: z.strictObject({ exact: z.string().min(1).max(20_000), prefix: z.string().max(200), suffix: z.string().max(200) }).nullable(),
});
/** What a machine must know of a thread to attach it again. */
export type ThreadAbout = z.infer<typeof ThreadAbout>;

/** A thread as it stands at the end of a page: what is said in it as Markdown. */
export interface AppendedThread {
  about: ThreadAbout;
  markdown: string;
}

/**
 * The Markdown of a page with its annotations at its end, under a heading: each with its quote, for people, and with what
 * `splitAppendix` reads in a comment, which no reader of Markdown shows.
 */
export function withAppendix(page: string, heading: string, threads: readonly AppendedThread[]): string {
  if (threads.length === 0) return page;
  const parts = threads.map(({ about, markdown }) => {
    const quote = about.quote ? `${about.quote.exact.split('\n').map(quoted).join('\n')}\n\n` : '';
    return `${quote}<!-- parvis:annotation ${inComment(about)} -->\n\n${markdown.trim()}\n\n<!-- /parvis:annotation -->`;
  });
  return `${withoutLastLines(page)}\n\n${START}\n\n## ${heading}\n\n${parts.join('\n\n')}\n\n${END}\n`;
}

/**
 * A page of an export without the annotations at its end, and these. `unread`: there are some, and they were changed so
 * that they can no longer be read: then they stay in the text.
 */
export function splitAppendix(source: string): { page: string; threads: AppendedThread[]; unread: boolean } {
  const whole = { page: source, threads: [], unread: false };
  if (!source.includes(START)) return whole;
  const markdown = withoutLastLines(source.replaceAll('\r\n', '\n'));
  const start = markdown.lastIndexOf(`\n${START}\n`);
  if (start < 0 || !markdown.endsWith(`\n${END}`)) return { ...whole, unread: true };
  const threads: AppendedThread[] = [];
  for (const [, about = '', said = ''] of markdown.slice(start).matchAll(THREAD)) {
    const parsed = ThreadAbout.safeParse(fromJson(about));
    if (!parsed.success) return { ...whole, unread: true };
    threads.push({ about: parsed.data, markdown: said.trim() });
  }
  return threads.length === 0
    ? { ...whole, unread: true }
    : { page: `${withoutLastLines(markdown.slice(0, start))}\n`, threads, unread: false };
}

const withoutLastLines = (text: string): string => text.replace(/\n+$/, '');

/** A line of a quote: what would be Markdown in it is not. */
const quoted = (line: string): string => `> ${line.replace(/[\\`*_[\]<>#&~|$+!{}-]/g, '\\$&')}`.trimEnd();

/** Two dashes would end the comment (HTML, 13.1.6). */
const inComment = (about: ThreadAbout): string => JSON.stringify(about).replaceAll('--', '-\\u002d');

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
