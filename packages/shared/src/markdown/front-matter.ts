import { parse } from 'yaml';
import { z } from 'zod';

const FENCED = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
/** What a person wrote on one line; a list or a map is none, and a key without a value says nothing. */
const Words = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Known = z.looseObject({ title: Words.nullish(), description: Words.nullish() });

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
  const settings = z.looseObject({}).safeParse(readYaml(match[1] ?? ''));
  if (!settings.success) return nothing;
  const { data } = settings;
  const strange = Object.keys(Known.shape).filter((key) => !Known.shape[key as 'title'].safeParse(data[key]).success);
  const { title, description, ...rest } = Known.parse({ ...data, ...Object.fromEntries(strange.map((key) => [key, null])) });
  return {
    title: title?.trim() || null,
    description: description?.trim() || null,
    unknown: [...strange, ...Object.keys(rest)],
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
