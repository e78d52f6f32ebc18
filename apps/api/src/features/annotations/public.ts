/** What features above use of annotations. */
export {
  Annotated,
  AnnotationChanged,
  AnnotationDeleted,
  AnnotationMentioned,
  AnnotationNarrowed,
  AnnotationResolved,
  AnnotationShared,
  AnnotationsCopied,
  AnnotationsTakenIn,
  Replied,
} from './annotation.events.ts';
