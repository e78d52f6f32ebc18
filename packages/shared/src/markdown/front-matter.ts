import { parse } from 'yaml';
import { z } from 'zod';

const FENCED = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const Known = z.looseObject({
  title: z.coerce.string().optional().catch(undefined),
  description: z.coerce.string().optional().catch(undefined),
});

export interface FrontMatter {
  title: string | null;
  description: string | null;
  /** Keys that mean nothing here. */
  unknown: string[];
  body: string;
  /** Lines that the front matter took. */
  lines: number;
}

/** Splits the front matter from a page. What is not YAML is part of the page. */
export function splitFrontMatter(source: string): FrontMatter {
  const nothing = { title: null, description: null, unknown: [], body: source.replace(/^\ufeff/, ''), lines: 0 };
  const match = FENCED.exec(source);
  if (!match) return nothing;
  const parsed = Known.safeParse(readYaml(match[1] ?? ''));
  if (!parsed.success) return nothing;
  const { title, description, ...rest } = parsed.data;
  return {
    title: title?.trim() || null,
    description: description?.trim() || null,
    unknown: Object.keys(rest),
    body: source.slice(match[0].length),
    lines: match[0].split('\n').length - 1,
  };
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 10 }) ?? {};
  } catch {
    return null;
  }
}
