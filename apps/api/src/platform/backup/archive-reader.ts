import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { BadArchive, FORMAT, HEADER, Header, Manifest, SEAL_BYTES, readEntryName, sealOf } from './archive.ts';

const decompress = promisify(zstdDecompress);
/** Far above what a part may hold: a bomb ends here. */
const MAX_PART_BYTES = 2 ** 31 - 1;

export type Entry = { kind: 'file'; key: string; size: number; content: Readable } | { kind: 'part'; stream: string; content: Readable };

/**
 * Reads all of an archive and proves it whole, before anything is done with it.
 * @throws BadArchive when it is none, was made by a newer product, was cut or changed.
 */
export async function inspectArchive(file: string): Promise<{ header: Header; manifest: Manifest; sha256: string }> {
  // What it is comes before whether it is whole: another version may be sealed in another way.
  const header = await readHeader(file);
  if (header.format !== FORMAT)
    throw new BadArchive(
      `The archive has format ${header.format}, made by Parvis ${header.version}; this version reads format ${FORMAT}. Use that version.`,
    );
  const sha256 = await checkSeal(file);
  let manifest: Manifest | null = null;
  for await (const entry of rawEntries(file)) {
    if (readEntryName(entry.header.name).kind !== 'manifest') drain(entry);
    else manifest = Manifest.parse(await json(entry as unknown as Readable));
  }
  if (!manifest) throw new BadArchive('The archive has no manifest.');
  return { header, manifest, sha256 };
}

/** Files and parts, in order. Each must be read, or `resume`d, before the next one comes. */
export async function* archiveEntries(file: string): AsyncIterable<Entry> {
  for await (const entry of rawEntries(file)) {
    const name = readEntryName(entry.header.name);
    const content = entry as unknown as Readable;
    if (name.kind === 'file') yield { ...name, size: entry.header.size ?? 0, content };
    else if (name.kind === 'part') yield { ...name, content };
    else drain(entry);
  }
}

/** What a part holds. */
export async function unpackPart(content: Readable): Promise<Buffer> {
  const packed: Buffer[] = [];
  for await (const chunk of content) packed.push(chunk as Buffer);
  return decompress(Buffer.concat(packed), { maxOutputLength: MAX_PART_BYTES });
}

async function readHeader(file: string): Promise<Header> {
  try {
    for await (const entry of rawEntries(file)) {
      if (entry.header.name !== HEADER) break;
      return Header.parse(await json(entry as unknown as Readable));
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') throw new BadArchive(`There is no file ${file}.`);
  }
  throw new BadArchive(`${file} is no backup of Parvis, or its beginning is damaged.`);
}

async function checkSeal(file: string): Promise<string> {
  const { size } = await stat(file);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { end: Math.max(size - SEAL_BYTES - 1, 0), highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer);
  const handle = await open(file);
  const { buffer } = await handle
    .read({ buffer: Buffer.alloc(SEAL_BYTES), position: Math.max(size - SEAL_BYTES, 0) })
    .finally(() => handle.close());
  const seal = buffer.toString('latin1');
  if (!seal.startsWith(sealOf('').trimEnd())) throw new BadArchive('The archive is not whole: its end is missing.');
  const sha256 = hash.digest('hex');
  if (seal !== sealOf(sha256)) throw new BadArchive('The archive was changed since it was made: its SHA-256 differs.');
  return sha256;
}

async function* rawEntries(file: string) {
  const { size } = await stat(file);
  const tar = extract();
  const source = createReadStream(file, { end: Math.max(size - SEAL_BYTES - 1, 0), highWaterMark: 1 << 18 });
  source.on('error', (error) => tar.destroy(error));
  source.pipe(tar as unknown as NodeJS.WritableStream);
  try {
    yield* tar;
  } finally {
    source.destroy();
    tar.destroy();
  }
}

const drain = (entry: unknown): void => void (entry as Readable).resume();
