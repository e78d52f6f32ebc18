import { type Attributes, Node, mergeAttributes } from '@tiptap/core';
import { fileOf } from './links.ts';
import { blockId, carried, uuidOf, webAddress, wholeNumber, words } from './attributes.ts';

const MOST_PIXELS = 100_000;
const pixels = (name: 'width' | 'height') => ({
  default: null,
  parseHTML: (element: HTMLElement) => wholeNumber(element.dataset[name] ?? element.getAttribute(name), 1, MOST_PIXELS),
  renderHTML: (attributes: Record<string, unknown>) => (attributes[name] === null ? {} : { [`data-${name}`]: String(attributes[name]) }),
});
const text = (name: string, as: string, start: string | null, most: number) => ({
  default: start,
  parseHTML: (element: HTMLElement) => words(element.getAttribute(as) ?? element.getAttribute(name), most) ?? start,
  renderHTML: (attributes: Record<string, unknown>) => (attributes[name] ? { [as]: String(attributes[name]) } : {}),
});

/** Our own file, or an address elsewhere that is never fetched. `data:` and all else is no picture. */
const pictured: Attributes = {
  fileId: {
    default: null,
    parseHTML: (element) => uuidOf(element.dataset['fileId']) ?? fileOf(element.getAttribute('src')),
    renderHTML: ({ fileId }) => (fileId ? { 'data-file-id': String(fileId) } : {}),
  },
  src: {
    default: null,
    parseHTML: (element) => (pictureFile(element) ? null : webAddress(element.dataset['src'] ?? element.getAttribute('src'))),
    renderHTML: ({ src }) => (typeof src === 'string' && webAddress(src) ? { 'data-src': src } : {}),
  },
  alt: text('alt', 'data-alt', '', 2_000),
  width: pixels('width'),
  height: pixels('height'),
};
const pictureFile = (element: HTMLElement): string | null => uuidOf(element.dataset['fileId']) ?? fileOf(element.getAttribute('src'));
const isPicture = (element: HTMLElement): boolean =>
  pictureFile(element) !== null || webAddress(element.dataset['src'] ?? element.getAttribute('src')) !== null;

/** Among words, or alone in its paragraph. */
const standsAmongWords = (element: HTMLElement): boolean => {
  const line = element.closest('p, li, h1, h2, h3, h4, h5, h6, td, th');
  return line !== null && (line.textContent?.trim() ?? '') !== '';
};

export const Image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    ...blockId,
    ...pictured,
    title: text('title', 'data-title', null, 2_000),
    caption: text('caption', 'data-caption', null, 4_000),
  }),
  parseHTML: () => [
    { tag: 'div[data-image]', getAttrs: (element) => isPicture(element) && null },
    { tag: 'img', getAttrs: (element) => (isPicture(element) && !standsAmongWords(element) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-image': '' })],
});

export const InlineImage = Node.create({
  name: 'inlineImage',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => pictured,
  parseHTML: () => [
    { tag: 'span[data-inline-image]', getAttrs: (element) => isPicture(element) && null },
    { tag: 'img', getAttrs: (element) => (isPicture(element) && standsAmongWords(element) ? null : false) },
  ],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-inline-image': '' })],
});

export const File = Node.create({
  name: 'file',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    ...blockId,
    fileId: carried('data-file-id', null, uuidOf),
    name: text('name', 'data-name', null, 500),
    size: carried('data-size', null, (value) => wholeNumber(value, 0, Number.MAX_SAFE_INTEGER)),
    mediaType: carried('data-media-type', null, (value) => words(value, 200)),
  }),
  parseHTML: () => [
    {
      tag: 'div[data-file]',
      getAttrs: ({ dataset }) =>
        uuidOf(dataset['fileId']) !== null && Boolean(dataset['name'] && dataset['size'] && dataset['mediaType']) && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-file': '' })],
});

/** What lies elsewhere, as a card. A frame that is pasted becomes one too: nothing of it is loaded. */
export const Embed = Node.create({
  name: 'embed',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    ...blockId,
    url: {
      default: null,
      parseHTML: (element) => webAddress(element.dataset['url'] ?? element.getAttribute('src')),
      renderHTML: ({ url }) => (typeof url === 'string' && webAddress(url) ? { 'data-url': url } : {}),
    },
    title: text('title', 'data-title', null, 500),
    description: text('description', 'data-description', null, 4_000),
  }),
  parseHTML: () => [
    { tag: 'div[data-embed]', getAttrs: ({ dataset }) => webAddress(dataset['url']) !== null && null },
    { tag: 'iframe', getAttrs: (element) => webAddress(element.getAttribute('src')) !== null && null },
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-embed': '' })],
});

export const PageCard = Node.create({
  name: 'pageCard',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ ...blockId, pageId: carried('data-page-id', null, uuidOf), title: text('title', 'data-title', '', 500) }),
  parseHTML: () => [{ tag: 'div[data-page-card]', getAttrs: ({ dataset }) => uuidOf(dataset['pageId']) !== null && null }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-page-card': '' })],
});

const FORMATS = ['markdown', 'html', 'gitbook'] as const;

/** What an import kept. It can be moved and deleted, not written. */
export const Kept = Node.create({
  name: 'kept',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    ...blockId,
    format: carried('data-format', null, (value) => FORMATS.find((format) => format === value) ?? null),
    source: {
      default: null,
      parseHTML: (element) => element.dataset['source'] ?? null,
      renderHTML: ({ source }) => ({ 'data-source': String(source) }),
    },
    reason: carried('data-reason', null, (value) => words(value, 500)),
  }),
  parseHTML: () => [
    {
      tag: 'div[data-kept]',
      getAttrs: ({ dataset }) =>
        FORMATS.some((format) => format === dataset['format']) && Boolean(dataset['reason']) && dataset['source'] !== undefined && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-kept': '' })],
});

/** The LaTeX that KaTeX and others carry along in what they draw. */
const annotated = (element: HTMLElement): string | null =>
  element.querySelector('annotation[encoding="application/x-tex"]')?.textContent ?? null;
const latex = (most: number) => ({
  default: '',
  parseHTML: (element: HTMLElement) => (element.dataset['latex'] ?? annotated(element) ?? '').normalize('NFC').slice(0, most),
  renderHTML: (attributes: Record<string, unknown>) => ({ 'data-latex': String(attributes['latex'] ?? '') }),
});

export const Formula = Node.create({
  name: 'formula',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({ ...blockId, latex: latex(10_000) }),
  parseHTML: () => [{ tag: 'div[data-formula]' }, { tag: 'span.katex-display', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-formula': '' })],
});

export const InlineFormula = Node.create({
  name: 'inlineFormula',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ latex: latex(2_000) }),
  parseHTML: () => [{ tag: 'span[data-formula]' }, { tag: 'span.katex', getAttrs: (element) => annotated(element) !== null && null }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-formula': '' })],
});

export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ personId: carried('data-person-id', null, uuidOf) }),
  parseHTML: () => [{ tag: 'span[data-mention]', getAttrs: ({ dataset }) => uuidOf(dataset['personId']) !== null && null }],
  renderHTML: ({ HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes, { 'data-mention': '' })],
});
