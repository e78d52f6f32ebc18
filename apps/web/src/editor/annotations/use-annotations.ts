import type { Editor } from '@tiptap/core';
import { useEffect, useEffectEvent, useRef } from 'react';
import { goToAnnotation, passageBeingWritten, placesIn, showActive, tellAnchors } from './annotations.ts';
import type { EditorAnnotations } from './editor-annotations.ts';
import { BEING_WRITTEN, missingRevisions } from './places.ts';

/** Draws what the screen knows of annotations, and says what it must know to place the others. */
export function useAnnotations(editor: Editor | null, annotations: EditorAnnotations | undefined): void {
  const { anchors, revisions, active = null, onMissing, onPlaced, onWritten } = annotations ?? {};
  const gone = useRef<string | null>(null);
  // Once for each that is opened, as soon as it has a place.
  const goToOpened = useEffectEvent(() => {
    if (editor && (active === null || (gone.current !== active && goToAnnotation(editor, active)))) gone.current = active;
  });
  useEffect(() => {
    if (!editor || !anchors || !revisions) return;
    tellAnchors(editor, anchors, revisions);
    const missing = missingRevisions(placesIn(editor.state)).filter((id) => !revisions.has(id));
    if (missing.length > 0) onMissing?.(missing);
    goToOpened();
  }, [editor, anchors, revisions, onMissing]);
  useEffect(() => {
    if (!editor) return;
    showActive(editor, active);
    goToOpened();
  }, [editor, active]);
  useEffect(() => {
    if (!editor || !onPlaced) return undefined;
    let frame = 0;
    const place = () => {
      frame = 0;
      onPlaced(topsOf(editor));
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(place);
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(editor.view.dom);
    editor.on('transaction', soon);
    soon();
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      editor.off('transaction', soon);
    };
  }, [editor, onPlaced]);
  useEffect(() => {
    if (!editor || !onWritten) return undefined;
    const changed = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (transaction.docChanged && placesIn(editor.state).shown.some(({ id }) => id === BEING_WRITTEN))
        onWritten(passageBeingWritten(editor));
    };
    editor.on('transaction', changed);
    return () => void editor.off('transaction', changed);
  }, [editor, onWritten]);
}

/** Where each stands on the page, in pixels from its top. */
const topsOf = ({ state, view }: Editor): Map<string, number> =>
  new Map(placesIn(state).shown.map(({ id, from }) => [id, view.coordsAtPos(from).top + window.scrollY]));
