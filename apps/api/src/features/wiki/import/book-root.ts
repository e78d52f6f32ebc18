import { readSettings } from './plan.ts';
import type { ImportSource } from './source.ts';

const SETTINGS = '.gitbook.yaml';

/**
 * The folder of a repository that is the book, where its settings name one (`root: ./docs/`): paths count from there.
 * `outside` is what lies elsewhere and is no part of it.
 */
export async function atBookRoot(source: ImportSource): Promise<{ source: ImportSource; outside: string[] }> {
  const { root } = await readSettings(source, []);
  const inside = source.paths.filter((name) => name.startsWith(root) && name !== SETTINGS);
  if (root === '' || inside.length === 0) return { source, outside: [] };
  return {
    source: {
      ...source,
      paths: [SETTINGS, ...inside.map((name) => name.slice(root.length)).filter((name) => name !== SETTINGS)],
      read: (name) => source.read(name === SETTINGS ? name : `${root}${name}`),
    },
    outside: source.paths.filter((name) => name !== SETTINGS && (!name.startsWith(root) || name === `${root}${SETTINGS}`)),
  };
}
