import { Injectable } from '@nestjs/common';
import type { FileRef, UploadView, uploadRoutes } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import type { Queries } from '../../platform/database/queries.ts';
import type { Given } from '../../platform/http/route.ts';
import { Refusal, conflict, invalid, notFound } from '../../platform/http/refusal.ts';
import { Storage } from '../../platform/storage/storage.ts';
import { fileRefJson } from './file-ref.sql.ts';
import { FileRights } from './file-rights.ts';
import { FileStore, type KeptFile } from './file-store.ts';
import { FileUploaded } from './uploads.events.ts';
import { PartedFile, demandPictureSize } from './parted-file.ts';

/** Files that one person may have on their way at once. */
const MAX_UNFINISHED = 20;
/** Only the last part may be smaller: many small ones cost more than the file. */
const MIN_PART_BYTES = 64 * 1024;

interface UploadRow extends UploadView {
  contentId: string;
  parts: string[];
}

const OWN = `SELECT u.id, u.content_id AS "contentId", u.name, u.size::int, u.received::int AS "offset", u.parts, CASE WHEN f.id IS NOT NULL THEN ${fileRefJson('f')} END AS file
  FROM upload u LEFT JOIN file f ON f.id = u.file_id WHERE u.id = $1 AND u.person_id = $2`;
const OWN_LOCKED = `${OWN} FOR UPDATE OF u`;

type Announced = Given<(typeof uploadRoutes)['startUpload']>['body'];

/** Files sent in parts, so that a network that goes away costs one part and not the file. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly files: FileStore,
    private readonly rights: FileRights,
  ) {}

  /** The same id again answers how far it is. */
  async start(person: Person, pageId: string, { id = uuidv7(), name, size, mediaType }: Announced): Promise<UploadView> {
    await this.rights.demandEdit(person, pageId);
    if (mediaType.startsWith('image/') && mediaType !== 'image/svg+xml') demandPictureSize(size);
    await this.db.write(person, async (tx) => {
      await this.demandRoom(tx, person, id);
      await tx.many(`INSERT INTO upload (id, content_id, person_id, name, size) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`, [
        id,
        pageId,
        person.id,
        name,
        size,
      ]);
    });
    const row = await this.db.one<UploadRow>(OWN, [id, person.id]);
    if (!row || row.contentId !== pageId || row.size !== size) throw conflict('id-taken', 'This id belongs to something else.');
    return viewOf(row);
  }

  private async demandRoom(tx: Tx, person: Person, id: string): Promise<void> {
    // Two that are announced at once must not both take the last place.
    await tx.many(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`uploads ${person.id}`]);
    const found = await tx.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM upload WHERE person_id = $1 AND file_id IS NULL AND id <> $2`,
      [person.id, id],
    );
    if ((found?.count ?? 0) >= MAX_UNFINISHED)
      throw new Refusal(429, 'too-many-uploads', `At most ${MAX_UNFINISHED} files are on their way at once. Wait until some have arrived.`);
  }

  async read(person: Person, id: string): Promise<UploadView> {
    return viewOf(await this.own(this.db, person, id));
  }

  /** Keeps the next part. After the last one, or once more when that was interrupted, the file is taken in. */
  async continue(person: Person, id: string, offset: number, bytes: Buffer): Promise<UploadView> {
    const upload = await this.own(this.db, person, id);
    await this.rights.demandEdit(person, upload.contentId);
    if (offset !== upload.offset) throw wrongOffset(upload.offset);
    if (upload.file) return viewOf(upload);
    if (offset + bytes.length > upload.size)
      throw new Refusal(413, 'too-large', `The file was announced with ${upload.size} bytes, and this would be ${offset + bytes.length}.`);
    if (bytes.length < MIN_PART_BYTES && offset + bytes.length < upload.size)
      throw invalid('body', 'The part is too small.', {
        received: `${bytes.length} bytes`,
        expected: `at least ${MIN_PART_BYTES}, or all that is left`,
      });
    if (bytes.length > 0) await this.keepPart(upload, bytes);
    const now = await this.own(this.db, person, id);
    return now.offset === now.size && !now.file ? this.finish(person, now) : viewOf(now);
  }

  /** Of two who send the same part at once, one comes first; the other hears where to go on. */
  private async keepPart({ id, offset }: UploadRow, bytes: Buffer): Promise<void> {
    const key = `uploads/${id}/${uuidv7()}`;
    await this.storage.put(key, bytes);
    const kept = await this.db.many(
      `UPDATE upload SET received = received + $3, parts = array_append(parts, $4), touched_at = now() WHERE id = $1 AND received = $2 RETURNING id`,
      [id, offset, bytes.length, key],
    );
    if (kept.length > 0) return;
    await this.storage.delete(key);
    throw wrongOffset((await this.db.one<{ received: number }>(`SELECT received::int FROM upload WHERE id = $1`, [id]))?.received ?? 0);
  }

  private async finish(person: Person, upload: UploadRow): Promise<UploadView> {
    const kept = await this.files.keepParted(upload.name, new PartedFile(this.storage, upload.parts, upload.size));
    const file = await this.db.write(person, async (tx) => {
      const now = await tx.one<UploadRow>(OWN_LOCKED, [upload.id, person.id]);
      if (!now) throw notFound();
      if (now.file) return now.file;
      await this.files.record(tx, [kept]);
      await tx.many(`UPDATE upload SET file_id = $2, parts = '{}', touched_at = now() WHERE id = $1`, [upload.id, kept.id]);
      tx.record(FileUploaded, { fileId: kept.id, contentId: upload.contentId, personId: person.id });
      return refOf(kept);
    });
    // Somebody was quicker with the same last part: ours is not needed.
    if (file.id !== kept.id) await this.files.discard(kept);
    for (const part of upload.parts) await this.storage.delete(part);
    return viewOf({ ...upload, file });
  }

  /** An upload of somebody else is not there. */
  private async own(queries: Queries, person: Person, id: string): Promise<UploadRow> {
    const row = await queries.one<UploadRow>(OWN, [id, person.id]);
    if (!row) throw notFound();
    return row;
  }
}

const viewOf = ({ id, name, size, offset, file }: UploadRow): UploadView => ({ id, name, size, offset, file });
const refOf = ({ id, name, mediaType, size, width, height }: KeptFile): FileRef => ({ id, name, mediaType, size, width, height });
const wrongOffset = (offset: number) => conflict('wrong-offset', `The next part begins at byte ${offset}.`);
