import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import { type EditorAnnotations, placesIn, showActive, tellAnchors } from './annotations.ts';
import { missingRevisions } from './places.ts';

/** Draws what the screen knows of annotations, and says what it must know to place the others. */
export function useAnnotations(editor: Editor | null, annotations: EditorAnnotations | undefined): void {
  const { anchors, revisions, active = null, onMissing } = annotations ?? {};
  useEffect(() => {
    if (!editor || !anchors || !revisions) return;
    tellAnchors(editor, anchors, revisions);
    const missing = missingRevisions(placesIn(editor.state)).filter((id) => !revisions.has(id));
    if (missing.length > 0) onMissing?.(missing);
  }, [editor, anchors, revisions, onMissing]);
  useEffect(() => {
    if (editor) showActive(editor, active);
  }, [editor, active]);
}
