// @vitest-environment node
import { gzipSync } from 'node:zlib';
import { type Rolldown, build } from 'vite';
import { beforeAll, expect, it, vi } from 'vitest';

/** What a page may cost before it can be read: JavaScript, compressed. */
const BUDGET_BYTES = 200_000;
/** What it costs more to write in it. */
const EDITOR_BUDGET_BYTES = 260_000;
const BUILD_TAKES_MS = 60_000;

/** What can be read first comes with this many files of code, and of style: more of them wait for each other. */
const CODE_FILES = 6;
const STYLE_FILES = 2;

let page = '';
let first: { screens: { address: string; files: string[] }[]; languages: Record<string, string[]> };
let chunks: Map<string, Rolldown.OutputChunk>;

beforeAll(async () => {
  // Otherwise React's development build would be weighed.
  vi.stubEnv('NODE_ENV', 'production');
  const { output } = (await build({ mode: 'production', logLevel: 'silent', build: { write: false } })) as Rolldown.RolldownOutput;
  chunks = new Map(output.filter((part) => part.type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const assetNamed = (name: string) =>
    String(output.filter((part) => part.type === 'asset').find(({ fileName }) => fileName === name)?.source);
  page = assetNamed('index.html');
  first = JSON.parse(assetNamed('first-files.json')) as typeof first;
}, BUILD_TAKES_MS);

/** A chunk and all that it cannot start without. */
function withImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const next of chunks.get(file)?.imports ?? []) withImports(next, found);
  return found;
}

/** The chunk by which a module is imported when it is needed, else the one that holds it. */
function chunkWith(module: string): string {
  const all = [...chunks.values()];
  const chunk =
    all.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module)) ??
    all.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(module)));
  if (!chunk) throw new Error(`No chunk holds ${module}`);
  return chunk.fileName;
}

/** All files of code that a screen needs, in French. */
function neededFor(screen: string): Rolldown.OutputChunk[] {
  const starts = [...page.matchAll(/<script type="module"[^>]+src="\/([^"]+)"/g)].map(([, file = '']) => file);
  const found = [...starts, chunkWith('/messages/fr.json'), chunkWith(screen)].reduce(
    (all, file) => withImports(file, all),
    new Set<string>(),
  );
  return [...found].map((file) => chunks.get(file)).filter((chunk) => chunk !== undefined);
}

it('works out no variables before it draws: a stylesheet brings them', () => {
  const unused = [...chunks.values()].flatMap(({ moduleIds }) =>
    moduleIds.filter((id) => id.endsWith('/default-css-variables-resolver.mjs')),
  );
  expect(unused).toEqual([]);
});

it.each([
  'home-page',
  'my-annotations-page',
  'communities-page',
  'community-page',
  'wiki-home-page',
  'wiki-page',
  'new-page',
  'labels-page',
  'reviews-page',
  'changes-page',
  'search-page',
  'person-page',
  'profile-page',
  'trash-page',
  'sign-in-page',
  'admin-page',
])('%s can be read after 200 kB', (screen) => {
  const bytes = neededFor(`/app/${screen}.tsx`).reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(BUDGET_BYTES);
});

it.each(['people', 'invitations', 'organizations', 'audit', 'mails', 'settings'])('the administration of %s, too', (part) => {
  const files = new Map(
    [...neededFor('/app/admin-page.tsx'), ...neededFor(`/admin/admin-${part}.tsx`)].map((chunk) => [chunk.fileName, chunk]),
  );
  expect([...files.values()].reduce((sum, { code }) => sum + gzipSync(code).length, 0)).toBeLessThan(BUDGET_BYTES);
});

