import { MAX_PICTURE_BYTES } from '@parvis/shared';
import { Readable } from 'node:stream';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Storage, StorageKey } from '../../platform/storage/storage.ts';

/** A file that lies in the store in several parts, one after the other. */
export class PartedFile {
  constructor(
    private readonly storage: Storage,
    private readonly parts: readonly StorageKey[],
    /** In bytes. */
    readonly size: number,
  ) {}

  /** The first part: enough to see what kind of file it is. */
  async head(): Promise<Buffer> {
    const [first] = this.parts;
    return first === undefined ? Buffer.alloc(0) : collect(await this.storage.get(first));
  }

  /** All of it, in memory: demand its size before. */
  whole(): Promise<Buffer> {
    return collect(this.stream());
  }

  /** All of it, part by part. */
  stream(): Readable {
    return Readable.from(this.bytes());
  }

  private async *bytes(): AsyncIterable<Buffer> {
    for (const part of this.parts) yield* (await this.storage.get(part)) as AsyncIterable<Buffer>;
  }
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @throws Refusal 413 for pictures (`size` in bytes) that are too large to be decoded in memory. */
export function demandPictureSize(size: number): void {
  if (size > MAX_PICTURE_BYTES)
    throw new Refusal(413, 'picture-too-large', 'A picture may be 50 MB large. Make it smaller, or send it in a zip.');
}
