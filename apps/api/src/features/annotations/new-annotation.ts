import type { AnnotationView, AnnotationVisibility, Audience, Motivation } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';

/** What somebody says about a page, to be written. */
export interface NewAnnotation {
  id: string;
  pageId: string;
  motivation: Motivation;
  visibility: AnnotationVisibility;
  said: { body: NodeOf<'doc'>; text: string };
}

/** What the database adds to an annotation that it takes. */
export interface Written {
  createdAt: string;
  author: AnnotationView['author'];
  target: AnnotationView['target'];
}

/** Who sees an annotation, as content has it. */
export const AUDIENCE: Record<AnnotationVisibility, Audience> = { private: 'participants', community: 'members', page: 'community' };

/** What lists show of an annotation: what it says, else what it is about. */
export function shown(text: string, quote: string): { title: string; excerpt: string } {
  const line = (text || quote || '…').replace(/\s+/g, ' ').trim();
  return { title: line.slice(0, 120) || '…', excerpt: line.slice(0, 240) };
}
