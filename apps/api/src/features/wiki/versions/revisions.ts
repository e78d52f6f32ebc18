import { Injectable } from '@nestjs/common';
import { type NodeOf, pageText } from '@parvis/shared/document';
import { Database } from '../../../platform/database/database.ts';
import type { Queries } from '../../../platform/database/queries.ts';
import { unpack } from './pack.ts';

/** A revision of a page, packed or not. */
export interface Revision {
  id: string;
  pageId: string;
  document: NodeOf<'doc'>;
  /** The document as it lies: to be sent without being written again. */
  json: string;
  /** `pageText(document)`, in the present version of that function. */
  text: string;
  authorId: string | null;
  /** It was written while readers read a published revision, and was not published itself. */
  draft: boolean;
  at: Date;
}

interface Row extends Omit<Revision, 'document' | 'json' | 'text'> {
  json: string | null;
  packed: Buffer | null;
  base: Buffer | null;
}

const READ = `
  SELECT r.id, r.page_id AS "pageId", r.document::text AS json, r.packed, b.packed AS base, r.author_id AS "authorId", r.draft, r.at
  FROM page_revision r LEFT JOIN page_revision b ON b.id = r.base_id WHERE r.id = $1 AND r.page_id = $2`;

/** The one way to revisions that are not the present one. Who may see them is decided before. */
@Injectable()
export class Revisions {
  constructor(private readonly db: Database) {}

  /** Null: this page has no such revision (any more: those that are no version are kept for a week). */
  async find(pageId: string, id: string, queries: Queries = this.db): Promise<Revision | null> {
    const row = await queries.one<Row>(READ, [id, pageId]);
    if (!row) return null;
    const { json: stored, packed, base, ...facts } = row;
    const json = packed ? unpack(packed, base && unpack(base, null)) : (stored ?? '');
    const document = JSON.parse(json) as NodeOf<'doc'>;
    return { ...facts, document, json, text: pageText(document) };
  }
}
