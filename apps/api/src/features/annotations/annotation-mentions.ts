import { type DocumentNode, documentLinks } from '@parvis/shared/document';
import type { Facts } from '../../platform/events/event-log.ts';
import { AnnotationMentioned } from './annotation.events.ts';

interface Said {
  annotationId: string;
  pageId: string;
  communityId: string;
  /** Null: the annotation itself says it. */
  replyId: string | null;
}

/** Records whom somebody names in a thread who was not named there before. */
export function recordMentions(facts: Pick<Facts, 'record'>, said: Said, body: DocumentNode, before?: unknown): void {
  const known = new Set(before ? documentLinks(before as DocumentNode).personIds : []);
  const personIds = documentLinks(body).personIds.filter((id) => !known.has(id));
  if (personIds.length > 0) facts.record(AnnotationMentioned, { ...said, personIds });
}
