import {
  type AnchorState,
  type AnnotationStatus,
  type AnnotationView,
  type AnnotationVisibility,
  type Motivation,
  type PersonChip,
  type Reaction,
  type RouteInput,
  type RouteOutput,
  api,
} from '@parvis/shared';
import { type QueryClient, infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, upload } from '../../lib/api.ts';
import { type NewAnnotation, type Said, annotated, edited, replied, resolved, toggled, without } from './expected.ts';
import { onceStored } from './once-stored.ts';

/** The annotations of a page as they are kept: those in the order of the text, and whether I may add some. */
export type PageAnnotations = RouteOutput<typeof api.listAnnotations>;
/** Where something was selected, as the server wants to know it. */
export type SelectedText = RouteInput<typeof api.placeAnnotation>['body'];
/** What lists of many pages can be narrowed to. */
export interface AnnotationFilters {
  motivation?: Motivation | undefined;
  status?: AnnotationStatus | undefined;
  state?: AnchorState | undefined;
  authorId?: string | undefined;
}

// The hint `annotations` bears the id of a page or of a community: the second part of the key.
/** All annotations of a page that I may see, in the order of the text. */
export const annotationsOf = (pageId: string) =>
  queryOptions({
    queryKey: ['annotations', pageId],
    queryFn: ({ signal }) => call(api.listAnnotations, { query: { sourceId: pageId } }, signal),
    staleTime: 0,
  });

const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
};

/** What happened to the place of an annotation, newest first. */
export const anchorChanges = (pageId: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['annotations', pageId, 'places', id],
    queryFn: ({ signal, pageParam }) => call(api.listAnchorChanges, { params: { id }, query: { cursor: pageParam } }, signal),
    ...paged,
    staleTime: 0,
  });

/** Annotations of all pages of a community, newest first. */
export const communityAnnotations = (communityId: string, filters: AnnotationFilters & { mine?: 'true' | undefined } = {}) =>
  infiniteQueryOptions({
    queryKey: ['annotations', communityId, 'list', filters],
    queryFn: ({ signal, pageParam }) =>
      call(api.listCommunityAnnotations, { params: { id: communityId }, query: { ...filters, cursor: pageParam } }, signal),
    ...paged,
  });

/** How many open questions, corrections, comments and orphans a community has for me. */
export const communityAnnotationCounts = (communityId: string) =>
  queryOptions({
    queryKey: ['annotations', communityId, 'counts'],
    queryFn: ({ signal }) => call(api.countCommunityAnnotations, { params: { id: communityId } }, signal),
  });

/** My annotations in all communities, newest first. */
export const myAnnotations = (filters: AnnotationFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ['annotations', 'mine', filters],
    queryFn: ({ signal, pageParam }) => call(api.listMyAnnotations, { query: { ...filters, cursor: pageParam } }, signal),
    ...paged,
    staleTime: 0,
  });

/** Sends a picture for an annotation or a reply on a page. */
export const sendPicture = (pageId: string) => (file: File) => upload(api.addAnnotationPicture, { params: { id: pageId }, file });

/** Annotates the page: it stands there at once, and goes again when the server refuses. */
export const useAnnotate = (me: PersonChip, pageId: string) =>
  useThreadWrite(
    pageId,
    (input: NewAnnotation & Said) => onceStored(input.target, () => call(api.annotate, { body: sent(input) })),
    (items, input) => annotated(items, input, me),
  );

/** Words, names and pictures are only for the screen: a document is sent, or nothing for a highlight without words. */
function sent({ text, body, mentions: _, files: __, ...input }: NewAnnotation & Said): NewAnnotation {
  return text.trim() === '' ? input : { ...input, body };
}

export const useReply = (me: PersonChip, pageId: string) =>
  useThreadWrite(
    pageId,
    ({ id, rootId, body }: Said & { id: string; rootId: string }) => call(api.annotate, { body: { id, rootId, body } }),
    (items, input) => replied(items, input, me),
  );

