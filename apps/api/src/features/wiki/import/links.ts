import path from 'node:path';
import type { Resolved, ResolvedFile, Resolver } from '@parvis/shared/markdown';
import { pageAt } from './plan.ts';
import { decoded } from './summary.ts';

/** What all pages of one import share to find each other. */
export interface Neighbourhood {
  pageIds: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, ResolvedFile>;
  /** All paths of the source, for what is neither. */
  paths: ReadonlySet<string>;
  snippet(path: string): string | null;
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
  return {
    link: locate,
    image: locate,
    person: (personId) => neighbourhood.people.has(personId),
    include: (target) => neighbourhood.snippet(inside(decoded(target))) ?? neighbourhood.snippet(decoded(target).replace(/^\/+/, '')),
  };
}

const isExternal = (href: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//');

function split(href: string): [target: string, anchor: string | null] {
  const at = href.indexOf('#');
  const target = (at < 0 ? href : href.slice(0, at)).replace(/\?[^]*$/, '');
  return [target, at < 0 ? null : decoded(href.slice(at + 1)).slice(0, 300) || null];
}

/** The paths that a page's Markdown could mean as files, so that only what is used is stored. */
export function mentions(markdown: string, key: string, paths: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  const resolver = resolverFor(key, {
    pageIds: new Map(),
    files: new Map([...paths].map((name) => [name, { id: name, name, size: 0, mediaType: '', width: null, height: null }])),
    paths,
    snippet: () => null,
    redirects: new Map(),
    people: new Set(),
  });
  const targets = [
    ...markdown.matchAll(/\]\(\s*(?:<([^>]+)>|((?:[^()\s]|\([^()\s]*\))+))/g),
    ...markdown.matchAll(/(?:src|href|url|data-link)\s*=\s*["']([^"']+)["']/gi),
    ...markdown.matchAll(/(?<![^\n])[ \t]*\[[^\]]+\]:\s*<?([^\s>]+)/g),
  ];
  for (const [, first, second] of targets) {
    const target = resolver.link(first ?? second ?? '');
    if (target.kind === 'file') found.add(target.file.id);
  }
  return found;
}
