import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { DiskStorage } from './disk-storage.ts';
import { FileMissing, type Storage } from './storage.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-storage-'));

/** Every adapter of the port passes the same contract. */
const ADAPTERS: [name: string, make: () => Storage][] = [['disk', () => new DiskStorage(folder)]];

afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(ADAPTERS)('the %s store', (_, make) => {
  let storage: Storage;
  beforeAll(() => {
    storage = make();
  });

  it('gives back what was put, and tells its size', async () => {
    const content = Buffer.from('Réception des appareils d’appui');
    expect(await storage.put('files/a/one', content)).toBe(content.length);
    expect(await buffer(await storage.get('files/a/one'))).toEqual(content);
    expect(await storage.size('files/a/one')).toBe(content.length);
  });

  it('takes streams and replaces what was there', async () => {
    await storage.put('files/a/two', Readable.from([Buffer.from('before')]));
    await storage.put('files/a/two', Readable.from([Buffer.from('af'), Buffer.from('ter')]));
    expect((await buffer(await storage.get('files/a/two'))).toString()).toBe('after');
  });

  it('keeps the old file whole when the new one breaks off', async () => {
    await storage.put('files/a/three', Buffer.from('whole'));
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('ha');
        throw new Error('the line was cut');
      })(),
    );
    await expect(storage.put('files/a/three', broken)).rejects.toThrow('the line was cut');
    expect((await buffer(await storage.get('files/a/three'))).toString()).toBe('whole');
    expect(await keys(storage, 'files/a/')).toEqual(['files/a/one', 'files/a/three', 'files/a/two']);
  });

  it('says that a file is missing', async () => {
    await expect(storage.get('files/a/none')).rejects.toBeInstanceOf(FileMissing);
    expect(await storage.size('files/a/none')).toBeNull();
  });

  it('deletes, twice without complaint', async () => {
    await storage.put('files/b/gone', Buffer.from('x'));
    await storage.delete('files/b/gone');
    await storage.delete('files/b/gone');
    expect(await storage.size('files/b/gone')).toBeNull();
  });

  it('lists by prefix only', async () => {
    await storage.put('imports/one.zip', Buffer.from('x'));
    expect(await keys(storage, 'imports/')).toEqual(['imports/one.zip']);
    expect(await keys(storage, 'nothing/')).toEqual([]);
  });

  it.each(['../secret', '/etc/passwd', 'a/../../b', 'a//b', 'a/.hidden', 'A/b', 'a/b\0', '', 'a/b/..'])(
    'refuses the key %j',
    async (key) => {
      await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow('Not a storage key');
      await expect(storage.get(key)).rejects.toThrow('Not a storage key');
    },
  );
});

it('leaves no temporary file of the disk store behind', async () => {
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
});

async function keys(storage: Storage, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const key of storage.list(prefix)) found.push(key);
  return found.toSorted();
}
