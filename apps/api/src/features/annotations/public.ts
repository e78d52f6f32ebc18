/** What features above use of annotations. */
export { Annotated, AnnotationChanged, AnnotationsCopied, AnnotationsTakenIn, Replied } from './annotation.events.ts';
export { AnnotationsModule } from './annotations.module.ts';
