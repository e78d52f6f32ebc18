import { Mark, mergeAttributes } from '@tiptap/core';
import { isSafeHref } from '@parvis/shared/document';
import reader from '../../features/wiki/reader/prose.module.css';
import { uuidOf, words } from './attributes.ts';

const link = { class: reader['link'] ?? '' };
/** Addresses of the workplace itself, wherever it is installed. */
const PAGE = /^\/p\/([\da-f-]{36})(?:\/|$)/i;
const FILE = /^\/api\/files\/([\da-f-]{36})$/i;

/** An address below our own origin, or null. */
function ownAddress(href: string | null): URL | null {
  if (!href || !URL.canParse(href, window.location.origin)) return null;
  const address = new URL(href, window.location.origin);
  return address.origin === window.location.origin && /^(?:https?:|\/)/i.test(href) ? address : null;
}

/** The page that an address of the workplace leads to. */
export function pageOf(href: string | null): { pageId: string; anchor: string | null } | null {
  const address = ownAddress(href);
  const pageId = uuidOf(PAGE.exec(address?.pathname ?? '')?.[1]);
  return pageId ? { pageId, anchor: words(decoded(address?.hash.slice(1) ?? ''), 300) } : null;
}

export const fileOf = (href: string | null): string | null => uuidOf(FILE.exec(ownAddress(href)?.pathname ?? '')?.[1]);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * A link to anywhere else. What may not be opened is never read, and never drawn as a link, whoever wrote it. While one
 * writes, a click puts the cursor there; Ctrl and a click opens.
 */
export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => ({ href: { default: null, rendered: false, parseHTML: (element) => safe(element.getAttribute('href')) } }),
  parseHTML: () => [
    { tag: 'a[href]', getAttrs: (element) => (safe(element.getAttribute('href')) && !leadsInside(element) ? null : false) },
  ],
  renderHTML: ({ mark }) => {
    const href = safe(mark.attrs['href'] as string | null);
    return href ? ['a', { ...link, href, rel: 'noopener noreferrer', target: '_blank' }, 0] : ['span', 0];
  },
});

const safe = (href: string | null): string | null => (typeof href === 'string' && isSafeHref(href) ? href : null);

const leadsInside = (element: HTMLElement): boolean => {
  const href = element.getAttribute('href');
  return Boolean(element.dataset['pageId'] || element.dataset['fileId'] || pageOf(href) || fileOf(href));
};

export const PageLink = Mark.create({
  name: 'pageLink',
  inclusive: false,
  addAttributes: () => ({
    pageId: {
      default: null,
      rendered: false,
      parseHTML: (element) => uuidOf(element.dataset['pageId']) ?? pageOf(element.getAttribute('href'))?.pageId ?? null,
    },
    anchor: {
      default: null,
      rendered: false,
      parseHTML: (element) => words(element.dataset['anchor'], 300) ?? pageOf(element.getAttribute('href'))?.anchor ?? null,
    },
  }),
  parseHTML: () => [
    {
      tag: 'a',
      priority: 60,
      getAttrs: (element) => (uuidOf(element.dataset['pageId']) || pageOf(element.getAttribute('href')) ? null : false),
    },
  ],
  renderHTML: ({ mark: { attrs } }) => {
    const anchor = attrs['anchor'] as string | null;
    const pageId = uuidOf(attrs['pageId'] as string | null);
    if (!pageId) return ['span', 0];
    const href = `/p/${pageId}${anchor ? `#${encodeURIComponent(anchor)}` : ''}`;
    return ['a', mergeAttributes(link, { 'data-page-id': pageId, href, ...(anchor && { 'data-anchor': anchor }) }), 0];
  },
});

export const FileLink = Mark.create({
  name: 'fileLink',
  inclusive: false,
  addAttributes: () => ({
    fileId: {
      default: null,
      rendered: false,
      parseHTML: (element) => uuidOf(element.dataset['fileId']) ?? fileOf(element.getAttribute('href')),
    },
  }),
  parseHTML: () => [
    {
      tag: 'a:not([data-file])',
      priority: 60,
      getAttrs: (element) => (uuidOf(element.dataset['fileId']) || fileOf(element.getAttribute('href')) ? null : false),
    },
  ],
  renderHTML: ({ mark: { attrs } }) => {
    const fileId = uuidOf(attrs['fileId'] as string | null);
    return fileId ? ['a', mergeAttributes(link, { 'data-file-id': fileId, href: `/api/files/${fileId}` }), 0] : ['span', 0];
  },
});
