// How soon a screen can be read: the built product on a company of its own, a real Chromium with an empty cache.
// `node e2e/bench/readable.mjs [runs]`; figures, no verdict: they depend on the machine and on what else it does.
import { createRequire } from 'node:module';
import { build } from '../../scripts/lib/build.mjs';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { withTestDatabase } from '../../scripts/lib/checks.mjs';
import { startProduct } from '../support/product.ts';

const { chromium } = createRequire(new URL('../package.json', import.meta.url))('@playwright/test');
const RUNS = Number(process.argv[2] ?? 7);
/** A task that holds the main thread for longer than this is felt (W3C, Long Tasks). */
const LONG_MS = 50;
/** What comes after the page is counted too: menus, the socket, colours. */
const SETTLED_MS = 3_000;
const PERSON = { email: 'noemie.vasseur@loirac.example', password: 'bienvenue-sur-le-parvis', remember: false };
const ADMINISTRATOR = { ...PERSON, email: 'maelle.kervadec@loirac.example' };

await build();
const executablePath = await findBrowser();
await withTestDatabase(async (env) => {
  Object.assign(process.env, env);
  const product = await startProduct('readable', {});
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  try {
    const reader = await signedIn(product.url, PERSON);
    const administrator = await signedIn(product.url, ADMINISTRATOR);
    const page = await pageAddress(product.url, reader);
    const screens = [
      ['a wiki page', page, '[data-document] p', reader],
      ['home', '/', 'main h1', reader],
      ['a community', '/c/structures-et-ouvrages', '[role=tree]', reader],
      ['communities', '/communities', 'main ul li', reader],
      ['administration', '/admin/people', 'main ul li', administrator],
      ['sign-in', '/sign-in', 'form', null],
    ];
    console.log(`median (best) of ${RUNS} cold runs${' '.repeat(3)}readable ms   blocked ms   JavaScript kB, packed   requests`);
    for (const [name, address, selector, cookie] of screens)
      console.log(line(name, await measured(browser, product.url, address, selector, cookie)));
  } finally {
    await browser.close();
    await product.stop();
  }
});

async function signedIn(url, person) {
  const answer = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(person),
  });
  const [name, value] = (answer.headers.get('set-cookie') ?? '').split(';')[0].split(/=(.*)/s);
  return { name, value, url };
}

async function pageAddress(url, { name, value }) {
  const get = async (path) => (await fetch(`${url}/api${path}`, { headers: { cookie: `${name}=${value}` } })).json();
  const { id } = await get('/communities/structures-et-ouvrages');
  const { id: pageId, slug } = await get(`/communities/${id}/addresses?path=receptions/appareils-d-appui/elastomere-frette`);
  return `/p/${pageId}/${slug}`;
}

/** Each run in a window of its own: nothing is cached, no code is compiled beforehand. */
async function measured(browser, url, address, selector, cookie) {
  const runs = [];
  // One more than asked: the first one warms the server, not the browser.
  for (let run = 0; run <= RUNS; run++) {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 } });
    if (cookie) await context.addCookies([cookie]);
    const page = await context.newPage();
    await page.addInitScript(observe, { selector, long: LONG_MS });
    await page.goto(address, { waitUntil: 'commit' });
    // Nothing is asked of the page before it has settled: the tool's own script would be compiled in its time.
    await page.waitForTimeout(SETTLED_MS);
    await page.waitForFunction(() => window.readable?.at !== undefined);
    runs.push(await page.evaluate(figures));
    await context.close();
  }
  return runs.slice(1);
}

/** In the page, before anything of it: when what is read is painted, and how long tasks held the thread. */
function observe({ selector, long }) {
  const readable = (window.readable = { at: undefined, blocked: 0 });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) readable.blocked += duration - long;
  }).observe({ type: 'longtask', buffered: true });
  const look = () => {
    const found = document.querySelector(selector);
    // After the frame in which it stands: then it is on the screen.
    if (found?.textContent?.trim() && !readable.seen) {
      readable.seen = true;
      requestAnimationFrame(() => setTimeout(() => (readable.at = performance.now())));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
}

function figures() {
  const { at, blocked } = window.readable;
  const before = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < at);
  const code = before.filter(({ name }) => name.endsWith('.js'));
  return { at, blocked, code: code.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000, requests: before.length + 1 };
}

function line(name, runs) {
  const figure = (key) => {
    const sorted = runs.map((run) => run[key]).toSorted((a, b) => a - b);
    return [sorted[Math.floor(sorted.length / 2)], sorted[0]].map(Math.round);
  };
  const column = (key) => {
    const [median, best] = figure(key);
    return `${median} (${best})`.padStart(12);
  };
  return `${name.padEnd(32)}${column('at')} ${column('blocked')}${String(figure('code')[0]).padStart(17)}${String(figure('requests')[0]).padStart(17)}`;
}
