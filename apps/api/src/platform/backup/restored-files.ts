import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Storage, StorageKey } from '../storage/storage.ts';
import type { Manifest } from './archive.ts';
import { archiveEntries } from './archive-reader.ts';

/** Files on their way from an archive into a store. */
export class RestoredFiles {
  private count = 0;
  private bytes = 0;
  /** Where something lay before: when only the database was lost. */
  private readonly there = new Set<StorageKey>();

  constructor(
    private readonly storage: Storage,
    private readonly archive: string,
  ) {}

  /** @throws Error when what can be read afterwards is not what came. */
  async put(key: StorageKey, size: number, content: Readable): Promise<void> {
    if ((await this.storage.size(key)) !== null) this.there.add(key);
    this.count += 1;
    this.bytes += size;
    const given = createHash('sha256');
    const noted = new Transform({
      transform(chunk: Buffer, _, done) {
        given.update(chunk);
        done(null, chunk);
      },
    });
    const fed = pipeline(content, noted);
    fed.catch(() => undefined);
    await this.storage.put(key, noted);
    const kept = createHash('sha256');
    for await (const chunk of await this.storage.get(key)) kept.update(chunk as Buffer);
    if (kept.digest('hex') !== given.digest('hex')) throw new Error(`The file ${key} cannot be read as it was written.`);
  }

  /** @throws Error when others came than were kept. */
  compare({ count, bytes }: Manifest['files']): void {
    if (this.count !== count || this.bytes !== bytes)
      throw new Error(`${this.count} files of ${this.bytes} bytes were restored, ${count} of ${bytes} bytes were kept.`);
  }

  /** Removes what was put, and nothing that lay there before. */
  async takeBack(): Promise<void> {
    if (this.count === 0) return;
    for await (const entry of archiveEntries(this.archive)) {
      entry.content.resume();
      if (entry.kind !== 'file') continue;
      if (!this.there.has(entry.key)) await this.storage.delete(entry.key);
      this.count -= 1;
      if (this.count === 0) return;
    }
  }
}
