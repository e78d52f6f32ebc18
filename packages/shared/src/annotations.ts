import { z } from 'zod';
import { CommunityChip } from './communities.ts';
import { route } from './contract.ts';
import { PersonChip } from './people/person.ts';
import { Id, Instant, PageQuery, byId, listOf, paragraph } from './text.ts';
import { FileRef, PageRef, StoredDocument } from './wiki.ts';

/** The largest picture in an annotation, in bytes. */
export const MAX_ANNOTATION_PICTURE_BYTES = 10 * 1024 * 1024;

/** Why somebody annotates, in the words of the W3C Web Annotation vocabulary: a comment, a question, a correction, a highlight. */
export const Motivation = z.enum(['commenting', 'questioning', 'editing', 'highlighting']);
export type Motivation = z.infer<typeof Motivation>;

/** `private`: its author. `community`: members of the page's community. `page`: whoever reads the page. */
export const AnnotationVisibility = z.enum(['private', 'community', 'page']);
export type AnnotationVisibility = z.infer<typeof AnnotationVisibility>;

/** `SAFE`: says what it said. `MOVED`: says it elsewhere. `CHANGED`: says something else now. `ORPHAN`: its text is gone. */
export const AnchorState = z.enum(['SAFE', 'MOVED', 'CHANGED', 'ORPHAN']);
export type AnchorState = z.infer<typeof AnchorState>;

export const AnnotationStatus = z.enum(['open', 'resolved']);
export type AnnotationStatus = z.infer<typeof AnnotationStatus>;

/** The reactions that there are: few, each with a name that a screen reader says. */
export const Reaction = z.enum(['thanks', 'agree', 'love', 'celebrate', 'surprised', 'unsure']);
export type Reaction = z.infer<typeof Reaction>;

const Quote = z.object({
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
  /** UTF-16, in the `text` of its revision. */
  start: z.int(),
  end: z.int(),
  blockId: z.string().nullable(),
  /** The revision that it was made on. */
  versionId: Id,
});

export const AnnotationTarget = z.object({
  /** The whole page: nothing was selected. */
  whole: z.boolean(),
  state: AnchorState,
  /** Where it is in the text of `revisionId`; null for an orphan and for the whole page. */
  start: z.int().nullable(),
  end: z.int().nullable(),
  exact: z.string().nullable(),
  /** The revision that start and end count in. */
  revisionId: Id,
  /** What was selected. */
  original: Quote.nullable(),
  score: z.number(),
  method: z.enum(['same', 'difference', 'quote', 'hand', 'none']),
});
export type AnnotationTarget = z.infer<typeof AnnotationTarget>;

export const ReactionCount = z.object({ reaction: Reaction, count: z.int(), mine: z.boolean(), people: z.array(PersonChip) });

export const AnnotationReply = z.object({
  id: Id,
  author: PersonChip.nullable(),
  body: StoredDocument,
  text: z.string(),
  createdAt: Instant,
  editedAt: Instant.nullable(),
  reactions: z.array(ReactionCount),
  can: z.object({ edit: z.boolean(), delete: z.boolean() }),
});
export type AnnotationReply = z.infer<typeof AnnotationReply>;

export const AnnotationAbilities = z.object({
  edit: z.boolean(),
  delete: z.boolean(),
  resolve: z.boolean(),
  reply: z.boolean(),
  /** Attach it to another place. */
  place: z.boolean(),
});
export type AnnotationAbilities = z.infer<typeof AnnotationAbilities>;

export const AnnotationView = z.object({
  id: Id,
  sourceId: Id,
  motivation: Motivation,
  visibility: AnnotationVisibility,
  status: AnnotationStatus,
  resolvedBy: PersonChip.nullable(),
  resolvedAt: Instant.nullable(),
  author: PersonChip.nullable(),
  body: StoredDocument,
  text: z.string(),
  createdAt: Instant,
  editedAt: Instant.nullable(),
  target: AnnotationTarget,
  replies: z.array(AnnotationReply),
  /** The people named in it or in a reply of whom the reader may know. */
  mentions: z.array(PersonChip),
  /** The pictures that it and its replies show. */
  files: z.array(FileRef),
  reactions: z.array(ReactionCount),
  can: AnnotationAbilities,
});
export type AnnotationView = z.infer<typeof AnnotationView>;

/** An annotation among those of many pages. */
export const ListedAnnotation = AnnotationView.extend({ page: PageRef.extend({ community: CommunityChip }) });
export type ListedAnnotation = z.infer<typeof ListedAnnotation>;

/** One line of what happened to the place of an annotation, newest first. */
export const AnchorChange = z.object({
  id: z.string(),
  at: Instant,
  state: AnchorState,
  method: AnnotationTarget.shape.method,
  start: z.int().nullable(),
  end: z.int().nullable(),
  exact: z.string().nullable(),
  revisionId: Id,
  /** Who attached it by hand, or took a change back; null: it was carried along. */
  by: PersonChip.nullable(),
  /** It takes back the change with this id: the place is what it was before that one. */
  undoes: z.string().nullable(),
});
export type AnchorChange = z.infer<typeof AnchorChange>;

const text = paragraph(20_000);
/** What somebody writes: plain text, or a document with mentions, links and pictures. One of the two; a highlight needs none. */
const body = { text: text.optional(), body: StoredDocument.optional() };

const SelectedText = z.strictObject({
  exact: z.string().min(1).max(20_000),
  prefix: z.string().max(200).optional(),
  suffix: z.string().max(200).optional(),
  start: z.int().min(0).optional(),
  versionId: Id.optional(),
});

