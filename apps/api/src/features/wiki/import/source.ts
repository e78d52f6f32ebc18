import { posix } from 'node:path';

/** The limits of what can be imported at once; they are counted on what really comes out of the zip. */
export const LIMITS = {
  entries: 50_000,
  totalBytes: 2 * 1024 ** 3,
  fileBytes: 200 * 1024 ** 2,
  markdownBytes: 2 * 1024 ** 2,
  depth: 32,
};

/** A folder or zip of Markdown. Paths are relative, with `/`, in NFC. */
export interface ImportSource {
  /** What it is called: pages that come again under this name are updated. */
  name: string;
  paths: string[];
  read(path: string): Promise<Buffer>;
  close(): Promise<void>;
}

/** The source cannot be imported, with a stable code. */
export class SourceRefused extends Error {
  constructor(
    readonly code: 'not-a-zip' | 'unsafe-path' | 'too-many-entries' | 'too-large' | 'encrypted' | 'empty' | 'not-found',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The path in NFC, or null for what is no content: folders, hidden folders of tools, resource forks.
 * @throws SourceRefused when it would lead outside.
 */
export function safePath(raw: string): string | null {
  const path = raw.normalize('NFC').replaceAll('\\', '/');
  const parts = path.split('/');
  if (path.includes('\0') || path.startsWith('/') || /^[a-z]:\//i.test(path) || parts.includes('..') || parts.length > LIMITS.depth) {
    throw new SourceRefused('unsafe-path', `"${printable(raw)}" is not a path inside the archive.`);
  }
  if (path.endsWith('/') || path === '') return null;
  if (parts.includes('__MACOSX') || parts.includes('.git') || parts.at(-1) === '.DS_Store') return null;
  return parts.filter((part) => part !== '.').join('/');
}

/**
 * The name under which a file goes beside those that are there. Two that differ only in how their accents are composed
 * are two files: the second one gets a number. The same name again is the same file, as it was written last.
 */
export function nameBeside(taken: ReadonlyMap<string, string>, name: string, raw: string): string {
  const { dir, name: stem, ext } = posix.parse(name);
  let free = name;
  for (let number = 2; (taken.get(free) ?? raw) !== raw; number++) free = posix.join(dir, `${stem} (${number})${ext}`);
  return free;
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e\u00a0-\uffff]/g, '?').slice(0, 120);
