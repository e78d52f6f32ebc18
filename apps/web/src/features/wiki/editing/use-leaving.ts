import type { FileRef, PageRef, PageView, PersonChip } from '@parvis/shared';
import { type DocumentNode, pageText } from '@parvis/shared/document';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { PageEditorHandle } from '../../../editor/props.ts';
import { page } from '../wiki.queries.ts';
import type { WritingState } from './writing-state.ts';

/** The editor as the screen around it knows it, and what was met while writing: files sent, pages and people found. */
export class Desk {
  handle: PageEditorHandle | null = null;
  readonly files = new Map<string, FileRef>();
  readonly links = new Map<string, PageRef>();
  readonly mentions = new Map<string, PersonChip>();

  /** `page` with the text as it stands now; the same where nothing was changed, null where there is no editor. */
  rewritten(before: PageView, me: PersonChip): PageView | null {
    const document = this.handle?.read();
    if (!document) return null;
    if (JSON.stringify(before.document) === JSON.stringify(document)) return before;
    return { ...this.extended(before, document), lastEditor: me, updatedAt: new Date().toISOString() };
  }

  private extended(before: PageView, document: DocumentNode): PageView {
    return {
      ...before,
      document: document as unknown as PageView['document'],
      text: pageText(document),
      files: withMore(before.files, this.files),
      links: withMore(before.links, this.links),
      mentions: withMore(before.mentions, this.mentions),
    };
  }
}

/** What the server will not have is not shown as the text of the page. */
const NOT_TAKEN: ReadonlySet<WritingState['kind']> = new Set(['access-lost', 'refused', 'read-only']);

/** On leaving, the reading view shows what was just written at once; the server's answer follows. Readers of a published text keep that. */
export function useLeaving(shown: PageView, me: PersonChip, { kind }: WritingState) {
  const client = useQueryClient();
  const [desk] = useState(() => new Desk());
  const drafting = shown.draft !== null;
  const takeText = () => {
    // What may no longer be seen is not kept in memory either.
    if (kind === 'access-lost') client.removeQueries({ queryKey: ['page', shown.id] });
    if (drafting || NOT_TAKEN.has(kind)) return;
    client.setQueryData(page(shown.id).queryKey, (before) => before && (desk.rewritten(before, me) ?? before));
  };
  const latest = useRef(takeText);
  useEffect(() => {
    latest.current = takeText;
  });
  useEffect(() => () => latest.current(), []);
  return { desk, takeText };
}

const withMore = <T extends { id: string }>(known: T[], more: Map<string, T>): T[] => [
  ...new Map([...known.map((item) => [item.id, item] as const), ...more]).values(),
];
