import type { AnchorState, AnnotationStatus, Motivation } from '@parvis/shared';

/** What of the annotations is shown, as it stands in the address of a page. */
export interface AnnotationSearch {
  /** The thread that is open. */
  annotation?: string;
  /** The open ones unless told. */
  status?: Extract<AnnotationStatus, 'resolved'> | 'all';
  motivation?: Motivation;
  anchor?: Exclude<AnchorState, 'SAFE'>;
  /** The id of an author, or `me`. */
  by?: string;
}

const STATUS = new Set<unknown>(['resolved', 'all']);
const MOTIVATIONS = new Set<unknown>(['commenting', 'questioning', 'editing', 'highlighting']);
const ANCHORS = new Set<unknown>(['MOVED', 'CHANGED', 'ORPHAN']);
const BY = /^(?:me|[\da-f-]{36})$/;

/** Reads the part of an address that is about annotations; what is unknown there is left out. */
export function annotationSearch({ annotation, status, motivation, anchor, by }: Record<string, unknown>): AnnotationSearch {
  return {
    ...(typeof annotation === 'string' && BY.test(annotation) && { annotation }),
    ...(STATUS.has(status) && { status: status as 'resolved' | 'all' }),
    ...(MOTIVATIONS.has(motivation) && { motivation: motivation as Motivation }),
    ...(ANCHORS.has(anchor) && { anchor: anchor as 'MOVED' | 'CHANGED' | 'ORPHAN' }),
    ...(typeof by === 'string' && BY.test(by) && { by }),
  };
}
