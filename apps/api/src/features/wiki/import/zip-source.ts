import path from 'node:path';
import { type Entry, type ZipFile, openPromise } from 'yauzl';
import { type ImportSource, LIMITS, SourceRefused, nameBeside, safePath } from './source.ts';

const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;
const ENCRYPTED = 0x1;

/**
 * Reads a zip that somebody sent. Sizes that it declares are not believed: bytes are counted as they inflate, against
 * what each file declares and in all together. Nothing is written to the disk.
 */
export async function openZip(file: string, givenName: string): Promise<ImportSource> {
  const zip = await openPromise(file, { autoClose: false, validateEntrySizes: false, strictFileNames: false }).catch(() => {
    throw new SourceRefused('not-a-zip', 'This is not a zip that can be read.');
  });
  try {
    const entries = await list(zip);
    const top = commonFolder([...entries.keys()]);
    const byPath = new Map([...entries].map(([name, entry]) => [name.slice(top.length), entry]));
    const budget = { left: LIMITS.totalBytes };
    return {
      name: nameOf(givenName),
      paths: [...byPath.keys()].toSorted(),
      read(inside) {
        const entry = byPath.get(inside);
        if (!entry) return Promise.reject(new SourceRefused('not-found', inside));
        return inflate(zip, entry, budget);
      },
      close: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function list(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > LIMITS.entries) throw new SourceRefused('too-many-entries', `More than ${LIMITS.entries} files.`);
  const entries = new Map<string, Entry>();
  const names = new Map<string, string>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size > LIMITS.entries) throw new SourceRefused('too-many-entries', `More than ${LIMITS.entries} files.`);
      const name = safePath(entry.fileName);
      if (name === null) continue;
      if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new SourceRefused('encrypted', 'The zip is protected by a password.');
      if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) throw new SourceRefused('unsafe-path', `"${name}" is a link.`);
      const free = nameBeside(names, name, entry.fileName);
      names.set(free, entry.fileName);
      entries.set(free, entry);
    }
  } catch (error) {
    if (error instanceof SourceRefused) throw error;
    throw new SourceRefused(
      /relative path|absolute path/.test(String(error)) ? 'unsafe-path' : 'not-a-zip',
      'The zip is damaged, or holds paths that lead outside.',
    );
  }
  return entries;
}

/** Archives of one folder hold its name before every path. */
function commonFolder(paths: string[]): string {
  const first = paths[0]?.split('/')[0];
  if (first === undefined || !paths.every((name) => name.startsWith(`${first}/`))) return '';
  return `${first}/`;
}

/** `manuel (2).zip` is `manuel` once more. */
const nameOf = (given: string): string =>
  path
    .basename(given)
    .normalize('NFC')
    .replace(/\.zip$/i, '')
    .replace(/ ?\(\d+\)$/, '')
    .slice(0, 200) || 'zip';

async function inflate(zip: ZipFile, entry: Entry, budget: { left: number }): Promise<Buffer> {
  if (entry.uncompressedSize > LIMITS.fileBytes) throw new SourceRefused('too-large', `"${entry.fileName}" is too large.`);
  const stream = await zip.openReadStreamPromise(entry).catch(() => {
    throw new SourceRefused('not-a-zip', `"${entry.fileName}" cannot be unpacked.`);
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    budget.left -= chunk.length;
    // More than was declared is a lie, and is not unfolded to its end.
    if (size > entry.uncompressedSize || budget.left < 0) {
      stream.destroy();
      throw new SourceRefused('too-large', 'The zip unfolds to more than can be imported.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
