import type { Readable } from 'node:stream';

/** A file's address in the store: made by the server, e.g. `files/0199….webp`. Lower-case letters, digits, `-`, `.`, `/`. */
export type StorageKey = string;

/** Where files lie. One contract test runs against every adapter. */
export abstract class Storage {
  /** Stores all of the stream, or nothing; durable when it resolves. Returns the size in bytes. */
  abstract put(key: StorageKey, content: Readable | Buffer): Promise<number>;
  /** The content. @throws FileMissing when nothing lies there. */
  abstract get(key: StorageKey): Promise<Readable>;
  /** The size in bytes, or null when nothing lies there. */
  abstract size(key: StorageKey): Promise<number | null>;
  /** Removes it; nothing happens when it is not there. */
  abstract delete(key: StorageKey): Promise<void>;
  /** Keys that begin with `prefix`. */
  abstract list(prefix: string): AsyncIterable<StorageKey>;
}

export class FileMissing extends Error {
  constructor(key: StorageKey) {
    super(`No file lies at ${key}`);
  }
}

const KEY = /^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/;

/** @throws Error when the key is not one that the server makes (no `..`, no absolute path, no surprise). */
export function assertKey(key: StorageKey): void {
  if (!KEY.test(key) || key.includes('..') || key.length > 200) throw new Error('Not a storage key');
}
