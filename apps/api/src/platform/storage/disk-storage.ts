import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileMissing, Storage, type StorageKey, assertKey } from './storage.ts';

const isMissing = (error: unknown) => (error as { code?: string }).code === 'ENOENT';

/** Files in a folder: written to a temporary name, fsynced, renamed; so a file is whole or not there. */
export class DiskStorage extends Storage {
  constructor(private readonly root: string) {
    super();
  }

  async put(key: StorageKey, content: Readable | Buffer): Promise<number> {
    const target = this.locate(key);
    const temporary = `${target}.${randomUUID()}.part`;
    await mkdir(path.dirname(target), { recursive: true });
    try {
      await pipeline(
        Buffer.isBuffer(content) ? Readable.from([content]) : content,
        createWriteStream(temporary, { flush: true, flags: 'wx' }),
      );
      await rename(temporary, target);
      await syncFolder(path.dirname(target));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return (await stat(target)).size;
  }

  async get(key: StorageKey): Promise<Readable> {
    const file = await open(this.locate(key)).catch((error: unknown) => {
      throw isMissing(error) ? new FileMissing(key) : error;
    });
    return file.createReadStream();
  }

  async size(key: StorageKey): Promise<number | null> {
    const found = await stat(this.locate(key)).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    return found?.size ?? null;
  }

  async delete(key: StorageKey): Promise<void> {
    await rm(this.locate(key), { force: true });
  }

  async *list(prefix: string): AsyncIterable<StorageKey> {
    const folder = path.join(this.root, prefix.slice(0, prefix.lastIndexOf('/') + 1));
    const entries = await opendir(folder, { recursive: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for await (const entry of entries) {
      const key = path.relative(this.root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/');
      if (entry.isFile() && key.startsWith(prefix) && !key.endsWith('.part')) yield key;
    }
  }

  private locate(key: StorageKey): string {
    assertKey(key);
    return path.join(this.root, ...key.split('/'));
  }
}

/** The new name itself must survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
