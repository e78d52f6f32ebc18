import { Injectable } from '@nestjs/common';
import { type Hash, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';
import type { FileRef } from '@parvis/shared';
import type { Tx } from '../../platform/database/database.ts';
import { Storage } from '../../platform/storage/storage.ts';
import { readsUse } from './file-use.sql.ts';
import { type EncodedImage, encodeImage } from './images.ts';
import { mediaOf } from './media.ts';
import { type PartedFile, demandPictureSize } from './parted-file.ts';

/** A file whose bytes lie in the store; it becomes visible with the content that uses it. */
export interface KeptFile extends FileRef {
  sha256: Buffer;
  storageKey: string;
}

/** The SHA-256 of a file as it came, to know it again. */
export const fingerprint = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();

/**
 * SQL condition: the actor (a parameter such as `$1`; null: the product itself) may make this row of `file` part of what
 * she writes into `content`: she stored it, sees content that uses it, it was sent to this very content, or it was stored
 * today for no content in particular and nothing uses it yet (what several people write together is stored in the name of one).
 */
const mayBringIn = (actor: string, file: string, content: string): string => `(
  ${actor}::uuid IS NULL OR ${file}.created_by = ${actor}
  OR EXISTS (SELECT FROM upload s WHERE s.file_id = ${file}.id AND s.content_id = ${content})
  OR (${file}.sent_to IS NULL AND ${file}.created_at > now() - interval '1 day' AND NOT EXISTS (SELECT FROM file_use u WHERE u.file_id = ${file}.id))
  OR EXISTS (SELECT FROM file_use u JOIN content c ON c.id = u.content_id WHERE u.file_id = ${file}.id AND ${readsUse(actor, 'u', 'c')}))`;

/** Puts files into the store. */
@Injectable()
export class FileStore {
  constructor(private readonly storage: Storage) {}

  /** Stores the bytes; pictures are re-encoded. The row is written by `record`, in the transaction that uses it. */
  async keep(name: string, bytes: Buffer): Promise<KeptFile> {
    const media = await mediaOf(name, bytes);
    const image = media.raster ? await encodeImage(bytes) : null;
    if (image) return this.keepEncoded(name, bytes, image);
    const { id, storageKey } = newPlace();
    await this.storage.put(`${storageKey}/full`, bytes);
    // A picture that cannot be decoded is kept as it came, to be downloaded, and never shown.
    const mediaType = media.raster ? 'application/octet-stream' : media.type;
    return { id, name, sha256: fingerprint(bytes), storageKey, mediaType, size: bytes.length, width: null, height: null };
  }

  /** As `keep`, where nothing but a picture will do. Null: these bytes are none that can be shown. */
  async keepPicture(name: string, bytes: Buffer): Promise<KeptFile | null> {
    const image = (await mediaOf(name, bytes)).raster ? await encodeImage(bytes) : null;
    return image && this.keepEncoded(name, bytes, image);
  }

  private async keepEncoded(name: string, bytes: Buffer, { variants, width, height }: EncodedImage): Promise<KeptFile> {
    const { id, storageKey } = newPlace();
    for (const variant of variants) await this.storage.put(`${storageKey}/${variant.name}`, variant.bytes);
    const size = variants[0]?.bytes.length ?? 0;
    return { id, name, sha256: fingerprint(bytes), storageKey, mediaType: 'image/webp', size, width, height };
  }

  /** Stores a file that came in parts: a picture like any other, whatever else without holding it in memory. */
  async keepParted(name: string, file: PartedFile): Promise<KeptFile> {
    const media = await mediaOf(name, await file.head());
    if (media.raster) {
      demandPictureSize(file.size);
      return this.keep(name, await file.whole());
    }
    const { id, storageKey } = newPlace();
    const hash = createHash('sha256');
    await this.storage.put(`${storageKey}/full`, Readable.from(hashed(file.stream(), hash)));
    return { id, name, sha256: hash.digest(), storageKey, mediaType: media.type, size: file.size, width: null, height: null };
  }

  /** Removes the bytes of a kept file that is not needed, before its row was written. */
  async discard({ storageKey }: KeptFile): Promise<void> {
    for await (const key of this.storage.list(`${storageKey}/`)) await this.storage.delete(key);
  }

  /** The bytes of a file as it is served, a picture whole. @throws FileMissing */
  open(storageKey: string): Promise<Readable> {
    return this.storage.get(`${storageKey}/full`);
  }

  /** Writes the rows of kept files. `sentTo`: the content that they are for something about; whoever sent them sees them meanwhile. */
  async record(tx: Tx, files: KeptFile[], sentTo: string | null = null): Promise<void> {
    for (const file of files) {
      await tx.many(
        `INSERT INTO file (id, name, media_type, size, width, height, sha256, storage_key, created_by, sent_to) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [file.id, file.name, file.mediaType, file.size, file.width, file.height, file.sha256, file.storageKey, tx.actor.id, sentTo],
      );
    }
  }

  /**
   * Says which files a piece of content uses now; whoever sees the content may read them. So nobody brings a file in by
   * its id alone: ids that the actor may not use are passed over, like those of files that are not there. Files that
   * it used before stay with its older versions. One that is being removed as unused is waited for, and then not there.
   */
  async use(tx: Tx, contentId: string, fileIds: readonly string[]): Promise<void> {
    await Promise.all([
      tx.many(`UPDATE file_use SET place = 'past' WHERE content_id = $1 AND place = 'current' AND file_id <> ALL($2::uuid[])`, [
        contentId,
        fileIds,
      ]),
      fileIds.length > 0 &&
        tx.many(
          `INSERT INTO file_use (content_id, file_id) SELECT $1, f.id FROM file f WHERE f.id = ANY($2::uuid[]) AND ${mayBringIn('$3', 'f', '$1')} FOR KEY SHARE OF f
           ON CONFLICT (content_id, file_id) DO UPDATE SET place = 'current' WHERE file_use.place <> 'current'`,
          [contentId, fileIds, tx.actor.id],
        ),
    ]);
  }

  /** As `use`, of content that has no older versions: files that it shows no more are no longer its own. */
  async useOnly(tx: Tx, contentId: string, fileIds: readonly string[]): Promise<void> {
    await this.use(tx, contentId, fileIds);
    await tx.many(`DELETE FROM file_use WHERE content_id = $1 AND place = 'past'`, [contentId]);
  }

  /** Copies of content use what their originals use now. */
  async copyUses(tx: Tx, copies: readonly { id: string; originalId: string }[]): Promise<void> {
    await tx.many(
      `INSERT INTO file_use (content_id, file_id)
       SELECT n.id, u.file_id FROM unnest($1::uuid[], $2::uuid[]) AS n(id, original_id) JOIN file_use u ON u.content_id = n.original_id AND u.place = 'current'`,
      [copies.map(({ id }) => id), copies.map(({ originalId }) => originalId)],
    );
  }

  /** As `use`, of a draft: only those who write may read what readers do not see yet. */
  async useInDraft(tx: Tx, contentId: string, fileIds: readonly string[]): Promise<void> {
    await tx.many(
      `INSERT INTO file_use (content_id, file_id, place) SELECT $1, f.id, 'draft' FROM file f WHERE f.id = ANY($2::uuid[]) AND ${mayBringIn('$3', 'f', '$1')} FOR KEY SHARE OF f
       ON CONFLICT DO NOTHING`,
      [contentId, fileIds, tx.actor.id],
    );
  }
}

/** Where a new file lies. */
function newPlace(): { id: string; storageKey: string } {
  const id = uuidv7();
  return { id, storageKey: `files/${id.slice(-2)}/${id}` };
}

async function* hashed(bytes: Readable, hash: Hash): AsyncIterable<Buffer> {
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
}
