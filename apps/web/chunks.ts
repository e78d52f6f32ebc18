import type { Rolldown } from 'vite';
import { sourceOf } from './screens.ts';

type Graph = Parameters<Extract<Rolldown.CodeSplittingGroup['name'], (...args: never[]) => unknown>>[1];

/** The screens that people read first, each with the name of the file that holds what it shows. */
const READ_FIRST = new Map([
  ['home', 'app/home-page.tsx'],
  ['communities', 'app/communities-page.tsx'],
  ['community', 'app/community-page.tsx'],
  ['wikis', 'app/wiki-home-page.tsx'],
  ['wiki', 'app/wiki-page.tsx'],
  ['sign-in', 'app/sign-in-page.tsx'],
]);

/** Where every screen begins; and what is small and used by many, for which they would load what another screen shows. */
const EVERYWHERE = ['main.tsx', 'ui/load-more.tsx', 'ui/form.module.css', 'app/tab-links.tsx'];
const LISTS = /[\\/]useInfiniteQuery\.js$/;
const ICON = /@tabler[\\/]icons-react[\\/].*[\\/](Icon\w+)\.mjs$/;
const FIELDS =
  /@mantine[\\/]core[\\/]esm[\\/]components[\\/](?:(?:Input|InputBase|TextInput|PasswordInput|Textarea|Checkbox|CloseButton|NativeSelect)[\\/]|Combobox[\\/]ComboboxChevron)|[\\/]ui[\\/]choice\.tsx$/;
/** The menus of the top bar, loaded once the screen is painted. */
const TOOLS = /[\\/]src[\\/]app[\\/](?:create-menu|my-menu|use-here)\.tsx?$/;
const MENUS = /@mantine[\\/]core[\\/]esm[\\/]components[\\/](?:Menu|Popover)[\\/]/;

/**
 * Few files for the screens that are read first, instead of one for each icon that something else uses, too: what all
 * screens need, and what two of these share, is `start`; what one of them needs is a file of its name.
 */
export const chunkGroups: Rolldown.CodeSplittingGroup[] = [
  { name: (id, graph) => (LISTS.test(id) || neededBy(id, graph).length > 1 ? 'start' : null), debugName: 'start', priority: 4 },
  // What one writes into, and what opens over a screen: they must not come along with one that needs a part of them.
  { name: 'fields', test: FIELDS, priority: 3 },
  { name: 'menus', test: MENUS, priority: 2 },
  { name: 'tools', test: TOOLS, priority: 2 },
  { name: (id, graph) => neededBy(id, graph)[0] ?? null, debugName: 'screens', priority: 1 },
  { name: 'icons', test: ICON, minShareCount: 2 },
];

let known: { graph: Graph; needs: Map<string, string[]> } | undefined;

/** Which of these screens need a module of ours, or an icon; other packages come along with what uses them, part by part. */
function neededBy(id: string, graph: Graph): string[] {
  if (known?.graph !== graph) known = { graph, needs: reachable(graph) };
  return known.needs.get(ICON.exec(id)?.[1] ?? id) ?? [];
}

function reachable(graph: Graph): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const all = [...READ_FIRST.keys()];
  const walk = (id: string, from: string[]): void => {
    // What one of them takes from there is small, and for it other screens would load all that this one needs.
    const screens = id.startsWith(sourceOf('lib/')) ? all : from;
    const before = found.get(id) ?? [];
    if (id.includes('node_modules') || screens.every((name) => before.includes(name))) return;
    found.set(id, [...new Set([...before, ...screens])]);
    const { importedIds = [], code = '' } = graph.getModuleInfo(id) ?? {};
    // All icons stand in one index: which ones are meant, only their names say. They are small, and most are used again elsewhere.
    for (const [icon] of code?.matchAll(/\bIcon[A-Z]\w+/g) ?? []) found.set(icon, all);
    for (const next of importedIds) walk(next, screens);
  };
  for (const file of EVERYWHERE) walk(sourceOf(file), all);
  for (const [name, file] of READ_FIRST) walk(sourceOf(file), [name]);
  return found;
}
