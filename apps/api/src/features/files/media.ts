import { fileTypeFromBuffer } from 'file-type';
import path from 'node:path';

/** Pictures that are shown in pages; each is re-encoded, so that nothing of the original's inside is served. */
const RASTER = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif', 'image/tiff', 'image/heic', 'image/bmp']);

/** Media types by extension for what has no magic bytes; none of them is ever served inline. */
const BY_EXTENSION: Record<string, string> = {
  '.csv': 'text/csv',
  '.txt': 'text/plain',
  '.md': 'text/markdown',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.html': 'text/html',
  '.xml': 'application/xml',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  '.ics': 'text/calendar',
};

export interface Media {
  type: string;
  /** It can be decoded as a picture. */
  raster: boolean;
}

/** What the bytes are; the name only decides where bytes say nothing. A name that lies does not count. */
export async function mediaOf(name: string, bytes: Uint8Array): Promise<Media> {
  const extension = path.extname(name).toLowerCase();
  const detected = await fileTypeFromBuffer(bytes);
  if (detected && RASTER.has(detected.mime)) return { type: detected.mime, raster: true };
  if (detected) return { type: detected.mime, raster: false };
  return { type: BY_EXTENSION[extension] ?? 'application/octet-stream', raster: false };
}

/** May be shown inside the browser's window: our own re-encoded pictures, and PDF in its sandbox. */
export const isInline = (mediaType: string): boolean => mediaType === 'image/webp' || mediaType === 'application/pdf';
