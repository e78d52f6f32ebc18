import { fromHtml } from 'hast-util-from-html';
import type { Element } from 'hast';

export interface HtmlTag {
  name: string;
  attributes: Record<string, string>;
  closing: boolean;
}

/** One HTML tag, e.g. `<a href="…">` or `</a>`; null when the text is something else. */
export function parseTag(source: string): HtmlTag | null {
  const closing = /^<\/([a-z][\w-]*)\s*>$/i.exec(source);
  if (closing) return { name: closing[1]!.toLowerCase(), attributes: {}, closing: true };
  const opening = /^<([a-z][\w-]*)\b[^>]*>$/i.exec(source);
  if (!opening) return null;
  const name = opening[1]!.toLowerCase();
  // The parser drops tags that stand where they may not (a lone <td>): read its attributes on an element that may stand anywhere.
  const element = fromHtml(source.replace(/^<[a-z][\w-]*/i, '<x-tag'), { fragment: true }).children[0];
  return { name, attributes: element?.type === 'element' ? attributesOf(element) : {}, closing: false };
}

/** The attributes of an element as text. */
export function attributesOf({ properties }: Element): Record<string, string> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === null || value === undefined || value === false
        ? []
        : [[name.toLowerCase(), Array.isArray(value) ? value.join(' ') : String(value)]],
    ),
  );
}
