import type { FileRef, PageRef, PageView, PersonChip } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { PageEditorHandle } from '../../../editor/props.ts';
import { page } from '../wiki.queries.ts';

/** What was met while writing: files that were sent, pages and people that were found. */
export interface Met {
  files: Map<string, FileRef>;
  links: Map<string, PageRef>;
  mentions: Map<string, PersonChip>;
}

/**
 * On leaving, the reading view shows what was just written at once; the server's answer follows. Not where readers read
 * a published text. Give `onReady` and `met` to the editor; `takeText` may be called earlier, and once more does nothing.
 */
export function useLeaving(shown: PageView, me: PersonChip) {
  const client = useQueryClient();
  const editor = useRef<PageEditorHandle | null>(null);
  const met = useRef<Met>({ files: new Map(), links: new Map(), mentions: new Map() });
  const drafting = shown.draft !== null;

  const takeText = () => {
    const document = editor.current?.read();
    editor.current = null;
    if (!document || drafting) return;
    client.setQueryData(page(shown.id).queryKey, (before) => before && withText(before, document, met.current, me));
  };
  const latest = useRef(takeText);
  useEffect(() => {
    latest.current = takeText;
  });
  useEffect(() => () => latest.current(), []);
  return { editor, met: met.current, takeText };
}

function withText(before: PageView, document: DocumentNode, met: Met, me: PersonChip): PageView {
  if (JSON.stringify(before.document) === JSON.stringify(document)) return before;
  return {
    ...before,
    document: document as unknown as PageView['document'],
    files: withMore(before.files, met.files),
    links: withMore(before.links, met.links),
    mentions: withMore(before.mentions, met.mentions),
    lastEditor: me,
    updatedAt: new Date().toISOString(),
  };
}

const withMore = <T extends { id: string }>(known: T[], more: Map<string, T>): T[] => [
  ...new Map([...known.map((item) => [item.id, item] as const), ...more]).values(),
];
