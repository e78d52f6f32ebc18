import { z } from 'zod';
import { defineEvent } from '../../platform/events/event-type.ts';

const annotation = z.object({ annotationId: z.uuid(), pageId: z.uuid(), communityId: z.uuid() });

export const Annotated = defineEvent('annotation.created', annotation);
export const Replied = defineEvent('annotation.replied', annotation.extend({ replyId: z.uuid() }));
/** What it says, or a reply in its thread, came to name these people. */
export const AnnotationMentioned = defineEvent(
  'annotation.people-mentioned',
  annotation.extend({ replyId: z.uuid().nullable(), personIds: z.array(z.uuid()) }),
);
/** More people see it than before. */
export const AnnotationShared = defineEvent('annotation.shared', annotation);
/** Fewer people see it than before. */
export const AnnotationNarrowed = defineEvent('annotation.narrowed', annotation);
/** Its text, its motivation, who sees it, a reply, or a reaction. */
export const AnnotationChanged = defineEvent('annotation.changed', annotation);
export const AnnotationDeleted = defineEvent('annotation.deleted', annotation);
export const AnnotationResolved = defineEvent('annotation.resolved', annotation);
export const AnnotationReopened = defineEvent('annotation.reopened', annotation);
/** Somebody attached it to another place. */
export const AnnotationPlaced = defineEvent('annotation.placed', annotation);
/** A page was copied from `sourceId` with its annotations, `annotations` of them. */
export const AnnotationsCopied = defineEvent(
  'annotation.copied',
  z.object({ pageId: z.uuid(), communityId: z.uuid(), sourceId: z.uuid(), annotations: z.int() }),
);
/** The annotations of an exported page were taken in with it. */
export const AnnotationsTakenIn = defineEvent(
  'annotation.taken-in',
  z.object({ pageId: z.uuid(), communityId: z.uuid(), annotations: z.int() }),
);
/** The annotations of a page were carried to another revision of it. */
export const AnnotationsCarried = defineEvent(
  'annotation.carried',
  z.object({ pageId: z.uuid(), communityId: z.uuid(), revisionId: z.uuid(), orphans: z.int() }),
);
