import type { AnnotationView, PageView } from '@parvis/shared';
import type { SelectedText } from './annotations.queries.ts';
import type { Stretch } from './levels.ts';

/** Where each letter of `pageText` stands on the screen, and back. All offsets are UTF-16. */
export interface TextPlaces {
  readonly length: number;
  rangeOf: (start: number, end: number) => Range | null;
  /** What is painted of a passage. */
  wordsOf: (start: number, end: number) => StaticRange[];
  /** What of a passage has no words. */
  atomsOf: (start: number, end: number) => HTMLElement[];
  offsetsOf: (range: Range) => Stretch | null;
  offsetAt: (node: Node, offset: number) => number | null;
}

/** A page as annotations see it. */
export type AnnotatedPage = Pick<PageView, 'id' | 'slug' | 'title' | 'text' | 'versionId' | 'community' | 'can'>;

/** How much text around a quote goes with it, so that it is known again (W3C Web Annotation, TextQuoteSelector). */
const CONTEXT_LENGTH = 32;

/** What was selected, without the spaces at its edges. Null when nothing but space was. */
export function trimmed(text: string, { start, end }: Stretch): Stretch | null {
  const words = text.slice(start, end);
  const from = start + words.length - words.trimStart().length;
  const to = end - words.length + words.trimEnd().length;
  return from < to ? { start: from, end: to } : null;
}

/** A passage as the server wants to know it: its quote, what stands around it, and the revision that was read. */
export function selectedText({ text, versionId }: Pick<AnnotatedPage, 'text' | 'versionId'>, { start, end }: Stretch): SelectedText {
  return {
    exact: text.slice(start, end),
    prefix: wholeLetters(text.slice(Math.max(0, start - CONTEXT_LENGTH), start)),
    suffix: wholeLetters(text.slice(end, end + CONTEXT_LENGTH)),
    start,
    versionId,
  };
}
/** Without half letters at its edges. */
const wholeLetters = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');

/** Where an annotation stands in this very text; null when it has no place, or when its place was told for another text. */
export function placeIn(text: string, { start, end, exact }: Pick<AnnotationView['target'], 'start' | 'end' | 'exact'>): Stretch | null {
  if (start === null || end === null || text.slice(start, end) !== exact) return null;
  return { start, end };
}

/** Where something selected earlier stands in this text. */
export function selectionIn(text: string, target: SelectedText | null): Stretch | null {
  if (target?.start === undefined) return null;
  return placeIn(text, { start: target.start, end: target.start + target.exact.length, exact: target.exact });
}

/** A quote on one line, short: what has no words is named. */
export function shortQuote(exact: string, atom: string, most = 140): string {
  const line = exact.replaceAll('\ufffc', `[${atom}]`).replace(/\s+/g, ' ').trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`;
}