/** Changes a thread, or (with only `said`) a reply. */
export const useEditAnnotation = (pageId: string) =>
  useThreadWrite(
    pageId,
    ({ id, said, ...choices }: { id: string; said?: Said; motivation?: Motivation; visibility?: AnnotationVisibility }) =>
      call(api.editAnnotation, { params: { id }, body: { ...choices, ...(said && { body: said.body }) } }),
    edited,
  );

/** A thread goes to the trash, a reply is taken back: `useRestoreThread` and `useRestoreReply` undo it. */
export const useDeleteAnnotation = (pageId: string) =>
  useThreadWrite(pageId, ({ id }: { id: string }) => call(api.deleteAnnotation, { params: { id } }), without);
export const useRestoreThread = (pageId: string) =>
  useThreadWrite(pageId, async ({ id }: { id: string }) => {
    await call(api.restoreFromTrash, { params: { id } });
    return call(api.readAnnotation, { params: { id } });
  });
export const useRestoreReply = (pageId: string) =>
  useThreadWrite(pageId, ({ id }: { id: string }) => call(api.restoreReply, { params: { id } }));

export const useResolve = (me: PersonChip, pageId: string) =>
  useThreadWrite(
    pageId,
    ({ id }: { id: string }) => call(api.resolveAnnotation, { params: { id } }),
    (items, { id }) => resolved(items, id, me),
  );
export const useReopen = (pageId: string) =>
  useThreadWrite(
    pageId,
    ({ id }: { id: string }) => call(api.reopenAnnotation, { params: { id } }),
    (items, { id }) => resolved(items, id, null),
  );

/** Reacts to a thread or a reply, or takes the reaction back. */
export const useReact = (me: PersonChip, pageId: string) =>
  useThreadWrite(
    pageId,
    ({ id, reaction, on }: { id: string; reaction: Reaction; on: boolean }) =>
      call(on ? api.react : api.takeReactionBack, { params: { id, reaction } }),
    (items, input) => toggled(items, input, me),
  );

/** Attaches an annotation to another passage. */
export const usePlace = (pageId: string) =>
  useThreadWrite(pageId, ({ id, target }: { id: string; target: SelectedText }) =>
    onceStored(target, () => call(api.placeAnnotation, { params: { id }, body: target })),
  );
/** Takes the last change of its place back. */
export const useUndoPlace = (pageId: string) =>
  useThreadWrite(pageId, ({ id }: { id: string }) => call(api.undoAnchoring, { params: { id } }));

/**
 * A change of the threads of a page: shown at once as `expect` says, then as the server answered; as it was when the
 * server refuses. Lists of other screens are asked again.
 */
function useThreadWrite<I>(
  pageId: string,
  send: (input: I) => Promise<AnnotationView | void>,
  expect?: (items: readonly AnnotationView[], input: I) => AnnotationView[],
) {
  const client = useQueryClient();
  const { queryKey } = annotationsOf(pageId);
  return useMutation({
    mutationFn: send,
    // Somebody who is offline learns it at once, and what she wrote stays in front of her.
    networkMode: 'always',
    async onMutate(input) {
      if (!expect) return undefined;
      await client.cancelQueries({ queryKey, exact: true });
      const before = client.getQueryData<PageAnnotations>(queryKey);
      client.setQueryData<PageAnnotations>(queryKey, (list) => list && { ...list, items: expect(list.items, input) });
      return before;
    },
    onError: (_error, _input, before) => before && client.setQueryData(queryKey, before),
    onSuccess: (view) => {
      if (!view) return;
      client.setQueryData<PageAnnotations>(queryKey, (list) => list && { ...list, items: withAnswer(list.items, view) });
    },
    onSettled: () => askAgain(client),
  });
}

const askAgain = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: ['annotations'] });

const withAnswer = (items: readonly AnnotationView[], view: AnnotationView): AnnotationView[] =>
  items.some(({ id }) => id === view.id) ? items.map((item) => (item.id === view.id ? view : item)) : [...items, view];
