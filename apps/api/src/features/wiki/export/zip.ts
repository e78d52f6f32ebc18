import { Readable } from 'node:stream';
import yazl from 'yazl';

/** One file of a zip; its content is opened when its turn comes. */
export interface ZipEntry {
  path: string;
  /** False for what is compressed already. */
  compress: boolean;
  open: () => Promise<Readable>;
}

/** A zip that is made while it is read: one entry at a time, nothing on the disk. An error ends the stream with it. */
export function zipOf(entries: readonly ZipEntry[]): Readable {
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as unknown as Readable;
  const mtime = new Date();
  let current: Readable | null = null;
  const fail = (error: unknown): void => void output.destroy(error instanceof Error ? error : new Error(String(error)));
  const begin = async (entry: ZipEntry, give: (error: unknown, stream: NodeJS.ReadableStream) => void): Promise<void> => {
    if (output.destroyed) return;
    try {
      current = await entry.open();
    } catch (error) {
      fail(error);
      return;
    }
    current.once('error', fail);
    give(null, current);
  };
  for (const entry of entries) {
    zip.addReadStreamLazy(entry.path, { compress: entry.compress, mtime, mode: 0o100644 }, (give) => void begin(entry, give));
  }
  zip.on('error', fail);
  // Whoever asked went away: what is open is closed.
  output.once('close', () => current?.destroy());
  zip.end();
  return output;
}

/** Text as a stream. */
export const textStream = (text: string): Readable => Readable.from([Buffer.from(text)]);
