import type { MultipartFile } from '@fastify/multipart';
import { Injectable } from '@nestjs/common';
import type { Me } from '@parvis/shared';
import type { FastifyReply } from 'fastify';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import type { Readable } from 'node:stream';
import { v7 as uuidv7 } from 'uuid';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { sendFileHeaders } from '../../platform/http/file-headers.ts';
import { readAtMost } from '../../platform/http/read-at-most.ts';
import { invalid, notFound } from '../../platform/http/refusal.ts';
import { FileMissing, Storage } from '../../platform/storage/storage.ts';
import { PhotoChanged } from '../people.events.ts';
import { People } from '../people.ts';
import { readMe } from './me.queries.ts';

const MAX_BYTES = 10 * 1024 * 1024;
const SIDE = 256;
/** A picture that unfolds to more is a bomb: 50 million pixels are 200 MB in memory. */
const MAX_PIXELS = 50_000_000;
const KINDS = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/avif']);

/** Where a photo lies: its own id makes each version another file. */
export const photoKey = (personId: string, photoId: string): string => `photos/${personId}/${photoId}.webp`;

/** Photos of people: cut square and encoded anew, so that nothing of the original's inside (place, maker, scripts) is kept. */
@Injectable()
export class Photos {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly people: People,
  ) {}

  async set(me: Person, file: MultipartFile): Promise<Me> {
    const photo = await encodePhoto(await readAtMost(file, MAX_BYTES, 'The photo is larger than 10 MB.'));
    const photoId = uuidv7();
    await this.storage.put(photoKey(me.id, photoId), photo);
    return this.replace(me, photoId);
  }

  remove(me: Person): Promise<Me> {
    return this.replace(me, null);
  }

  /** The photo of somebody whom the reader may know of. An address that names its version may be kept for good by the browser. */
  async read(me: Person, personId: string, version: string | undefined, reply: FastifyReply): Promise<Readable> {
    const row = await this.db.one<{ photoId: string }>(
      `SELECT p.photo_id AS "photoId" FROM person p WHERE p.id = $2 AND p.photo_id IS NOT NULL AND ${this.people.visibleTo('$1', 'p')}`,
      [me.id, personId],
    );
    if (!row) throw notFound();
    const stream = await this.storage.get(photoKey(personId, row.photoId)).catch((error: unknown) => {
      throw error instanceof FileMissing ? notFound() : error;
    });
    sendFileHeaders(reply, { mediaType: 'image/webp', name: 'photo.webp', inline: true });
    if (version === row.photoId) void reply.header('cache-control', 'private, max-age=31536000, immutable');
    return stream;
  }

  /** The file of the photo before stays until the daily clean-up: a screen may be loading it. */
  private replace(me: Person, photoId: string | null): Promise<Me> {
    return this.db.write(me, async (tx) => {
      await tx.many(`UPDATE person SET photo_id = $2 WHERE id = $1`, [me.id, photoId]);
      tx.record(PhotoChanged, { personId: me.id });
      return readMe(tx, me.id);
    });
  }
}

async function encodePhoto(bytes: Buffer): Promise<Buffer> {
  const kind = await fileTypeFromBuffer(bytes);
  if (!kind || !KINDS.has(kind.mime)) {
    throw invalid('file', 'This is not a photo that can be taken.', {
      received: kind?.mime ?? 'something else',
      expected: 'PNG, JPEG, WebP or AVIF',
    });
  }
  try {
    return await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .resize(SIDE, SIDE, { fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    throw invalid('file', 'This photo cannot be read, or has more than 50 million pixels.');
  }
}
