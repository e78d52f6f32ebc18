import { type Hash, createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import copyStreams, { type CopyStreamQuery } from 'pg-copy-streams';
import { unpackPart } from './archive-reader.ts';

interface Expected {
  name: string;
  rows: number;
  sha256: string;
}

/** Copies the streams of an archive into tables: their parts come one after the other. */
export class TableLoader {
  private readonly loaded = new Set<string>();
  private current: { name: string; copy: CopyStreamQuery; hash: Hash; done: Promise<void> } | null = null;

  /** `statements`: the COPY of each stream. */
  constructor(
    private readonly client: pg.Client,
    private readonly statements: ReadonlyMap<string, string>,
    private readonly expected: readonly Expected[],
  ) {}

  async load(stream: string, content: Readable): Promise<void> {
    const part = await unpackPart(content);
    if (this.current?.name !== stream) {
      await this.close();
      this.open(stream);
    }
    const current = this.current;
    if (!current) return;
    current.hash.update(part);
    if (!current.copy.write(part)) await Promise.race([once(current.copy, 'drain'), current.done]);
  }

  /** @throws Error when something did not come, or otherwise than it was kept. */
  async finish(): Promise<void> {
    await this.close();
    const missing = this.expected.find(({ name, rows }) => rows > 0 && !this.loaded.has(name));
    if (missing) throw new Error(`Nothing of ${missing.name} came.`);
  }

  private open(name: string): void {
    const statement = this.statements.get(name);
    if (!statement || this.loaded.has(name)) throw new Error(`${name} is not expected here.`);
    this.loaded.add(name);
    const copy = this.client.query(copyStreams.from(statement));
    const done = finished(copy);
    done.catch(() => undefined);
    this.current = { name, copy, hash: createHash('sha256'), done };
  }

  private async close(): Promise<void> {
    if (!this.current) return;
    const { name, copy, hash, done } = this.current;
    this.current = null;
    copy.end();
    await done;
    const expected = this.expected.find((each) => each.name === name);
    if (expected?.rows !== copy.rowCount || expected.sha256 !== hash.digest('hex'))
      throw new Error(`${copy.rowCount} rows of ${name} came, ${expected?.rows} were kept.`);
  }
}
