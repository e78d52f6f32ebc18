import { Injectable } from '@nestjs/common';
import type { AnnotationVisibility, Audience, Motivation } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { ContentWriter } from '../../content/public.ts';
import type { Tx } from '../../platform/database/database.ts';
import { AnnotationFiles } from './annotation-files.ts';
import type { Placed } from './selections.ts';

/** Who sees an annotation, as content has it. */
export const AUDIENCE: Record<AnnotationVisibility, Audience> = { private: 'participants', community: 'members', page: 'community' };

/** What lists show of an annotation: what it says, else what it is about. */
export function shown(text: string, quote: string): { title: string; excerpt: string } {
  const line = (text || quote || '…').replace(/\s+/g, ' ').trim();
  return { title: line.slice(0, 120) || '…', excerpt: line.slice(0, 240) };
}

interface NewAnnotation {
  id: string;
  pageId: string;
  motivation: Motivation;
  visibility: AnnotationVisibility;
  said: { body: NodeOf<'doc'>; text: string };
  /** Null: the whole page. */
  placed: Placed | null;
}

/** Writes annotations, in the transaction given: what is said, where, and the files that it shows. */
@Injectable()
export class AnnotationWriter {
  constructor(
    private readonly contents: ContentWriter,
    private readonly files: AnnotationFiles,
  ) {}

  /** Returns whether it was written: not where something has its id already. */
  async insert(tx: Tx, { id, pageId, motivation, visibility, said, placed }: NewAnnotation): Promise<boolean> {
    const about = shown(said.text, placed?.original.exact ?? '');
    if (!(await this.contents.createAbout(tx, { id, kind: 'annotation', sourceId: pageId, ...about, audience: AUDIENCE[visibility] })))
      return false;
    await tx.many(INSERT, [
      id,
      pageId,
      motivation,
      visibility,
      JSON.stringify(said.body),
      said.text,
      placed && JSON.stringify(placed.original),
      placed?.originalRevisionId ?? null,
      placed?.state ?? 'SAFE',
      placed && JSON.stringify(placed.place),
      placed?.revisionId ?? null,
      placed?.score ?? 1,
      placed?.method ?? 'same',
      tx.actor.id,
    ]);
    await this.files.keepFirst(tx, id, said.body);
    return true;
  }
}

/**
 * What is said, where, and the first line of its log; of a whole page ($7 null) in the text that its readers read now,
 * which is kept for it from then on.
 */
const INSERT = `
  WITH said AS (INSERT INTO annotation (id, motivation, visibility, body, text) VALUES ($1, $3, $4, $5, $6)),
    read AS (SELECT coalesce(published_revision_id, revision_id) AS id FROM page WHERE id = $2 FOR SHARE),
    kept AS (UPDATE page_revision r SET pinned = true FROM read WHERE $7::jsonb IS NULL AND r.id = read.id AND NOT r.pinned),
    target AS (
      INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, state, place, revision_id, score, method)
      SELECT $1, $2, $7::jsonb IS NULL, $7, coalesce($8::uuid, read.id), $9, $10::jsonb, coalesce($11::uuid, read.id), $12::real, $13 FROM read
      RETURNING annotation_id, revision_id, state, place, score, method)
  INSERT INTO annotation_anchor_log (annotation_id, revision_id, state, place, score, method, actor_id)
  SELECT annotation_id, revision_id, state, place, score, method, $14 FROM target`;
