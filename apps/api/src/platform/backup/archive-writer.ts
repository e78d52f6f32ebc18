import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { type Header, HEADER, type Manifest, MANIFEST, fileEntry, partEntry, sealOf } from './archive.ts';

const compress = promisify(zstdCompress);
/** A stream is cut into parts of about this many bytes; one or two are in memory at a time. */
const PART_BYTES = 4 * 1024 * 1024;
/** Passwords' hashes and all that people wrote: for its owner alone. */
const OWNER_ONLY = 0o600;

/** Writes an archive in one go: into a temporary file beside, which takes its name once it is whole and on the disk. */
export class ArchiveWriter {
  private readonly tar: Pack = pack();
  private readonly hash: Hash = createHash('sha256');
  private readonly temporary: string;
  private readonly written: Promise<void>;
  private readonly at: Date;

  constructor(
    private readonly target: string,
    header: Header,
  ) {
    this.temporary = `${target}.${process.pid}.part`;
    this.at = new Date(header.madeAt);
    this.written = pipeline(
      // A stream of another library with the same shape.
      this.tar as unknown as Readable,
      hashedBy(this.hash),
      createWriteStream(this.temporary, { mode: OWNER_ONLY, flags: 'w', flush: true }),
    );
    this.written.catch(() => undefined);
  }

  header(header: Header): Promise<void> {
    return this.small(HEADER, header);
  }

  manifest(manifest: Manifest): Promise<void> {
    return this.small(MANIFEST, manifest);
  }

  /** @throws when it is not exactly as long as it was said to be. */
  async file(key: string, size: number, content: Readable): Promise<void> {
    await this.entry(fileEntry(key), size, content);
  }

  /** Cuts a stream into compressed parts. */
  async stream(name: string, content: AsyncIterable<Buffer>): Promise<{ bytes: number; sha256: string }> {
    const hash = createHash('sha256');
    let bytes = 0;
    let part = 0;
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    const send = async () => {
      const packed = await compress(Buffer.concat(waiting));
      [waiting, waitingBytes] = [[], 0];
      await this.entry(partEntry(name, ++part), packed.length, Readable.from([packed]));
    };
    for await (const chunk of content) {
      hash.update(chunk);
      bytes += chunk.length;
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= PART_BYTES) await send();
    }
    if (waitingBytes > 0) await send();
    return { bytes, sha256: hash.digest('hex') };
  }

  /** Seals the archive and gives it its name. Returns the SHA-256 of what the seal covers. */
  async finish(): Promise<string> {
    this.tar.finalize();
    await this.written;
    const sha256 = this.hash.digest('hex');
    const file = await open(this.temporary, 'a');
    try {
      await file.write(sealOf(sha256));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(this.temporary, this.target);
    const folder = await open(path.dirname(this.target));
    await folder.sync().finally(() => folder.close());
    return sha256;
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.tar.destroy();
    await this.written.catch(() => undefined);
    await rm(this.temporary, { force: true });
  }

  private small(name: string, content: unknown): Promise<void> {
    const text = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
    return this.entry(name, text.length, Readable.from([text]));
  }

  private async entry(name: string, size: number, content: Readable): Promise<void> {
    try {
      const entry = this.tar.entry({ name, size, mode: OWNER_ONLY, mtime: this.at });
      // A disk that is full ends the archive, which its entries would not hear of.
      await Promise.race([pipeline(content, entry as unknown as NodeJS.WritableStream), this.written]);
    } catch (error) {
      content.destroy();
      // The archive knows the cause, an entry often only that it was ended.
      this.tar.destroy(error as Error);
      await this.written;
      throw error;
    }
  }
}

function hashedBy(hash: Hash): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}
