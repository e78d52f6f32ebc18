import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Slow enough to be small, quick enough for a job: 2 ms for a page of 34,000 characters. */
const LEVEL = 12;
/** More than any document may be, so that a damaged row cannot fill the memory. */
const LARGEST = 64 * 1024 * 1024;

/** Packs a document's JSON; against another one of the same page, mostly what differs is kept (zstd with a dictionary, RFC 8878). */
export function pack(json: string, base: string | null): Buffer {
  return zstdCompressSync(json, {
    ...(base !== null && { dictionary: Buffer.from(base) }),
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 },
  });
}

/** The JSON again. @throws when the bytes are damaged, or the base is another one (the frame carries a checksum). */
export const unpack = (packed: Buffer, base: string | null): string =>
  zstdDecompressSync(packed, { ...(base !== null && { dictionary: Buffer.from(base) }), maxOutputLength: LARGEST }).toString('utf8');
