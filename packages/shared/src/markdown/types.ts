import type { DocumentMark, DocumentNode } from '../document/types.ts';

/** A file that a page shows or leads to. */
export interface ResolvedFile {
  id: string;
  name: string;
  size: number;
  mediaType: string;
  width: number | null;
  height: number | null;
}

/** Where a link or picture leads. */
export type Resolved =
  | { kind: 'page'; pageId: string; anchor: string | null }
  | { kind: 'file'; file: ResolvedFile }
  | { kind: 'external'; href: string }
  | { kind: 'broken'; reason: string };

/** Markdown that pages include, and how it finds what it leads to from where it lies. */
export interface Snippet {
  path: string;
  markdown: string;
  resolver: Resolver;
}

/** The importer knows the other pages and files; a conversion asks it. */
export interface Resolver {
  link(href: string): Resolved;
  image(src: string): Resolved;
  /** A snippet, or null when there is none. */
  include(path: string): Snippet | null;
  /** Whether somebody is known, who is mentioned; asked of nobody, everybody is. */
  person?(personId: string): boolean;
}

/** What happened to one construct of the source. */
export interface ConversionNote {
  /** From 1, in the file. */
  line: number;
  /** E.g. `hint`, `tabs`, `link`, `image`, `html`. */
  what: string;
  outcome: 'converted' | 'kept' | 'broken';
  detail: string | null;
}

export interface Conversion {
  document: DocumentNode;
  /** From the front matter, else the first heading of level 1. */
  title: string | null;
  description: string | null;
  notes: ConversionNote[];
}

/** What the parts of a conversion share. */
export interface Context {
  source: string;
  /** Lines that stand before the source in its file. */
  lineOffset: number;
  resolver: Resolver;
  notes: ConversionNote[];
  tags: GitBookTag[];
  definitions: Map<string, { url: string; title: string | null }>;
  footnotes: Map<string, number>;
}

/** A `{% name key="value" %}` of the source. */
export interface GitBookTag {
  name: string;
  attributes: Record<string, string>;
  source: string;
  line: number;
}

export type Marks = readonly DocumentMark[];

export function note(
  context: Context,
  line: number | undefined,
  what: string,
  outcome: ConversionNote['outcome'],
  detail: string | null = null,
): void {
  context.notes.push({ line: (line ?? 1) + context.lineOffset, what, outcome, detail });
}
