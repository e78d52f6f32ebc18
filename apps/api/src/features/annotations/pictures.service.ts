import { Injectable } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import { type FileRef, MAX_ANNOTATION_PICTURE_BYTES } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { readAtMost } from '../../platform/http/read-at-most.ts';
import { Refusal, forbidden, invalid } from '../../platform/http/refusal.ts';
import { FileStore } from '../files/public.ts';
import { mayAnnotate } from './annotation.policy.ts';
import { Threads } from './threads.ts';

/** Pictures of one person that no annotation shows yet. */
const MAX_WAITING = 50;

/** Pictures in annotations, sent by whoever may annotate: no right to edit the page is asked for. */
@Injectable()
export class PicturesService {
  constructor(
    private readonly db: Database,
    private readonly threads: Threads,
    private readonly files: FileStore,
  ) {}

  /** @throws Refusal 400 for what is no picture, 413 for one that is too large, 429 when too many wait. */
  async add(person: Person, pageId: string, sent: MultipartFile): Promise<FileRef> {
    if (!mayAnnotate(await this.threads.reader(person, pageId))) throw forbidden('You may read this page, not annotate it.');
    await this.demandRoom(person);
    const bytes = await readAtMost(sent, MAX_ANNOTATION_PICTURE_BYTES, 'A picture in an annotation is at most 10 MB large.');
    if (bytes.length === 0) throw invalid('file', 'The file is empty.', { received: '0 bytes' });
    const name = sent.filename.normalize('NFC').replace(/\p{C}/gu, '').slice(0, 200) || 'image';
    const kept = await this.files.keepPicture(name, bytes);
    if (!kept) throw invalid('file', 'This is no picture that can be shown.', { received: name, expected: 'PNG, JPEG, WebP, GIF or AVIF' });
    await this.db.write(person, (tx) => this.files.record(tx, [kept], pageId));
    const { id, mediaType, size, width, height } = kept;
    return { id, name, mediaType, size, width, height };
  }

  private async demandRoom({ id }: Person): Promise<void> {
    const found = await this.db.one<{ count: number }>(
      `SELECT count(*)::int AS count FROM file f WHERE f.created_by = $1 AND f.sent_to IS NOT NULL AND f.created_at > now() - interval '1 day'
         AND NOT EXISTS (SELECT FROM file_use u WHERE u.file_id = f.id)`,
      [id],
    );
    if ((found?.count ?? 0) >= MAX_WAITING)
      throw new Refusal(429, 'too-many-pictures', `${MAX_WAITING} pictures wait for an annotation. Write the annotations first.`);
  }
}
