/** What features above use of annotations. */
export {
  Annotated,
  AnnotationChanged,
  AnnotationMentioned,
  AnnotationResolved,
  AnnotationShared,
  AnnotationsCopied,
  AnnotationsTakenIn,
  Replied,
} from './annotation.events.ts';