const filters = {
  motivation: Motivation.optional(),
  status: AnnotationStatus.optional(),
  state: AnchorState.optional(),
  authorId: Id.optional(),
};

export const annotationRoutes = {
  listAnnotations: route({
    method: 'GET',
    path: '/annotations',
    access: 'session',
    summary: 'Annotations of a page that I may see, in the order of their places',
    query: z.strictObject({ sourceId: Id }),
    response: z.object({
      items: z.array(AnnotationView),
      nextCursor: z.null(),
      can: z.object({ annotate: z.boolean() }),
    }),
    raw: true,
  }),
  annotate: route({
    method: 'POST',
    path: '/annotations',
    access: 'session',
    status: 201,
    summary: 'Annotates a page (a passage, or without target the whole page), or replies in a thread',
    body: z.union([
      z.strictObject({
        id: Id.optional(),
        sourceId: Id,
        motivation: Motivation.default('commenting'),
        visibility: AnnotationVisibility.default('page'),
        ...body,
        target: SelectedText.optional(),
      }),
      z.strictObject({ id: Id.optional(), rootId: Id, ...body }),
    ]),
    response: AnnotationView,
  }),
  readAnnotation: route({
    method: 'GET',
    path: '/annotations/:id',
    access: 'session',
    summary: 'One thread',
    params: byId,
    response: AnnotationView,
  }),
  editAnnotation: route({
    method: 'PATCH',
    path: '/annotations/:id',
    access: 'session',
    summary: 'Changes the text, the motivation or who sees it; a reply has only its text',
    params: byId,
    body: z.strictObject({ ...body, motivation: Motivation.optional(), visibility: AnnotationVisibility.optional() }),
    response: AnnotationView,
  }),
  deleteAnnotation: route({
    method: 'DELETE',
    path: '/annotations/:id',
    access: 'session',
    status: 204,
    summary: 'Moves a thread to the trash, or takes back a reply',
    params: byId,
  }),
  restoreReply: route({
    method: 'PUT',
    path: '/annotations/:id/restoration',
    access: 'session',
    summary: 'Brings back a reply that its author took back',
    params: byId,
    response: AnnotationView,
  }),
  resolveAnnotation: route({
    method: 'PUT',
    path: '/annotations/:id/resolution',
    access: 'session',
    summary: 'Resolves a thread',
    params: byId,
    response: AnnotationView,
  }),
  reopenAnnotation: route({
    method: 'DELETE',
    path: '/annotations/:id/resolution',
    access: 'session',
    summary: 'Opens a thread again',
    params: byId,
    response: AnnotationView,
  }),
  placeAnnotation: route({
    method: 'PUT',
    path: '/annotations/:id/target',
    access: 'session',
    summary: 'Attaches an annotation again by a new selection',
    params: byId,
    body: SelectedText,
    response: AnnotationView,
  }),
  undoAnchoring: route({
    method: 'DELETE',
    path: '/annotations/:id/target',
    access: 'session',
    summary:
      'Undoes the last change of its place: one by hand, and it is where it was before; one that was found by itself, and it has no place until somebody attaches it',
    params: byId,
    response: AnnotationView,
  }),
  listAnchorChanges: route({
    method: 'GET',
    path: '/annotations/:id/places',
    access: 'session',
    summary: 'What happened to the place of an annotation, newest first',
    params: byId,
    query: PageQuery,
    response: listOf(AnchorChange),
  }),
  react: route({
    method: 'PUT',
    path: '/annotations/:id/reactions/:reaction',
    access: 'session',
    summary: 'Reacts to an annotation or a reply',
    params: z.strictObject({ id: Id, reaction: Reaction }),
    response: AnnotationView,
  }),
  takeReactionBack: route({
    method: 'DELETE',
    path: '/annotations/:id/reactions/:reaction',
    access: 'session',
    summary: 'Takes a reaction back',
    params: z.strictObject({ id: Id, reaction: Reaction }),
    response: AnnotationView,
  }),
  listVersionAnnotations: route({
    method: 'GET',
    path: '/pages/:id/versions/:versionId/annotations',
    access: 'session',
    summary:
      'Annotations that stood on a version (or any revision) of a page, in the order of their places there: `target` says where each was in its text then; what is said is what is said now',
    params: z.strictObject({ id: Id, versionId: Id }),
    response: z.object({ items: z.array(AnnotationView), nextCursor: z.null() }),
  }),
  addAnnotationPicture: route({
    method: 'POST',
    path: '/pages/:id/annotation-pictures',
    access: 'session',
    status: 201,
    summary:
      'A picture (at most 10 MB) for an annotation or a reply on a page that I may annotate; whoever sees the annotation that shows it sees the picture, and it dies with it. Unused for a week, it is removed',
    params: byId,
    upload: z.strictObject({}),
    response: FileRef,
  }),
  listCommunityAnnotations: route({
    method: 'GET',
    path: '/communities/:id/annotations',
    access: 'session',
    summary: 'Annotations of all pages of a community that I may see, newest first',
    params: byId,
    query: PageQuery.extend({ ...filters, mine: z.stringbool().optional() }),
    response: listOf(ListedAnnotation),
  }),
  countCommunityAnnotations: route({
    method: 'GET',
    path: '/communities/:id/annotation-counts',
    access: 'session',
    summary: 'How many open questions, corrections and orphans I may see in a community',
    params: byId,
    response: z.object({ questions: z.int(), corrections: z.int(), comments: z.int(), orphans: z.int() }),
  }),
  listMyAnnotations: route({
    method: 'GET',
    path: '/my-annotations',
    access: 'session',
    summary: 'My annotations in all communities, newest first',
    query: PageQuery.extend(filters),
    response: listOf(ListedAnnotation),
  }),
};
