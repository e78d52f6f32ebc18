import type { ResolvedFile } from '../types.ts';

/** Where something is found in what is written; or the words that stand for what does not go along. */
export type Address = { href: string } | { words: string };

/**
 * Where the pages, files and people of a document are to be found in what is being written. Only what has an address
 * becomes a link; all else is written as words.
 */
export interface Addresses {
  page(pageId: string, anchor: string | null): Address;
  /** With how a reader will find the file there. */
  file(fileId: string): { href: string; file: Omit<ResolvedFile, 'id'> } | { words: string };
  /** The name to write for somebody. */
  person(personId: string): string;
}

/** The addresses of a document in which everything has one. */
export interface Hrefs {
  page(pageId: string, anchor: string | null): string;
  file(fileId: string): string;
  person(personId: string): { href: string; name: string };
}
