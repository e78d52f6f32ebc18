import { Injectable } from '@nestjs/common';
import type { Readable } from 'node:stream';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { notFound } from '../../platform/http/refusal.ts';
import { FileMissing, Storage } from '../../platform/storage/storage.ts';
import { readsSent, readsUpload, readsUse } from './file-use.sql.ts';
import { isInline } from './media.ts';

interface FileRow {
  name: string;
  mediaType: string;
  width: number | null;
  storageKey: string;
}
export interface Delivery {
  stream: Readable;
  mediaType: string;
  name: string;
  inline: boolean;
}

const READABLE = `
  SELECT f.name, f.media_type AS "mediaType", f.width, f.storage_key AS "storageKey" FROM file f
  WHERE f.id = $2 AND (
    EXISTS (SELECT FROM file_use u JOIN content c ON c.id = u.content_id WHERE u.file_id = f.id AND ${readsUse('$1', 'u', 'c')})
    OR ${readsSent('$1', 'f')}
    OR EXISTS (SELECT FROM upload s JOIN content c ON c.id = s.content_id WHERE s.file_id = f.id AND ${readsUpload('$1', 'c')}))`;

@Injectable()
export class FilesService {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
  ) {}

  /** A file for somebody who sees content that uses it; a picture at the width asked for, or whole where it is narrower. */
  async read(person: Person, id: string, options: { size?: string | undefined; download?: boolean | undefined }): Promise<Delivery> {
    const file = await this.db.hot.one<FileRow>(READABLE, [person.id, id]);
    if (!file) throw notFound();
    const narrower = options.size !== undefined && file.width !== null && Number(options.size) < file.width;
    const stream = await this.open(file.storageKey, narrower ? String(options.size) : 'full');
    return { stream, mediaType: file.mediaType, name: file.name, inline: !options.download && isInline(file.mediaType) };
  }

  private async open(storageKey: string, variant: string): Promise<Readable> {
    try {
      return await this.storage.get(`${storageKey}/${variant}`);
    } catch (error) {
      if (!(error instanceof FileMissing)) throw error;
      // A moving picture has no narrower variants.
      if (variant !== 'full') return this.open(storageKey, 'full');
      throw notFound();
    }
  }
}
