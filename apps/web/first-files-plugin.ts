import type { Plugin, Rolldown } from 'vite';
import { ROUTER, type Screen, screens, sourceOf } from './screens.ts';

/** What the server tells browsers to fetch at once, beside what the page itself names. Files from the root of the site. */
interface FirstFiles {
  /** The first whose address (a regular expression) matches is the screen. */
  screens: { address: string; inside: boolean; files: string[] }[];
  /** The words of each language. */
  languages: Record<string, string[]>;
}

const LANGUAGES = ['fr', 'en'];

/** Writes `first-files.json`: what each screen of the router needs before it can be shown, found out when it is built. */
export function firstFiles(): Plugin {
  return {
    name: 'parvis-first-files',
    apply: 'build',
    generateBundle: {
      // After stylesheets have their names, and the page names what it needs itself.
      order: 'post',
      handler(_, bundle) {
        const all = screens();
        const known = new Set(all.map(({ module }) => module));
        const unread = this.getModuleInfo(sourceOf(ROUTER))?.dynamicallyImportedIds.filter((id) => !known.has(id)) ?? [];
        if (unread.length > 0) this.error(`${ROUTER}: the address of these screens cannot be read: ${unread.join(', ')}`);
        this.emitFile({ type: 'asset', fileName: 'first-files.json', source: JSON.stringify(listed(new Chunks(bundle), all)) });
      },
    },
  };
}

function listed(chunks: Chunks, all: readonly Screen[]): FirstFiles {
  return {
    screens: all
      .toSorted(byPrecision)
      .map(({ path, module, inside }) => ({ address: pattern(path), inside, files: chunks.neededFor(module) })),
    languages: Object.fromEntries(LANGUAGES.map((name) => [name, chunks.neededFor(sourceOf(`messages/${name}.json`))])),
  };
}

/** `/c/$slug/etiquettes` before `/c/$slug/$tab`: what is written out comes first, as it does in the router. */
function byPrecision(a: Screen, b: Screen): number {
  const open = ({ path }: Screen) => path.split('/').map((part) => (part === '$' ? 2 : part.startsWith('$') ? 1 : 0));
  const [first, second] = [open(a), open(b)];
  const at = first.findIndex((part, index) => part !== (second[index] ?? 0));
  return at < 0 ? 0 : (first[at] ?? 0) - (second[at] ?? 0);
}

const pattern = (path: string): string => `^${path.replace(/\/$/, '').replaceAll(/\$\w*/g, (part) => (part === '$' ? '.+' : '[^/]+'))}/?$`;

/** The chunks of a build, asked by the modules in them. */
class Chunks {
  readonly #bundle: Rolldown.OutputBundle;
  /** What the page itself names. */
  readonly #named: Set<string>;

  constructor(bundle: Rolldown.OutputBundle) {
    this.#bundle = bundle;
    const page = bundle['index.html'];
    const html = page?.type === 'asset' ? String(page.source) : '';
    this.#named = new Set(Object.keys(bundle).filter((file) => html.includes(`"/${file}"`)));
  }

  /** Stylesheets, then code: what a module that is imported when needed cannot start without. */
  neededFor(module: string): string[] {
    const chunk = Object.values(this.#bundle).find((part) => part.type === 'chunk' && part.facadeModuleId === module);
    if (!chunk) throw new Error(`The build has no file for ${module}`);
    const files = [...this.#add(chunk.fileName, new Set(this.#named))].filter((file) => !this.#named.has(file));
    return files.toSorted((a, b) => Number(b.endsWith('.css')) - Number(a.endsWith('.css')));
  }

  #add(file: string, found: Set<string>): Set<string> {
    const chunk = this.#bundle[file];
    if (chunk?.type !== 'chunk' || found.has(file)) return found;
    found.add(file);
    // What it stands on first, so that its own styles come after theirs.
    for (const next of chunk.imports) this.#add(next, found);
    for (const sheet of chunk.viteMetadata?.importedCss ?? []) found.add(sheet);
    return found;
  }
}