it('opens the editor after 260 kB more, shared document and all, without schemas and without what reads Markdown', () => {
  const reading = new Set(neededFor('/app/wiki-page.tsx'));
  const writing = [...withImports(chunkWith('/editor/page-editor.tsx'))]
    .map((file) => chunks.get(file))
    .filter((chunk) => chunk !== undefined && !reading.has(chunk)) as Rolldown.OutputChunk[];
  const bytes = writing.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(EDITOR_BUDGET_BYTES);
  const heavy = /node_modules\/(zod|parse5|hast-|mdast-|micromark|yaml|katex|mermaid|highlight\.js|lowlight|linkifyjs)/;
  expect(writing.flatMap(({ moduleIds }) => moduleIds).filter((id) => heavy.test(id))).toEqual([]);
});

const styles = (files: readonly Rolldown.OutputChunk[]) =>
  new Set(files.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));

it.each(['home-page', 'communities-page', 'community-page', 'wiki-home-page', 'wiki-page', 'sign-in-page', 'admin-page'])(
  '%s comes in few files',
  (screen) => {
    const files = neededFor(`/app/${screen}.tsx`);
    expect(files.length).toBeLessThanOrEqual(CODE_FILES);
    expect(styles(files).size).toBeLessThanOrEqual(STYLE_FILES);
  },
);

it.each([
  ['/', 'home-page'],
  ['/communities', 'communities-page'],
  ['/c/structures', 'community-page'],
  ['/c/structures/membres', 'community-page'],
  ['/c/structures/etiquettes', 'labels-page'],
  ['/c/structures/nouvelle-page', 'new-page'],
  ['/p/1/elastomere', 'wiki-page'],
  ['/p/1/elastomere/modifier', 'edit-page'],
  ['/people/1', 'person-page'],
  ['/sign-in', 'sign-in-page'],
])('tells the server all that %s needs, beside what the page names', (address, screen) => {
  const told = first.screens.find((shown) => new RegExp(shown.address).test(address))?.files ?? [];
  const files = neededFor(`/app/${screen}.tsx`);
  const needed = [...files.map(({ fileName }) => fileName), ...styles(files)].filter((file) => !page.includes(`"/${file}"`));
  expect([...told, ...(first.languages['fr'] ?? [])].toSorted()).toEqual(needed.toSorted());
  expect(told).toEqual(told.toSorted((a, b) => Number(b.endsWith('.css')) - Number(a.endsWith('.css'))));
});

it('loads sockets, colours of code, schemas, the editor and the other language later, or not at all', () => {
  const first = neededFor('/app/wiki-page.tsx').flatMap(({ moduleIds }) => moduleIds);
  expect(
    first.filter((id) =>
      /node_modules\/(socket\.io-client|engine\.io-client|highlight\.js|lowlight|zod|@tiptap|prosemirror-)|messages\/(en|fr\.\w+\.json)/.test(
        id,
      ),
    ),
  ).toEqual([]);
});

it('paints annotations after the page: no more of them comes with it than what an address says', () => {
  const first = neededFor('/app/wiki-page.tsx').flatMap(({ moduleIds }) => moduleIds);
  const found = first.filter((id) => /features\/annotations\/|editor\/note\//.test(id)).map((id) => id.split('/').at(-1));
  expect(found).toEqual(['annotation-search.ts']);
  const later = withImports(chunkWith('/app/page-annotations.tsx'));
  const heavy = [...later]
    .flatMap((file) => chunks.get(file)?.moduleIds ?? [])
    .filter((id) => /node_modules\/(@tiptap|prosemirror-|yjs)/.test(id));
  expect(heavy).toEqual([]);
});

it('fetches the two fonts of the first screen beside the code, and nothing from another host', () => {
  expect([...page.matchAll(/rel="preload"[^>]+href="(\/assets\/[^"]+\.woff2)"/g)]).toHaveLength(2);
  expect([...page.matchAll(/(?:src|href)="(?!\/)[^"]*"/g)].map(([found]) => found)).toEqual([]);
});

it('keeps the places that the server fills as it seeks them', () => {
  expect(page).toContain('<script id="first-answers" type="application/json">{}</script>');
  expect(page).toContain('<meta name="csp-nonce" content="">');
});
