import type { LanguageFn } from 'highlight.js';
import { createLowlight } from 'lowlight';

type Grammar = () => Promise<{ default: LanguageFn }>;

/** Each grammar is a file of its own, fetched when a page has code in it. */
const GRAMMARS: ReadonlyMap<string, Grammar> = new Map<string, Grammar>([
  ['bash', () => import('highlight.js/lib/languages/bash')],
  ['c', () => import('highlight.js/lib/languages/c')],
  ['cpp', () => import('highlight.js/lib/languages/cpp')],
  ['csharp', () => import('highlight.js/lib/languages/csharp')],
  ['css', () => import('highlight.js/lib/languages/css')],
  ['diff', () => import('highlight.js/lib/languages/diff')],
  ['dockerfile', () => import('highlight.js/lib/languages/dockerfile')],
  ['go', () => import('highlight.js/lib/languages/go')],
  ['http', () => import('highlight.js/lib/languages/http')],
  ['ini', () => import('highlight.js/lib/languages/ini')],
  ['java', () => import('highlight.js/lib/languages/java')],
  ['javascript', () => import('highlight.js/lib/languages/javascript')],
  ['json', () => import('highlight.js/lib/languages/json')],
  ['kotlin', () => import('highlight.js/lib/languages/kotlin')],
  ['latex', () => import('highlight.js/lib/languages/latex')],
  ['lua', () => import('highlight.js/lib/languages/lua')],
  ['makefile', () => import('highlight.js/lib/languages/makefile')],
  ['markdown', () => import('highlight.js/lib/languages/markdown')],
  ['matlab', () => import('highlight.js/lib/languages/matlab')],
  ['nginx', () => import('highlight.js/lib/languages/nginx')],
  ['php', () => import('highlight.js/lib/languages/php')],
  ['powershell', () => import('highlight.js/lib/languages/powershell')],
  ['python', () => import('highlight.js/lib/languages/python')],
  ['r', () => import('highlight.js/lib/languages/r')],
  ['ruby', () => import('highlight.js/lib/languages/ruby')],
  ['rust', () => import('highlight.js/lib/languages/rust')],
  ['scss', () => import('highlight.js/lib/languages/scss')],
  ['sql', () => import('highlight.js/lib/languages/sql')],
  ['swift', () => import('highlight.js/lib/languages/swift')],
  ['typescript', () => import('highlight.js/lib/languages/typescript')],
  ['vbnet', () => import('highlight.js/lib/languages/vbnet')],
  ['xml', () => import('highlight.js/lib/languages/xml')],
  ['yaml', () => import('highlight.js/lib/languages/yaml')],
]);

/** What people write after the fence instead. */
const ALSO_CALLED: ReadonlyMap<string, string> = new Map([
  ['sh', 'bash'],
  ['shell', 'bash'],
  ['zsh', 'bash'],
  ['console', 'bash'],
  ['h', 'c'],
  ['c++', 'cpp'],
  ['hpp', 'cpp'],
  ['cs', 'csharp'],
  ['c#', 'csharp'],
  ['patch', 'diff'],
  ['docker', 'dockerfile'],
  ['golang', 'go'],
  ['toml', 'ini'],
  ['conf', 'ini'],
  ['properties', 'ini'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['jsonc', 'json'],
  ['geojson', 'json'],
  ['kt', 'kotlin'],
  ['tex', 'latex'],
  ['make', 'makefile'],
  ['md', 'markdown'],
  ['ps1', 'powershell'],
  ['pwsh', 'powershell'],
  ['py', 'python'],
  ['rb', 'ruby'],
  ['rs', 'rust'],
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['vb', 'vbnet'],
  ['vba', 'vbnet'],
  ['html', 'xml'],
  ['svg', 'xml'],
  ['vue', 'xml'],
  ['yml', 'yaml'],
]);

/** In characters. Beyond, colouring would hold up the page. */
const LONGEST = 50_000;

const lowlight = createLowlight();
export type Coloured = ReturnType<typeof lowlight.highlight>['children'][number];

/** Code as a tree with the classes of highlight.js, or null where it stays plain: its language is not known, or it is too long. */
export async function coloured(code: string, language: string): Promise<Coloured[] | null> {
  const called = language.toLowerCase();
  const name = ALSO_CALLED.get(called) ?? called;
  const grammar = GRAMMARS.get(name);
  if (!grammar || code.length > LONGEST) return null;
  if (!lowlight.registered(name)) lowlight.register(name, (await grammar()).default);
  return lowlight.highlight(name, code).children;
}
