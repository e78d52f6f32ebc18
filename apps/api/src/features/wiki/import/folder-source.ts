import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type ImportSource, LIMITS, SourceRefused, nameBeside, safePath } from './source.ts';

/** Reads a folder. Links to elsewhere are not followed. */
export async function openFolder(folder: string): Promise<ImportSource> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    const inside = safePath(path.relative(folder, full).split(path.sep).join('/'));
    if (inside !== null) files.set(nameBeside(files, inside, full), full);
  }
  if (files.size > LIMITS.entries) throw new SourceRefused('too-many-entries', `More than ${LIMITS.entries} files.`);
  return {
    name: path.basename(path.resolve(folder)).normalize('NFC'),
    paths: [...files.keys()].toSorted(),
    async read(inside) {
      const full = files.get(inside);
      if (!full) throw new SourceRefused('not-found', inside);
      if ((await stat(full)).size > LIMITS.fileBytes) throw new SourceRefused('too-large', `"${inside}" is too large.`);
      return readFile(full);
    },
    close: async () => undefined,
  };
}
