import path from 'node:path';
import { slugOf } from '@parvis/shared';

/** Names that Windows keeps for devices, with or without an extension. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$)$/i;
/** Names that mean something to those who read the folder: they are no pages. */
const MEANINGFUL = new Set(['readme', 'index', 'summary']);
/** In bytes of UTF-8: with its folders a name stays below what file systems take. */
const LONGEST_NAME = 150;
const LONGEST_SLUG = 48;
/** Pages that lie deeper stand in the folder of the last that may have one: paths stay short. */
const DEEPEST = 6;

/** Gives out each name once, whatever its capitals. */
export class Names {
  private readonly taken = new Set<string>();

  /** The first of the candidates that is free, then taken. */
  take(candidate: (number: number) => string): string {
    for (let number = 1; ; number++) {
      const name = candidate(number);
      const key = name.normalize('NFC').toLowerCase();
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return name;
    }
  }
}

/** The name as it can stand in any folder on any system: one part of a path, NFC, nothing invisible. */
export function safeFileName(name: string): string {
  const visible = name
    .normalize('NFC')
    .replace(/[\p{C}\u2028\u2029]/gu, '')
    .replace(/[<>:"/\\|?*]/g, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const extension = path.extname(visible).slice(0, 20);
  const stem = shortened(visible.slice(0, visible.length - path.extname(visible).length), LONGEST_NAME - Buffer.byteLength(extension));
  const safe = DEVICES.test(stem.split('.')[0] ?? '') ? `_${stem}` : stem;
  return `${safe || 'fichier'}${extension}`;
}

function shortened(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let short = text;
  while (Buffer.byteLength(short) > bytes) short = Array.from(short).slice(0, -1).join('');
  return short.trimEnd();
}

export interface NamedPage {
  id: string;
  /** Null at the top. Parents stand before their children. */
  parentId: string | null;
  title: string;
}

/** The path of each page in the export: named after its title, below its parent. */
export function pagePaths(pages: readonly NamedPage[]): Map<string, string> {
  const names = new Names();
  const paths = new Map<string, string>();
  const folders = new Map<string, string>();
  for (const { id, parentId, title } of pages) {
    const folder = parentId === null ? '' : (folders.get(parentId) ?? '');
    const slug = slugOf(title, { max: LONGEST_SLUG });
    const name = MEANINGFUL.has(slug) || DEVICES.test(slug) ? `${slug}-page` : slug;
    const stem = names.take((number) => `${folder}${name}${number === 1 ? '' : `-${number}`}`);
    paths.set(id, `${stem}.md`);
    folders.set(id, stem.split('/').length < DEEPEST ? `${stem}/` : folder);
  }
  return paths;
}

/** Where files lie: a folder that importers of Markdown know not to hold pages. */
const FILES = '.gitbook/assets';

/** The path of each file in the export. Its last part is its name; of two with the same, one lies a folder deeper. */
export function filePaths(files: readonly { id: string; name: string }[]): Map<string, string> {
  const names = new Names();
  return new Map(
    files.map(({ id, name }) => {
      const safe = safeFileName(name);
      return [id, names.take((number) => (number === 1 ? `${FILES}/${safe}` : `${FILES}/${number}/${safe}`))];
    }),
  );
}

/** The address of a path as it stands in a page that lies at another path: relative, nothing left to be escaped. */
export function hrefBetween(from: string, to: string): string {
  return path.posix.relative(path.posix.dirname(from), to).split('/').map(encodePart).join('/');
}

export const encodePart = (part: string): string =>
  encodeURIComponent(part).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
