import type { APIRequestContext, Browser, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import path from 'node:path';
import {
  DIAGRAM_PAYLOADS,
  FORMULA_PAYLOADS,
  PAYLOADS,
  REFUSED,
  type Watched,
  everywhere,
  openWatched,
  touchEverything,
} from '../support/hostile.ts';
import { COMPANY, expect, signIn, test } from '../support/journey.ts';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const CHUNK = 25;
const GROUPS = Array.from({ length: Math.ceil(PAYLOADS.length / CHUNK) }, (_, index) => PAYLOADS.slice(index * CHUNK, (index + 1) * CHUNK));
const ATTACKER = 'julien.mercoeur';

let communityId: string;
let slug: string;
const pages: { id: string; title: string }[] = [];
const documents: string[] = [];

/** Asks the API with the session of this browser. */
function asking({ request }: { request: APIRequestContext }) {
  const headers = { origin: COMPANY() };
  const read = async (answer: Awaited<ReturnType<APIRequestContext['get']>>, status: number) => {
    expect(answer.status(), await answer.text()).toBe(status);
    return (await answer.json()) as Record<string, string>;
  };
  return {
    post: async (at: string, data: object, status = 201) => read(await request.post(`/api${at}`, { data, headers }), status),
    refused: async (at: string, data: object) => (await request.post(`/api${at}`, { data, headers })).status(),
    get: async (at: string) => read(await request.get(`/api${at}`), 200),
    bytes: async (at: string) => request.get(`/api${at}`),
    upload: (at: string, name: string, buffer: Buffer) =>
      request.post(`/api${at}`, { headers, multipart: { file: { name, mimeType: 'application/zip', buffer } } }),
    send: (at: string, data: Buffer) =>
      request.patch(`/api${at}`, { data, headers: { ...headers, 'content-type': 'application/octet-stream' } }),
  };
}

const titleOf = (payload: string) => payload.replace(/\s+/g, ' ').slice(0, 190);

/** Opens a page of this program without loading it anew: links do so too. */
async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, address);
}

async function readDocument(watched: Watched, id: string): Promise<void> {
  await watched.page.goto(`/p/${id}`);
  await expect(watched.page.locator('article')).toBeVisible();
  await watched.page.evaluate(async () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    for (let y = 0; y < document.body.scrollHeight; y += 800) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  });
  await nothingRan(watched);
}

async function nothingRan(watched: Watched, within = 'main'): Promise<void> {
  const { page, ran, faults } = watched;
  const bad = await touchEverything(page, within);
  for (const frame of page.frames().slice(1)) {
    await frame
      .evaluate(() => {
        for (const element of document.querySelectorAll('body *'))
          element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      })
      .catch(() => undefined);
  }
  // What runs later: images that fail, animations that begin.
  await page.waitForTimeout(300);
  expect({ at: page.url(), ran, bad, faults }).toEqual({ at: page.url(), ran: [], bad: [], faults: [] });
}

/** Without a policy, where nothing but our own care keeps scripts from running; and with it, where it must find nothing to do. */
async function as(browser: Browser, name: string, policies: readonly boolean[], look: (watched: Watched) => Promise<void>): Promise<void> {
  for (const policy of policies) {
    const watched = await openWatched(browser, { policy });
    await signIn(watched.page, name);
    await look(watched);
    await watched.context.close();
  }
}
const WITHOUT_POLICY = [false];
const BOTH = [false, true];

test.beforeAll(async ({ browser }) => {
  const { page, context } = await openWatched(browser, { policy: true });
  await signIn(page, ATTACKER);
  const api = asking(context);
  ({ id: communityId, slug } = (await api.post('/communities', { name: `<img src=x onerror=ran('c')>`, visibility: 'open' })) as {
    id: string;
    slug: string;
  });
  for (const payload of PAYLOADS) {
    const title = titleOf(payload);
    const markdown = `${payload}\n\n- ${payload}\n\n> ${payload}\n\n| ${payload.replaceAll('\n', ' ')} |\n| - |\n\n[${payload}](${payload})`;
    pages.push({ id: (await api.post('/pages', { communityId, title, markdown }))['id']!, title });
  }
  for (const [index, group] of GROUPS.entries()) {
    const document = { type: 'doc', content: group.flatMap(everywhere) };
    documents.push((await api.post('/pages', { communityId, title: `Documents ${index}`, document }))['id']!);
  }
  const drawn = [
    ...DIAGRAM_PAYLOADS.map((source) => ({ type: 'codeBlock', attrs: { language: 'mermaid' }, content: [{ type: 'text', text: source }] })),
    ...FORMULA_PAYLOADS.map((latex) => ({ type: 'formula', attrs: { latex } })),
    { type: 'paragraph', content: FORMULA_PAYLOADS.map((latex) => ({ type: 'inlineFormula', attrs: { latex } })) },
  ];
  documents.push((await api.post('/pages', { communityId, title: 'Dessins', document: { type: 'doc', content: drawn } }))['id']!);
  await context.close();
});

