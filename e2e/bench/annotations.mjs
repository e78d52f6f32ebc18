// How long a long page takes to show its annotations: the built product on a company of its own, a real Chromium.
// `node e2e/bench/annotations.mjs [runs] [annotations]`; figures, no verdict: they depend on the machine and on what else it does.
import { createRequire } from 'node:module';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { build } from '../../scripts/lib/build.mjs';
import { withTestDatabase } from '../../scripts/lib/checks.mjs';
import { startProduct } from '../support/product.ts';

const { chromium } = createRequire(new URL('../package.json', import.meta.url))('@playwright/test');
const RUNS = Number(process.argv[2] ?? 7);
const ANNOTATIONS = Number(process.argv[3] ?? 500);
const PARAGRAPHS = 140;
const SETTLED_MS = 2_000;
const PERSON = { email: 'noemie.vasseur@loirac.example', password: 'bienvenue-sur-le-parvis', remember: false };
const MOTIVATIONS = ['commenting', 'questioning', 'editing'];
const SENTENCES = [
  'La réception se fait en trois temps : à la livraison, avant la pose, puis après le transfert de charge.',
  'Le contrôleur extérieur est présent aux deux derniers, et signe le relevé avec le directeur de travaux.',
  'Vérifiez l’étiquette de chaque appareil contre le plan de calepinage avant de le sortir de sa caisse.',
];

await build();
const executablePath = await findBrowser();
await withTestDatabase(async (env) => {
  Object.assign(process.env, env);
  const product = await startProduct('annotations', {});
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  try {
    const cookie = await signedIn(product.url);
    const { address, letters } = await annotatedPage(product.url, cookie);
    for (const [name, tab] of [
      ['text alone', '""'],
      ['text and cards', '"annotations"'],
    ]) {
      const runs = [];
      // One more than asked: the first one warms the server, not the browser.
      for (let run = 0; run <= RUNS; run++) runs.push(await measured(browser, product.url, address, cookie, tab));
      const kept = runs.slice(1);
      const [script, frame] = [figure(kept, 'script'), figure(kept, 'frame')];
      console.log(`${ANNOTATIONS} annotations on ${letters} letters, ${name}: painting ${script}, until the frame stands ${frame}`);
    }
  } finally {
    await browser.close();
    await product.stop();
  }
});

async function signedIn(url) {
  const answer = await fetch(`${url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(PERSON),
  });
  const [name, value] = (answer.headers.get('set-cookie') ?? '').split(';')[0].split(/=(.*)/s);
  return { name, value, url };
}

async function annotatedPage(url, { name, value }) {
  const ask = async (method, path, body) => {
    const headers = { 'content-type': 'application/json', origin: url, cookie: `${name}=${value}` };
    const answer = await fetch(`${url}/api${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const { id: communityId } = await ask('GET', '/communities/structures-et-ouvrages');
  const paragraphs = Array.from({ length: PARAGRAPHS }, (_, index) => `${index + 1}. ${SENTENCES.join(' ')}`);
  const markdown = paragraphs.map((text, index) => (index % 12 === 0 ? `## Partie ${index}\n\n${text}` : text)).join('\n\n');
  const { id } = await ask('POST', '/pages', { communityId, title: 'Longue page annotée', markdown });
  const page = await ask('GET', `/pages/${id}`);
  for (let index = 0; index < ANNOTATIONS; index++) {
    // Some overlap, as people's do.
    const start = Math.floor((index * (page.text.length - 200)) / ANNOTATIONS);
    const exact = page.text.slice(start, start + 30 + ((index * 37) % 90)).trim();
    const target = { exact, start: page.text.indexOf(exact, start), versionId: page.versionId };
    await ask('POST', '/annotations', { sourceId: id, motivation: MOTIVATIONS[index % 3], text: `Remarque ${index + 1}`, target });
  }
  return { address: `/p/${id}/${page.slug}`, letters: page.text.length };
}

async function measured(browser, url, address, cookie, tab) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 } });
  await context.addCookies([cookie]);
  const page = await context.newPage();
  await page.addInitScript(observe, tab);
  await page.goto(address, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.annotated?.frame !== undefined);
  await page.waitForTimeout(SETTLED_MS);
  const figures = await page.evaluate(() => window.annotated);
  await context.close();
  return figures;
}

/** In the page, before anything of it: the painting that had something to paint, and the frame after it. */
function observe(tab) {
  localStorage.setItem('parvis.panel.tab', tab);
  const annotated = (window.annotated = { script: undefined, frame: undefined });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (annotated.script !== undefined || CSS.highlights.size === 0) continue;
      annotated.script = duration;
      requestAnimationFrame(() => setTimeout(() => (annotated.frame = performance.now() - startTime)));
    }
  }).observe({ type: 'measure', buffered: true });
}

/** Median and best, in milliseconds. */
function figure(runs, key) {
  const sorted = runs.map((run) => run[key]).toSorted((a, b) => a - b);
  return `${sorted[Math.floor(sorted.length / 2)].toFixed(1)} ms (best ${sorted[0].toFixed(1)})`;
}
