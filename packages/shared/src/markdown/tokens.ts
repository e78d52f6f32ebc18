import type { RootContent } from 'mdast';
import { EXACT } from './exact-html.ts';
import type { Context, GitBookTag } from './types.ts';

/** Siblings as a stream: blocks, and where something opens or closes between them. */
export type Token =
  | { type: 'block'; node: RootContent; line: number }
  | { type: 'html'; value: string; line: number }
  | { type: 'open'; name: string; tag: GitBookTag; line: number }
  | { type: 'close'; name: string; source: string; line: number };

const PIECES = /(<!--gb:\d+-->|<details\b[^>]*>|<\/details\s*>|<summary\b[^>]*>[\s\S]*?<\/summary\s*>)/i;
const EXACT_ELEMENT = new RegExp(`^<[a-z][a-z\\d]* ${EXACT}[ >]`);
/** Elements whose blank lines must not end them. */
const WHOLE = ['table', 'figure', 'iframe', 'video'];
/** Tags that hold something between them; all others stand alone. */
const CONTAINERS = new Set([
  'hint',
  'tabs',
  'tab',
  'stepper',
  'step',
  'details',
  'content-ref',
  'embed',
  'file',
  'code',
  'columns',
  'column',
  'updates',
  'update',
  'swagger',
  'api-method',
  'if',
]);

/** Splits the children of a parent where GitBook tags and `<details>` open and close. */
export function tokensOf(children: readonly RootContent[], context: Context): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < children.length; index++) {
    const node = children[index]!;
    const line = node.position?.start.line ?? 1;
    if (node.type !== 'html') {
      tokens.push({ type: 'block', node, line });
      continue;
    }
    const last = endOfElement(children, index);
    const end = children[last]?.position?.end.offset;
    const value = last > index && end !== undefined ? context.source.slice(node.position?.start.offset ?? 0, end) : node.value;
    index = last;
    pushPieces(tokens, value, line, context);
  }
  return withoutLoneOpens(tokens);
}

/** The sibling in which a `<table>` or `<figure>` that begins here ends. */
function endOfElement(children: readonly RootContent[], index: number): number {
  const node = children[index]!;
  const name = node.type === 'html' ? WHOLE.find((element) => new RegExp(`^\\s*<${element}\\b`, 'i').test(node.value)) : undefined;
  if (!name || node.type !== 'html') return index;
  const close = new RegExp(`</${name}\\s*>`, 'i');
  for (let at = index; at < Math.min(children.length, index + 400); at++) {
    const sibling = children[at]!;
    if (sibling.type === 'html' && close.test(sibling.value)) return at;
  }
  return index;
}

function pushPieces(tokens: Token[], value: string, startLine: number, context: Context): void {
  // What Parvis wrote itself stands on one line, and holds no Markdown.
  if (EXACT_ELEMENT.test(value)) {
    tokens.push({ type: 'html', value, line: startLine });
    return;
  }
  let line = startLine;
  for (const piece of value.split(PIECES)) {
    if (piece.trim()) tokens.push(tokenOf(piece, line, context));
    line += piece.split('\n').length - 1;
  }
}

function tokenOf(piece: string, line: number, context: Context): Token {
  const tag = context.tags[Number(/^<!--gb:(\d+)-->$/.exec(piece)?.[1] ?? -1)];
  if (tag) {
    if (tag.name.startsWith('end')) return { type: 'close', name: tag.name.slice(3), source: tag.source, line };
    return { type: 'open', name: tag.name, tag, line };
  }
  if (/^<details\b/i.test(piece))
    return {
      type: 'open',
      name: 'details',
      tag: { name: 'details', attributes: /\bopen\b/i.test(piece) ? { open: '' } : {}, source: piece, line },
      line,
    };
  if (/^<\/details/i.test(piece)) return { type: 'close', name: 'details', source: piece, line };
  return { type: 'html', value: piece, line };
}

/** An embed, a file or an unknown tag that is never closed stands alone: it must not swallow what follows. */
function withoutLoneOpens(tokens: Token[]): Token[] {
  const closes = new Map<string, number>();
  return tokens
    .toReversed()
    .flatMap((token): Token[] => {
      if (token.type === 'close') closes.set(token.name, (closes.get(token.name) ?? 0) + 1);
      if (token.type !== 'open') return [token];
      const left = closes.get(token.name) ?? 0;
      if (left > 0) {
        closes.set(token.name, left - 1);
        return [token];
      }
      const swallows = CONTAINERS.has(token.name) && !['embed', 'file', 'content-ref'].includes(token.name);
      return swallows ? [token] : [{ type: 'close', name: token.name, source: '', line: token.line }, token];
    })
    .toReversed();
}