test(`what may not be stored is refused: ${REFUSED.length} documents`, async ({ browser }) => {
  const { page, context } = await openWatched(browser, { policy: true });
  await signIn(page, ATTACKER);
  const api = asking(context);
  for (const node of REFUSED) {
    const status = await api.refused('/pages', { communityId, title: 'Refusée', document: { type: 'doc', content: [node] } });
    expect({ node, status }).toEqual({ node, status: 400 });
  }
  await context.close();
});

test(`${PAYLOADS.length} payloads in documents, and what is drawn from sources: nothing runs in the reader`, async ({ browser }) => {
  await as(browser, 'noemie.vasseur', BOTH, async (watched) => {
    for (const id of watched.policy ? documents.slice(-2) : documents) await readDocument(watched, id);
    await expect(watched.page.locator('iframe').first()).toBeAttached();
    await watched.page.waitForTimeout(3_000);
    await nothingRan(watched);
  });
});

test(`${PAYLOADS.length} payloads in Markdown and in titles: nothing runs on pages, in the tree, in lists`, async ({ browser }) => {
  await as(browser, 'noemie.vasseur', BOTH, async (watched) => {
    const { page } = watched;
    const looked = watched.policy ? pages.slice(0, 10) : pages;
    await page.goto(`/c/${slug}`);
    await expect(page.locator('main')).toContainText('Documents 0');
    await nothingRan(watched);
    for (const { id, title } of looked) {
      await visit(page, `/p/${id}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toHaveText(title);
    }
    await nothingRan(watched);
    await readDocument(watched, pages[0]!.id);
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await nothingRan(watched);
  });
});

test('what was exported and imported again is as harmless', async ({ browser }) => {
  const { page, context } = await openWatched(browser, { policy: true });
  await signIn(page, ATTACKER);
  const api = asking(context);
  const exported = await api.bytes(`/communities/${communityId}/export`);
  expect(exported.headers()).toMatchObject({ 'content-type': 'application/zip', 'x-content-type-options': 'nosniff' });
  expect(exported.headers()['content-disposition']).toMatch(/^attachment; /);
  const one = await api.bytes(`/pages/${pages[0]!.id}/export`);
  expect(one.headers()['content-disposition']).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.%-]+$/);
  const again = await api.post('/communities', { name: 'Reprise', visibility: 'open' });
  const started = (await (await api.upload(`/communities/${again['id']}/imports`, 'reprise.zip', await exported.body())).json()) as {
    id: string;
  };
  await expect.poll(async () => (await api.get(`/imports/${started.id}`))['state'], { timeout: 60_000 }).toBe('done');
  const tree = (await api.get(`/communities/${again['id']}/pages`)) as unknown as { items: { id: string; title: string }[] };
  expect(tree.items.map(({ title }) => title).toSorted()).toEqual(
    [...pages.map(({ title }) => title), ...GROUPS.map((_, index) => `Documents ${index}`), 'Dessins'].toSorted(),
  );
  await context.close();
  await as(browser, 'noemie.vasseur', WITHOUT_POLICY, async (watched) => {
    await watched.page.goto(`/c/${again['slug']}`);
    await expect(watched.page.locator('main')).toContainText('Documents 0');
    await nothingRan(watched);
    for (const { id, title } of tree.items) if (/^Documents|^Dessins/.test(title)) await readDocument(watched, id);
  });
});

test('files with hostile names and contents are downloaded, never shown', async ({ browser }) => {
  const { page, context } = await openWatched(browser, { policy: false });
  await signIn(page, ATTACKER);
  const api = asking(context);
  const html = Buffer.from(`<!doctype html><script>ran('file')</script><svg xmlns="http://www.w3.org/2000/svg" onload="ran('svg')"/>`);
  const pageId = (await api.post('/pages', { communityId, title: 'Fichiers' }))['id']!;
  const names = [
    'page.html',
    'dessin.svg',
    `"><img src=x onerror=ran('n1')>.txt`,
    `a'; filename="x.html`,
    'x.xhtml',
    'x.xml',
    'x.pdf',
    '../../x.js',
  ];
  const files: string[] = [];
  for (const name of names) {
    const { id } = await api.post(`/pages/${pageId}/uploads`, { name, size: html.length, mediaType: 'text/html' });
    const { file } = (await (await api.send(`/uploads/${id}?offset=0`, html)).json()) as {
      file: { id: string; size: number; mediaType: string } | null;
    };
    if (file) files.push(file.id);
  }
  expect(files.length).toBeGreaterThan(5);
  const document = {
    type: 'doc',
    content: files.map((fileId, index) => ({ type: 'file', attrs: { fileId, name: names[index], size: 1, mediaType: 'text/html' } })),
  };
  const shown = (await api.post('/pages', { communityId, title: 'Fichiers montrés', document }))['id']!;
  await context.close();
  await as(browser, ATTACKER, WITHOUT_POLICY, async (watched) => {
    await readDocument(watched, shown);
    for (const fileId of files) {
      const answer = await watched.context.request.get(`/api/files/${fileId}`);
      expect(answer.headers()).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-disposition': expect.stringMatching(/^attachment; /),
      });
      await watched.page.goto(`/api/files/${fileId}`).catch(() => undefined);
      expect(watched.ran).toEqual([]);
    }
  });
});

/** Somebody's new page in the editor. */
async function edit({ page, context }: Watched, title: string) {
  const id = (await asking(context).post('/pages', { communityId, title, markdown: 'Début.' }))['id']!;
  await page.goto(`/p/${id}/page/modifier`);
  const editor = page.locator('[contenteditable=true]').first();
  await expect(editor).toContainText('Début.');
  return { id, editor };
}

test('payloads that are pasted into the editor, or searched for in it, do not run', async ({ browser }) => {
  // What is pasted is read in a document that runs nothing; Chromium reports what it finds there all the same.
  await as(browser, ATTACKER, WITHOUT_POLICY, async (watched) => {
    const { page } = watched;
    const { id, editor } = await edit(watched, 'Collée');
    await editor.click();
    for (const payload of PAYLOADS) {
      for (const type of ['text/html', 'text/plain'] as const) {
        await editor.evaluate(
          (element, data) => {
            const transfer = new DataTransfer();
            transfer.setData(data.type, data.payload);
            if (data.type === 'text/html') transfer.setData('text/plain', data.payload);
            element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
          },
          { payload, type },
        );
      }
    }
    await nothingRan(watched, '[contenteditable=true]');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('[[img', { delay: 30 });
    await page.waitForTimeout(1_500);
    await nothingRan(watched, '[contenteditable=true]');
    await page.keyboard.press('Escape');
    await readDocument(watched, id);
  });
});

test('what comes by a raw Yjs update does not run: not in an open editor, not in the reader', async ({ browser }) => {
  await as(browser, ATTACKER, BOTH, async (watched) => {
    const { page, context } = watched;
    const { id } = await edit(watched, 'Brute');
    const session = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const harmful = REFUSED.map((node) => [node]);
    const outcomes = await writeRaw(id, session, [...harmful, scattered()]);
    expect(outcomes.slice(0, harmful.length).filter((outcome) => !/^(?:refused|closed)/.test(outcome))).toEqual([]);
    expect(outcomes.at(-1)).toBe('saved');
    await expect(page.locator('[contenteditable=true]').first()).toContainText('ran(');
    await page.waitForTimeout(1_500);
    await nothingRan(watched, '[contenteditable=true]');
    await readDocument(watched, id);
  });
});

/** Each payload as words, and in one of the places that take words: an open editor draws them all at once. */
const scattered = (): object[] =>
  PAYLOADS.flatMap((payload, index) => {
    const places = everywhere(payload);
    return [places[0]!, places[index % places.length]!];
  });

/** Writes into the Yjs document of a page from a process of its own. Answers what became of each group. */
async function writeRaw(pageId: string, cookie: string, groups: object[][]): Promise<string[]> {
  const api = path.resolve(import.meta.dirname, '../../apps/api');
  const child = spawn(process.execPath, ['test/raw-writer.ts', COMPANY(), pageId, cookie], { cwd: api, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.end(JSON.stringify(groups));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`The writer ended with ${String(code)}: ${errors}`);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as string[];
}
