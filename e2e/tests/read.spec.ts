import { COMPANY, expect, expectAccessible, openBrowser, signIn, test, written } from '../support/journey.ts';

test('finds a page in the tree, reads it, and comes back to it', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  await expectAccessible(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Structures et ouvrages' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Structures et ouvrages' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Déplier Réceptions sur chantier' }).click();
  await page.getByRole('button', { name: 'Déplier Appareils d’appui' }).click();
  await page.getByRole('link', { name: 'Réceptionner un appareil d’appui en élastomère' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Réceptionner un appareil d’appui en élastomère' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: /Avant la pose/ })).toBeVisible();
  await expect(page.locator('article img').first()).toHaveJSProperty('complete', true);
  await page.getByRole('button', { name: /personnes peuvent lire/ }).click();
  await expect(page.getByRole('dialog').getByText('Tous les salariés, et les membres')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectAccessible(page);
  await written(page, /\/favourite$/, () => page.getByRole('button', { name: 'Favori' }).click());
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Favoris' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Lus récemment' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('an address of the exporting tool leads to the page', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  await page.goto('/c/structures-et-ouvrages/wiki/receptions/betons');
  await expect(page.getByRole('heading', { level: 1, name: 'Bétons et coffrages' })).toBeVisible();
});

test('reads with the first answers that came with the page, in one round trip', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  await page.goto('/c/structures-et-ouvrages/wiki/receptions/betons');
  await expect(page.getByRole('heading', { level: 1, name: 'Bétons et coffrages' })).toBeVisible();
  const asked: string[] = [];
  let listens = false;
  // Once it listens, a screen asks again what may have changed before it did.
  page.on('websocket', () => (listens = true));
  page.on('request', (request) => listens || asked.push(new URL(request.url()).pathname));
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Bétons et coffrages' })).toBeVisible();
  await expect.poll(() => listens).toBe(true);
  const [, id] = /\/p\/([^/]+)/.exec(page.url()) ?? [];
  expect(id).toBeDefined();
  // What lies under the pointer may be fetched ahead; what is read here came with the page.
  expect(asked.filter((path) => path === '/api/me' || path === `/api/pages/${id}`)).toEqual([]);
});

test('fetches at once all that a screen needs: the page names every file that runs before it is there', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  const late = async (address: string, shown: string) => {
    await page.addInitScript((selector) => {
      new MutationObserver(() => document.querySelector(selector) && performance.mark(selector)).observe(document, {
        childList: true,
        subtree: true,
      });
    }, shown);
    const html = (await (await page.goto(address))?.text()) ?? '';
    await expect(page.locator(shown).first()).toBeVisible();
    const before = await page.evaluate((selector) => {
      const at = performance.getEntriesByName(selector)[0]?.startTime ?? 0;
      return performance
        .getEntriesByType('resource')
        .filter(({ startTime, name }) => startTime < at && /\.(?:js|css)$/.test(name))
        .map(({ name }) => new URL(name).pathname);
    }, shown);
    expect(before.length).toBeGreaterThan(3);
    return before.filter((file) => !html.includes(`"${file}"`));
  };
  expect(await late('/communities', 'form')).toEqual([]);
  await signIn(page, 'noemie.vasseur');
  expect(await late('/', 'main h1')).toEqual([]);
  expect(await late('/c/structures-et-ouvrages', 'main [role=tree]')).toEqual([]);
  await page.goto('/c/structures-et-ouvrages/wiki/receptions/betons');
  await expect(page.getByRole('heading', { level: 1, name: 'Bétons et coffrages' })).toBeVisible();
  expect(await late(page.url(), '[data-document] p')).toEqual([]);
});

test('on a slow network the frame comes first, then the page', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  let arrives = () => undefined as void;
  const late = new Promise<void>((resolve) => (arrives = resolve));
  await page.route(/\/assets\/wiki-page-.*\.js$/, async (route) => {
    await late;
    await route.continue();
  });
  await page.goto('/c/structures-et-ouvrages/wiki/receptions/betons', { waitUntil: 'commit' });
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Bétons et coffrages' })).toHaveCount(0);
  arrives();
  await expect(page.getByRole('heading', { level: 1, name: 'Bétons et coffrages' })).toBeVisible();
});

test('reads by keyboard alone, on a phone too', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 }, hasTouch: true });
  await signIn(page, 'noemie.vasseur');
  await page.goto('/c/structures-et-ouvrages');
  const tree = page.getByRole('tree', { name: 'Pages du wiki' });
  await tree.getByRole('treeitem').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Bien commencer' })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test('while nobody can say who one is, the screen says so and does not ask to sign in; it goes on once it can be said', async ({
  browser,
}) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  // As the server sends its page while the database is away: it cannot tell who asks.
  await page.route('**/communities', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/(id="first-answers"[^>]*>)[^<]*/, '$1{}');
    await route.fulfill({ response, body });
  });
  await page.route('**/api/me', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: { title: 'Unavailable', status: 503, code: 'unavailable' },
    }),
  );
  await page.goto('/communities');
  await expect(page.getByRole('main').getByRole('status')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('La page n’a pas pu être chargée', { timeout: 15_000 });
  expect(new URL(page.url()).pathname).toBe('/communities');
  await page.unroute('**/api/me');
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Communautés' })).toBeVisible();
});
