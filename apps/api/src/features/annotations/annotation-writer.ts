import { Injectable } from '@nestjs/common';
import type { AnnotationVisibility, Audience, Motivation } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import { ContentWriter } from '../../content/public.ts';
import type { Tx } from '../../platform/database/database.ts';
import { AnnotationFiles } from './annotation-files.ts';
import { PlacesService } from './places.service.ts';
import { type Placed, Selections } from './selections.ts';

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
    private readonly selections: Selections,
    private readonly places: PlacesService,
    private readonly files: AnnotationFiles,
  ) {}

  async insert(tx: Tx, { id, pageId, motivation, visibility, said, placed }: NewAnnotation): Promise<void> {
    const about = shown(said.text, placed?.original.exact ?? '');
    await this.contents.createAbout(tx, { id, kind: 'annotation', sourceId: pageId, ...about, audience: AUDIENCE[visibility] });
    await tx.many(`INSERT INTO annotation (id, motivation, visibility, body, text) VALUES ($1, $2, $3, $4, $5)`, [
      id,
      motivation,
      visibility,
      JSON.stringify(said.body),
      said.text,
    ]);
    await this.insertTarget(tx, id, pageId, placed);
    await this.files.keep(tx, id);
  }

  private async insertTarget(tx: Tx, id: string, pageId: string, placed: Placed | null): Promise<void> {
    const revisionId = placed?.revisionId ?? (await this.selections.readRevision(tx, pageId));
    await tx.many(
      `INSERT INTO annotation_target (annotation_id, page_id, whole, original, original_revision_id, state, place, revision_id, score, method)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        pageId,
        placed === null,
        placed && JSON.stringify(placed.original),
        placed?.originalRevisionId ?? revisionId,
        placed?.state ?? 'SAFE',
        placed && JSON.stringify(placed.place),
        revisionId,
        placed?.score ?? 1,
        placed?.method ?? 'same',
      ],
    );
    await this.places.log(tx, id, tx.actor.id);
  }
}
