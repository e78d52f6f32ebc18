import type { GitBookTag } from './types.ts';

const TAG = /\{%-?\s*([a-z][\w-]*)((?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s%]+)|\s+"[^"]*")*)\s*-?%\}/g;
/** Spaces are those of Markdown, and tabs: `\s` would take no-break spaces and Unicode's own ends of lines for them. */
const ONLY_TAGS = new RegExp(`^([ \\t>]*(?:[-*+][ \\t]+|\\d+[.)][ \\t]+)?)((?:${TAG.source}[ \\t]*)+)$`);
const ATTRIBUTE = /([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s%]+))|\s"([^"]*)"/g;
const FENCE = /^[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/;
const CLOSING = /^[ \t>]*(`{3,}|~{3,})[ \t]*\r?$/;

/**
 * Replaces each line that holds nothing but `{% … %}` by HTML comments that Markdown leaves in place (a comment is a
 * block of its own wherever it stands, in lists too, and line numbers stay). Fenced code is left as it is.
 */
export function markTags(source: string): { source: string; tags: GitBookTag[] } {
  const tags: GitBookTag[] = [];
  let fence: string | null = null;
  const lines = source.split('\n').map((line, index) => {
    const opened: string | undefined = FENCE.exec(line)?.[1];
    if (fence !== null) {
      const closing = CLOSING.exec(line)?.[1] ?? '';
      if (closing.length >= fence.length && closing[0] === fence[0]) fence = null;
      return line;
    }
    if (opened) {
      fence = opened;
      return line;
    }
    const match = ONLY_TAGS.exec(line.replace(/\r$/, ''));
    if (!match) return line;
    const marks = [...(match[2] ?? '').matchAll(TAG)].map(([text, name, attributes]) => {
      tags.push({ name: name ?? '', attributes: readAttributes(attributes ?? ''), source: text, line: index + 1 });
      return `<!--gb:${tags.length - 1}-->`;
    });
    return `${match[1]}${marks.join('')}`;
  });
  return { source: lines.join('\n'), tags };
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single, bare, alone]) => [
      name ?? 'value',
      double ?? single ?? bare ?? alone ?? '',
    ]),
  );
}
