import { z } from 'zod';
import { isSafeHref } from '../document/safe-href.ts';
import type { DocumentMark, DocumentNode } from '../document/types.ts';
import { atom, text } from './build.ts';
import { type Context, type Marks, note } from './types.ts';

/** The mark for a link, or null where it leads nowhere: its text stays, and the report says so. */
export function linkMark(href: string, line: number, context: Context): DocumentMark | null {
  const target = context.resolver.link(href);
  switch (target.kind) {
    case 'page':
      note(context, line, 'link', 'converted', href);
      return { type: 'pageLink', attrs: { pageId: target.pageId, anchor: target.anchor } };
    case 'file':
      note(context, line, 'link', 'converted', href);
      return { type: 'fileLink', attrs: { fileId: target.file.id } };
    case 'external': {
      const address = safeAddress(target.href);
      note(context, line, 'link', address ? 'converted' : 'broken', address ? href : `${href}: not an address that may be opened`);
      return address ? { type: 'link', attrs: { href: address } } : null;
    }
    case 'broken':
      note(context, line, 'link', 'broken', `${href}: ${target.reason}`);
      return null;
  }
}

/** How a mention is written: a link that leads to somebody. */
export const MENTION = 'mention:';

/** The person to whom the link of a mention leads; null for other links, and for people whom nobody here knows. */
export function personMentioned(href: string, { resolver }: Context): string | null {
  if (!href.startsWith(MENTION)) return null;
  const personId = href.slice(MENTION.length).toLowerCase();
  const known = z.uuid().safeParse(personId).success && (resolver.person?.(personId) ?? true);
  return known ? personId : null;
}

/** The address as a browser reads it, or null when it may not be opened. */
export function safeAddress(href: string): string | null {
  if (isSafeHref(href)) return href;
  const spelled = URL.canParse(href) ? new URL(href).href : null;
  return spelled !== null && isSafeHref(spelled) ? spelled : null;
}

interface Picture {
  src: string;
  alt: string;
  title: string | null;
  caption: string | null;
}

/** What a picture becomes: `image` as a block, `inlineImage` inside text; where it is missing, words that say so. */
export function pictureNode(
  picture: Picture,
  place: 'block' | 'inline',
  line: number,
  context: Context,
  marks: Marks = [],
): DocumentNode[] {
  const target = context.resolver.image(picture.src);
  if (target.kind === 'file') {
    const { file } = target;
    if (file.width === null) {
      note(context, line, 'image', 'converted', `${picture.src}: not a picture that can be shown, kept as a file`);
      return place === 'block'
        ? [fileNode(file)]
        : text(picture.alt || file.name, [...marks, { type: 'fileLink', attrs: { fileId: file.id } }]);
    }
    note(context, line, 'image', 'converted', picture.src);
    return [imageNode(picture, place, { fileId: file.id, src: null, width: file.width, height: file.height }, marks)];
  }
  const address = target.kind === 'external' && /^https?:/i.test(target.href) ? safeAddress(target.href) : null;
  if (address) {
    note(context, line, 'image', 'converted', `${picture.src}: outside, shown as a link`);
    return [imageNode(picture, place, { fileId: null, src: address, width: null, height: null }, marks)];
  }
  note(context, line, 'image', 'broken', `${picture.src}: ${target.kind === 'broken' ? target.reason : 'not a picture'}`);
  const words = text([picture.alt, picture.caption].filter(Boolean).join(' — ') || picture.src.split('/').at(-1) || picture.src, [
    ...marks.filter(({ type }) => type !== 'italic'),
    { type: 'italic' },
  ]);
  return place === 'block' ? [{ type: 'paragraph', attrs: { id: null }, content: words }] : words;
}

function imageNode(
  { alt, title, caption }: Picture,
  place: 'block' | 'inline',
  from: { fileId: string | null; src: string | null; width: number | null; height: number | null },
  marks: Marks,
): DocumentNode {
  if (place === 'inline') return atom({ type: 'inlineImage', attrs: { ...from, alt } }, marks);
  return { type: 'image', attrs: { id: null, ...from, alt, title, caption } };
}

export const fileNode = ({ id, name, size, mediaType }: { id: string; name: string; size: number; mediaType: string }): DocumentNode => ({
  type: 'file',
  attrs: { id: null, fileId: id, name, size, mediaType },
});
