import type { FileRef, PageRef, PersonChip } from '@parvis/shared';
import { type DocumentNode, headingAnchors, nodesOf, plainText } from '@parvis/shared/document';
import { memo, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Blocks } from './blocks.tsx';
import { ui } from './places.ts';
import { usePrintedDetails } from './printing.ts';
import { type Reading, ReadingContext } from './reading.ts';
import classes from './prose.module.css';

/** A longer first paragraph is ordinary text: set large, it would tire. */
const LONGEST_LEAD = 320;
const NOBODY: readonly PersonChip[] = [];

interface Props {
  /** As stored: checked when it was written, passed on as it lies. */
  document: DocumentNode;
  /** The pages linked from it that the reader may see. Others are shown as not available. */
  links: readonly PageRef[];
  files: readonly FileRef[];
  /** The people named in it of whom the reader may know; anybody else is shown as somebody. */
  mentions?: readonly PersonChip[];
  /** The language that the page is written in (BCP 47), for hyphens and voices; that of the interface when absent. */
  language?: string;
}

/**
 * A stored document, read. The editor is not loaded. Every block carries `data-block-id`, and text stands in the order
 * of `pageText`, so that `text-ranges.ts` finds any place of the text. Code gets its colours after the first paint, by
 * other text nodes: whoever keeps ranges watches for mutations.
 */
export const DocumentReader = memo(function DocumentReader({ document, links, files, mentions = NOBODY, language }: Props) {
  const { t } = useTranslation();
  const root = useRef<HTMLDivElement>(null);
  usePrintedDetails(root);
  const reading = useMemo<Reading>(
    () => ({
      pages: new Map(links.map((page) => [page.id, page])),
      files: new Map(files.map((file) => [file.id, file])),
      people: new Map(mentions.map((person) => [person.id, person])),
      anchors: anchorsOf(document),
      lead: leadOf(document),
    }),
    [document, links, files, mentions],
  );
  return (
    <ReadingContext value={reading}>
      <div ref={root} className={classes['prose']} lang={language} data-document>
        {isEmpty(document) ? (
          <p {...ui} className={classes['empty']}>
            {t('reader.empty')}
          </p>
        ) : (
          <Blocks nodes={document.content} />
        )}
      </div>
    </ReadingContext>
  );
});

/** Anchors by heading, not by its id: ids may be missing. */
function anchorsOf(document: DocumentNode): Map<DocumentNode, string> {
  const anchors = headingAnchors(document).values();
  const byNode = new Map<DocumentNode, string>();
  for (const node of nodesOf(document)) if (node.type === 'heading') byNode.set(node, anchors.next().value?.anchor ?? '');
  return byNode;
}

function leadOf({ content = [] }: DocumentNode): DocumentNode | null {
  const [first, second] = content;
  if (first?.type !== 'paragraph' || !second) return null;
  const { length } = plainText(first).trim();
  return length > 0 && length <= LONGEST_LEAD ? first : null;
}

const isEmpty = ({ content = [] }: DocumentNode): boolean => content.every((node) => node.type === 'paragraph' && !node.content?.length);
