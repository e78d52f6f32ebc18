import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const NAME = '@parvis/shared';
const sources = fileURLToPath(new URL('../../packages/shared/src/', import.meta.url));
/** Parts of the contract's package that are plain code; the others describe what the server checks. */
const PLAIN = ['contract.ts', 'slug.ts', 'labels.ts'];

interface RouteLike {
  method: string;
  path: string;
  response?: unknown;
}

/**
 * Gives browsers the contract without its schemas: the method and address of each route, whether it answers, choices
 * (`options`) and constants. The server checks what comes and goes; zod would be an eighth of what a page loads.
 */
export function contract(): Plugin {
  return {
    name: 'parvis-contract',
    enforce: 'pre',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    async load(id) {
      if (id !== `\0${NAME}`) return null;
      const shared = (await import(NAME)) as Record<string, unknown>;
      return [...PLAIN.map((file) => `export * from ${JSON.stringify(sources + file)};`), ...Object.entries(shared).flatMap(exported)].join(
        '\n',
      );
    },
  };
}

/** An export as browsers need it; none for what they do not need, so that a build that uses it fails. */
function exported([name, value]: [string, unknown]): string[] {
  const plain = name === 'api' ? routes(value as Record<string, RouteLike>) : choicesOf(value);
  return plain === undefined ? [] : [`export const ${name} = ${JSON.stringify(plain)};`];
}

const routes = (all: Record<string, RouteLike>) =>
  Object.fromEntries(
    Object.entries(all).map(([name, { method, path, response }]) => [
      name,
      { method, path, ...(response !== undefined && { response: true }) },
    ]),
  );

function choicesOf(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'string') return value;
  const { options } = (value ?? {}) as { options?: unknown };
  return Array.isArray(options) && options.every((option) => typeof option === 'string') ? { options } : undefined;
}
