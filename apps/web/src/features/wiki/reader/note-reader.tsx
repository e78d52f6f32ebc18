import type { FileRef, PersonChip } from '@parvis/shared';
import type { DocumentNode } from '@parvis/shared/document';
import { memo, useMemo } from 'react';
import { Blocks } from './blocks.tsx';
import { ReadingContext } from './reading.ts';
import prose from './prose.module.css';
import classes from './note-reader.module.css';

interface Props {
  /** As stored: checked when it was written, passed on as it lies. */
  document: object;
  files: readonly FileRef[];
  /** The people named in it of whom the reader may know. */
  mentions: readonly PersonChip[];
}

/** A short text, such as an annotation: what a page may hold, in the letters of the interface. */
export const NoteReader = memo(function NoteReader({ document, files, mentions }: Props) {
  const reading = useMemo(
    () => ({
      pages: new Map(),
      files: new Map(files.map((file) => [file.id, file])),
      people: new Map(mentions.map((person) => [person.id, person])),
      anchors: new Map(),
      lead: null,
    }),
    [files, mentions],
  );
  return (
    <ReadingContext value={reading}>
      <div className={`${prose['prose']} ${classes['note']}`}>
        <Blocks nodes={(document as DocumentNode).content} />
      </div>
    </ReadingContext>
  );
});
