import path from 'node:path';
import type { Resolved, ResolvedFile, Resolver } from '@parvis/shared/markdown';
import { decodeString } from 'micromark-util-decode-string';
import { pageAt } from './plan.ts';
import { decoded } from './summary.ts';

/** What all pages of one import share to find each other. */
export interface Neighbourhood {
  pageIds: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, ResolvedFile>;
  /** All paths of the source, for what is neither. */
  paths: ReadonlySet<string>;
  /** The Markdown of what pages include, by path. */
  snippets: ReadonlyMap<string, string>;
  redirects: ReadonlyMap<string, string>;
  /** Those of the people mentioned whom this installation knows. */
  people: ReadonlySet<string>;
}

/** Resolves what one page leads to: relative to its place, in either accent composition, with or without `.md`. */
export function resolverFor(key: string, neighbourhood: Neighbourhood): Resolver {
  const known = new Set(neighbourhood.pageIds.keys());
  const inside = (target: string): string => {
    const from = target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(key), target);
    return path.posix
      .normalize(from)
      .replace(/^(\.\.\/)+/, '')
      .replace(/^\.$/, '');
  };
  const locate = (href: string): Resolved => {
    if (isExternal(href)) return { kind: 'external', href };
    const [target, anchor] = split(href);
    if (target === '') return anchor === null ? { kind: 'broken', reason: 'empty' } : { kind: 'external', href };
    for (const spelled of [decoded(target), target.normalize('NFC')]) {
      const at = inside(spelled);
      const page = pageAt(at, known) ?? neighbourhood.redirects.get(at.replace(/\/+$/, ''));
      const pageId = page === undefined || page === null ? undefined : neighbourhood.pageIds.get(page);
      if (pageId) return { kind: 'page', pageId, anchor };
      const file = neighbourhood.files.get(at);
      if (file) return { kind: 'file', file };
    }
    return { kind: 'broken', reason: neighbourhood.paths.has(inside(decoded(target))) ? 'not imported' : 'not there' };
  };
  const resolver: Resolver = {
    link: locate,
    image: locate,
    person: (personId) => neighbourhood.people.has(personId),
    include: (target) => {
      for (const at of [inside(decoded(target)), decoded(target).replace(/^\/+/, '')]) {
        const markdown = neighbourhood.snippets.get(at);
        if (markdown !== undefined) return { path: at, markdown, resolver: eitherOf(resolverFor(at, neighbourhood), resolver) };
      }
      return null;
    },
  };
  return resolver;
}

/** What a snippet leads to lies beside the snippet, or, as some tools write it, beside the page that includes it. */
function eitherOf(first: Resolver, second: Resolver): Resolver {
  const locate = (by: 'link' | 'image') => (href: string) => {
    const found = first[by](href);
    const other = found.kind === 'broken' ? second[by](href) : found;
    return other.kind === 'broken' ? found : other;
  };
  const include = (path: string) => {
    const snippet = first.include(path);
    return snippet ? { ...snippet, resolver: eitherOf(snippet.resolver, second) } : second.include(path);
  };
  return { ...first, link: locate('link'), image: locate('image'), include };
}

const isExternal = (href: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//');

function split(href: string): [target: string, anchor: string | null] {
  const at = href.indexOf('#');
  const target = (at < 0 ? href : href.slice(0, at)).replace(/\?[^]*$/, '');
  return [target, at < 0 ? null : decoded(href.slice(at + 1)).slice(0, 300) || null];
}

/** What a page mentions, by path. */
interface Mentioned {
  files: Set<string>;
  snippets: Set<string>;
}

/** The paths that a page's Markdown, or what it includes, could mean as files or snippets, so that only what is used is stored. */
export function mentions(
  markdown: string,
  key: string,
  paths: ReadonlySet<string>,
  snippets: ReadonlyMap<string, string> = new Map(),
): Mentioned {
  const found: Mentioned = { files: new Set(), snippets: new Set() };
  const resolver = resolverFor(key, {
    pageIds: new Map(),
    files: new Map([...paths].map((name) => [name, { id: name, name, size: 0, mediaType: '', width: null, height: null }])),
    paths,
    snippets,
    redirects: new Map(),
    people: new Set(),
  });
  collect(markdown, resolver, found);
  return found;
}

function collect(markdown: string, resolver: Resolver, found: Mentioned): void {
  const targets = [
    ...markdown.matchAll(/\]\(\s*(?:<([^>\n]+)>|((?:\\[()]|[^()\s]|\((?:\\[()]|[^()\s])*\))+))/g),
    ...markdown.matchAll(/(?:src|href|url|data-link)\s*=\s*(?:["']([^"']+)["']|([^\s"'>]+))/gi),
    ...markdown.matchAll(/(?<![^\n])[ \t]*\[[^\]]+\]:\s*(?:<([^>\n]+)>|([^\s>]+))/g),
  ];
  for (const [, first, second] of targets) {
    const written = first ?? second ?? '';
    // Markdown escapes characters, and so does HTML; a path may also hold what looks like it.
    for (const spelled of [written, decodeString(written)]) {
      const target = resolver.link(spelled);
      if (target.kind === 'file') found.files.add(target.file.id);
    }
  }
  for (const [, path = ''] of markdown.matchAll(/\{%\s*include\s+["']([^"'\n]+)["']/g)) {
    const snippet = resolver.include(path);
    if (snippet === null || found.snippets.has(snippet.path)) continue;
    found.snippets.add(snippet.path);
    collect(snippet.markdown, snippet.resolver, found);
  }
}
