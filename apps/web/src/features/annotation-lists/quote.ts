import type { AnnotationView } from '@parvis/shared';

/** What an annotation is about, in words: what stands there, else what was selected. Null for the whole page. What has no words is a frame. */
export function quoteOf({ whole, exact, original }: AnnotationView['target']): string | null {
  const quote = exact ?? original?.exact;
  return whole || !quote ? null : quote.replaceAll('\ufffc', '▢');
}
