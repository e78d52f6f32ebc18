import type { Me, PageView } from '@parvis/shared';
import type { Passage } from '@parvis/shared/anchoring';
import { type DocumentNode, textBlocks } from '@parvis/shared/document';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorAnnotations } from '../editor/annotations/editor-annotations.ts';
import { type Anchor, BEING_WRITTEN, type Revisions } from '../editor/annotations/places.ts';
import type { AnnotationSearch } from '../features/annotations/annotation-search.ts';
import { type PageAnnotations, type SelectedText, annotationsOf, usePlace } from '../features/annotations/annotations.queries.ts';
import { NEW, deskOf } from '../features/annotations/desk.ts';
import { shownOf } from '../features/annotations/filters.ts';
import { useAnnotationSearch } from '../features/annotations/use-annotation-search.ts';
import type { Desk } from '../features/wiki/editing/use-leaving.ts';
import { version } from '../features/wiki/versions/versions.queries.ts';
import { page as reading } from '../features/wiki/wiki.queries.ts';
import { toast } from '../ui/toast.tsx';

type Items = PageAnnotations['items'];
const NONE: Items = [];

interface Writing {
  page: PageView;
  me: Me;
  /** The editor as the screen knows it. */
  editing: Desk;
  /** Shows the threads beside the text. */
  onShow: () => void;
}

/** The annotations of a page for the editor of its text: where they are, and what is done with them there. */
export function useWritingAnnotations({ page, me, editing, onShow }: Writing): EditorAnnotations {
  const { t } = useTranslation('annotations');
  const { data, isError } = useQuery(annotationsOf(page.id));
  const [search, change] = useAnnotationSearch();
  const notes = deskOf(page.id, me.id);
  const composing = useSyncExternalStore(notes.subscribe, () => notes.read().composing !== null);
  const attaching = useSyncExternalStore(notes.subscribe, () => notes.read().attaching);
  const { mutate: place } = usePlace(page.id);
  const published = usePublished(page);
  const selected = useMemo(() => selectedIn(published), [published]);
  const [revisions, onMissing] = useRevisions(page);
  // What one may no longer see leaves nothing behind.
  const anchors = useAnchors(data && !isError ? data.items : NONE, search, me.id);

  useEffect(() => {
    if (!composing) editing.handle?.annotations.end();
  }, [composing, editing]);
  const onAnnotate = () => {
    const { handle } = editing;
    const passage = handle?.annotations.begin() ? handle.annotations.passage() : null;
    if (!passage) return;
    if (attaching !== null) {
      handle?.annotations.end();
      notes.change({ attaching: null });
      place(
        { id: attaching, target: selected(passage) },
        { onSuccess: () => toast(t('attached')), onError: () => toast(t('notAttached')) },
      );
    } else notes.begin(selected(passage), 'commenting');
    onShow();
  };
  const onWritten = useCallback(
    (passage: Passage | null) => {
      const { composing: written } = notes.read();
      if (written && passage) notes.write({ ...written, target: selected(passage) });
    },
    [notes, selected],
  );
  const onPlaced = useCallback(
    (tops: ReadonlyMap<string, number>) =>
      notes.change({ places: new Map([...tops].map(([id, top]) => [id === BEING_WRITTEN ? NEW : id, top])) }),
    [notes],
  );
  return {
    anchors,
    revisions,
    active: search.annotation ?? null,
    attaching: attaching !== null,
    onMissing,
    onPlaced,
    onWritten,
    onOpen: (id) => {
      change({ annotation: id });
      onShow();
    },
    onAnnotate: data?.can.annotate || attaching !== null ? onAnnotate : null,
  };
}

/** As the server wants to know it. Where readers read what is written, it is of no revision yet: that is waited for. */
const selectedIn =
  (published: string | undefined) =>
  ({ exact, prefix, suffix, start }: Passage): SelectedText => ({
    exact,
    prefix,
    suffix,
    start,
    ...(published && { versionId: published }),
  });

/** The revision that readers read while the page is drafted; they annotate that. Undefined where there is no draft. */
function usePublished({ id, draft }: PageView): string | undefined {
  const { data } = useQuery({ ...reading(id), enabled: false });
  return draft ? data?.versionId : undefined;
}

function useAnchors(items: Items, search: AnnotationSearch, myId: string): readonly Anchor[] {
  const filters = JSON.stringify(search);
  return useMemo(
    () =>
      shownOf(items, JSON.parse(filters) as AnnotationSearch, myId).map(({ id, motivation, status, target }) => ({
        id,
        motivation: status === 'resolved' ? 'resolved' : motivation,
        revisionId: target.revisionId,
        byHand: target.method === 'hand',
        place:
          target.state === 'ORPHAN' || target.start === null || target.end === null || target.exact === null
            ? null
            : { start: target.start, end: target.end, exact: target.exact },
      })),
    [items, filters, myId],
  );
}

/** The texts of revisions, fetched when the editor misses them: the first is the one that was opened. */
function useRevisions({ id, versionId, document }: PageView): [Revisions, (missing: readonly string[]) => void] {
  const client = useQueryClient();
  const asked = useRef(new Set<string>());
  const [known, know] = useState<Revisions>(() => new Map([[versionId, textBlocks(document as unknown as DocumentNode)]]));
  const onMissing = useCallback(
    (missing: readonly string[]) => {
      for (const revisionId of missing) {
        if (asked.current.has(revisionId)) continue;
        asked.current.add(revisionId);
        client.fetchQuery(version(id, revisionId)).then(
          // Places are told for the newest text: those before it are done with.
          ({ document: text }) => know(new Map([[revisionId, textBlocks(text as unknown as DocumentNode)]])),
          // Without it some are not shown, until the next text is stored.
          () => asked.current.delete(revisionId),
        );
      }
    },
    [client, id],
  );
  return [known, onMissing];
}
