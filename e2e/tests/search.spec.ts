import type { Locator, Page } from '@playwright/test';
import { annotate, ask, overflow, shot } from '../support/annotating.ts';
import { COMPANY, type Guest, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Chercher une page, une personne, une action' });
const offered = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const meant = (page: Page) => page.getByRole('option', { selected: true });
const hits = (page: Page) => page.getByRole('list', { name: 'Résultats' }).locator('[data-hit]');
const link = (hit: Locator) => hit.getByRole('heading').getByRole('link');

interface Made {
  id: string;
  slug: string;
}
const community = (guest: Guest, name: string, visibility = 'open') => ask<Made>(guest, 'post', '/communities', { name, visibility });
const write = (guest: Guest, communityId: string, title: string, markdown: string) =>
  ask<Made>(guest, 'post', '/pages', { communityId, title, markdown });

/** Waits until the index has followed what was written. */
async function findable(guest: Guest, q: string, count: number): Promise<void> {
  const found = () =>
    ask<{ items: unknown[] }>(guest, 'get', `/search?limit=50&q=${encodeURIComponent(q)}`).then(({ items }) => items.length);
  await expect.poll(found).toBe(count);
}

test('by keys alone: one goes to a page, a person and an action, and comes back to where one was', async ({ browser }) => {
  const guest = await openBrowser(browser, COMPANY());
  const { page } = guest;
  await signIn(page, 'mathilde.kerjean');
  const { id } = await community(guest, 'Étanchéité des tabliers');
  await write(guest, id, 'Réparer une chape fissurée', 'Purger, puis coller un renfort.');
  await write(guest, id, 'Chape neuve', 'Attendre que le béton soit sec.');
  await findable(guest, 'chape', 2);

  const opener = page.getByRole('button', { name: 'Chercher une page, une personne, une action' });
  await opener.focus();
  await page.keyboard.press('Control+k');
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();
  await expect(opener).toBeFocused();

  // From the second letter, without accents or capitals, by beginnings.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('repa chap');
  await expect(meant(page)).toHaveText(/^Réparer une chape fissurée/);
  await expect(field(page)).toHaveAttribute('aria-activedescendant', /^palette-page-/);
  await expect(page.getByRole('status').filter({ hasText: /^1 suggestion$/ })).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Réparer une chape fissurée' })).toBeVisible();
  await expect(page.locator('#main')).toBeFocused();

  // What was read is offered before anything is typed, once one is elsewhere.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('neuve');
  await expect(meant(page)).toHaveText(/^Chape neuve/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Chape neuve' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Lus récemment' }).getByRole('option').first()).toHaveText(/^Réparer une chape/);
  await expect(page.getByRole('option', { name: 'Modifier cette page' })).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'search/palette-1280');

  await page.keyboard.type('salaun');
  await expect(meant(page)).toContainText('Bruno Salaün');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Bruno Salaün' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('corb');
  await expect(page.getByRole('option', { name: 'Ouvrir la corbeille' })).toBeVisible();
  while ((await meant(page).textContent()) !== 'Ouvrir la corbeille') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/trash$/);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('passer en sombre');
  await expect(meant(page)).toHaveText('Passer en sombre');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  // Tab leads to all results; Ctrl and Enter to another window.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('chape fissu');
  await expect(meant(page)).toHaveText(/^Réparer une chape/);
  const [other] = await Promise.all([guest.context.waitForEvent('page'), page.keyboard.press('Control+Enter')]);
  await expect(other.getByRole('heading', { level: 1, name: 'Réparer une chape fissurée' })).toBeVisible();
  await other.close();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Tous les résultats' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=chape\+fissu$/);
  await expect(link(hits(page).first())).toHaveText('Réparer une chape fissurée');
  expect(guest.faults).toEqual([]);
});

test('all results: in spite of accents and a slip, narrowed, opened, and found again at the same place', async ({ browser }) => {
  test.setTimeout(180_000);
  const guest = await openBrowser(browser, COMPANY());
  const colleague = await openBrowser(browser, COMPANY());
  const { page } = guest;
  await signIn(page, 'julien.mercoeur');
  await signIn(colleague.page, 'yann.bellego');
  const one = await community(guest, 'Calages et vérins');
  const two = await community(colleague, 'Levage lourd');
  const first = await write(guest, one.id, 'Le vérinage des travées', 'Chaque vérinage est précédé d’un essai à vide.');
  for (let number = 2; number <= 24; number++)
    await write(guest, one.id, `Vérinage, fiche ${number}`, `La fiche ${number} du vérinage donne la course et la pression.`);
  await write(colleague, two.id, 'Grues et vérinage', 'Le vérinage remplace la grue sous les lignes.');
  const note = await annotate(guest, first.id, 'questioning', 'essai à vide', 'Le vérinage à blanc suffit-il ?');
  await findable(guest, 'vérinage', 26);

  await page.goto('/search');
  await expect(page.getByRole('searchbox', { name: 'Ce que vous cherchez' })).toBeFocused();
  await page.keyboard.type('verinage');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/search\?q=verinage$/);
  await expect(page).toHaveTitle(/^«\sverinage\s» · Recherche/);
  await expect(page.getByText('Les 20 premiers résultats')).toBeVisible();
  await expect(hits(page).first().locator('mark').first()).toHaveText(/^vérinage$/i);
  await expectAccessible(page);
  await shot(page, 'search/results-1280');

  await page.getByRole('button', { name: 'Voir la suite' }).click();
  await expect(hits(page)).toHaveCount(26);
  await expect(page.getByText('26 résultats')).toBeVisible();
  await expect(link(hits(page).nth(20))).toBeFocused();

  // Back from a page, the list is as long as it was, and where it was.
  const last = link(hits(page).last());
  await last.scrollIntoViewIfNeeded();
  const title = await last.textContent();
  await last.click();
  await expect(page).toHaveURL(/\/p\//);
  await page.goBack();
  await expect(hits(page)).toHaveCount(26);
  await expect(last).toHaveText(title ?? '');
  await expect(last).toBeInViewport();

  // Narrowed by address: what one sends to a colleague shows the same.
  await page.getByRole('combobox', { name: 'Communauté' }).selectOption({ label: 'Levage lourd' });
  await expect(hits(page)).toHaveCount(1);
  await expect(page).toHaveURL(new RegExp(`community=${two.id}`));
  await expect(page.getByRole('button', { name: 'Retirer le filtre Dans « Levage lourd »' })).toBeVisible();
  await page.reload();
  await expect(hits(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Retirer le filtre Dans « Levage lourd »' }).click();
  await page.getByRole('button', { name: 'Moi', exact: true }).click();
  await expect(page).toHaveURL(/author=me/);
  await expect(page.getByText('Les 20 premiers résultats')).toBeVisible();
  await page.getByRole('navigation', { name: 'Type de résultats' }).getByRole('link', { name: 'Annotations' }).click();
  await expect(hits(page)).toHaveCount(1);
  await expect(hits(page)).toContainText('Annotation sur Le vérinage des travées');
  await page.getByRole('combobox', { name: 'Dernière modification' }).selectOption({ label: 'Entre deux dates' });
  await page.getByLabel('Au', { exact: true }).fill('2020-01-31');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Rien pour «\sverinage\s» avec ces filtres/ })).toBeVisible();
  await page.getByRole('button', { name: 'Retirer le filtre Jusqu’au 31 janv. 2020' }).click();
  await link(hits(page)).click();
  await expect(page).toHaveURL(new RegExp(`annotation=${note.id}`));

  await page.goto('/search?q=verniage');
  await expect(page.getByText(/^Presque rien pour «\sverniage\s»/)).toBeVisible();
  await expect(hits(page).first()).toContainText(/vérinage/i);
  await page.goto('/search?q=-v%C3%A9rinage');
  await expect(page.getByRole('heading', { name: 'Dites aussi ce qu’il faut chercher' })).toBeVisible();
  await page.goto('/search?q=xyzzyx');
  await expect(page.getByRole('heading', { name: /^Rien pour «\sxyzzyx\s»/ })).toBeVisible();
  await expectAccessible(page);

  await ask(guest, 'patch', '/me', { language: 'en' });
  await page.goto('/search?q=verinage&kind=page');
  await expect(page.getByText('First 20 results')).toBeVisible();
  await ask(guest, 'patch', '/me', { language: 'fr' });
  expect([...guest.faults, ...colleague.faults]).toEqual([]);
});

test('on a phone: a sheet over the whole screen, by touch, and filters on another', async ({ browser }) => {
  const guest = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 }, hasTouch: true });
  const { page } = guest;
  await signIn(page, 'sophie.rambaud');
  const { id } = await community(guest, 'Inspections subaquatiques');
  await write(guest, id, 'Plonger sous une pile', 'Le plongeur relève les affouillements de la pile.');
  await write(guest, id, 'Sonar', 'Le sonar montre les affouillements avant la plongée.');
  await findable(guest, 'affouillements', 2);

  await page.getByRole('button', { name: 'Chercher une page, une personne, une action' }).tap();
  await expect(field(page)).toBeFocused();
  const box = await page.getByRole('dialog').boundingBox();
  expect([box?.x, box?.y, box?.width, box?.height]).toEqual([0, 0, 375, 812]);
  await field(page).fill('plonger');
  await expect(offered(page).first()).toHaveText(/^Plonger sous une pile/);
  const line = await offered(page).first().boundingBox();
  expect(line?.height).toBeGreaterThanOrEqual(44);
  await expectAccessible(page);
  await shot(page, 'search/palette-375');
  await offered(page).first().tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Plonger sous une pile' })).toBeVisible();

  // In the community of the page as well as everywhere.
  await page.getByRole('button', { name: 'Chercher une page, une personne, une action' }).tap();
  await field(page).fill('affouillements');
  await page.getByRole('option', { name: 'Chercher « affouillements » dans « Inspections subaquatiques »' }).tap();
  await expect(page).toHaveURL(new RegExp(`community=${id}`));
  await expect(hits(page)).toHaveCount(2);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await shot(page, 'search/results-375');

  // The narrowest phones have room for all that stands at the top.
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  const [name, opener] = await Promise.all(
    [page.getByRole('banner').getByRole('link', { name: 'Parvis' }), page.getByRole('button', { name: /^Chercher une page/ })].map((part) =>
      part.boundingBox(),
    ),
  );
  expect(opener!.x).toBeGreaterThanOrEqual(name!.x + name!.width);
  expect(opener!.width).toBeGreaterThanOrEqual(24);
  await page.setViewportSize({ width: 375, height: 812 });

  await page.getByRole('button', { name: 'Filtres (1)' }).tap();
  const sheet = page.getByRole('dialog', { name: 'Filtres' });
  await expect(sheet.getByRole('combobox', { name: 'Communauté' })).toHaveValue(id);
  await sheet.getByRole('combobox', { name: 'Dernière modification' }).selectOption({ label: 'Depuis 7 jours' });
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Voir les résultats' }).tap();
  await expect(page.getByRole('button', { name: 'Filtres (2)' })).toBeVisible();
  await expect(hits(page)).toHaveCount(2);
  await page.getByRole('button', { name: 'Retirer les filtres' }).tap();
  await expect(page).toHaveURL(/\/search\?q=affouillements$/);
  expect(guest.faults).toEqual([]);
});

test('what is in a secret community is offered to its members alone', async ({ browser }) => {
  const member = await openBrowser(browser, COMPANY());
  const outsider = await openBrowser(browser, COMPANY());
  await signIn(member.page, 'camille.ollivier');
  await signIn(outsider.page, 'tugdual.legoff');
  const { id } = await community(member, 'Quillotruc confidentiel', 'secret');
  await write(member, id, 'Quillotruc, offre chiffrée', 'Le quillotruc coûte trop cher.');
  await findable(member, 'quillotruc', 2);

  for (const { guest, sees } of [
    { guest: member, sees: true },
    { guest: outsider, sees: false },
  ]) {
    const { page } = guest;
    await page.keyboard.press('Control+k');
    const answered = page.waitForResponse((response) => response.url().includes('/search/suggestions?q=quillotruc'));
    await page.keyboard.type('quillotruc');
    await answered;
    await expect(page.getByRole('option', { name: 'Chercher « quillotruc » partout' })).toBeVisible();
    await expect(offered(page).filter({ hasText: 'offre chiffrée' })).toHaveCount(sees ? 1 : 0);
    await expect(offered(page).filter({ hasText: 'confidentiel' })).toHaveCount(sees ? 3 : 0);
    await page.keyboard.press('Escape');
    await page.goto('/search?q=quillotruc');
    if (sees) await expect(hits(page)).toHaveCount(2);
    else await expect(page.getByRole('heading', { name: /^Rien pour «\squillotruc\s»/ })).toBeVisible();
  }
  expect([...member.faults, ...outsider.faults]).toEqual([]);
});

test('without a network, what was not looked for is said, nothing takes the screen away, and it goes on by itself', async ({ browser }) => {
  const guest = await openBrowser(browser, COMPANY());
  const { page, context } = guest;
  await signIn(page, 'julien.mercoeur');
  await page.goto('/search?q=passerelle');
  await expect(hits(page).first()).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(offered(page).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await context.setOffline(true);
  const field = page.getByRole('searchbox', { name: 'Ce que vous cherchez' });
  await field.fill('appui');
  await field.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Le réseau ne répond pas');
  await expect(hits(page)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('corbeille');
  await expect(page.getByText('Les actions restent possibles')).toBeVisible();
  await expect(offered(page).filter({ hasText: 'Ouvrir la corbeille' })).toBeVisible();
  await page.keyboard.press('Escape');

  // Parts of the screen whose code was not fetched yet.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await expect(page.getByRole('status').filter({ hasText: 'Cela n’a pas pu s’ouvrir' })).toBeVisible();
  await expect(field).toHaveValue('appui');

  await context.setOffline(false);
  await expect(hits(page).first()).toBeVisible();

  // A screen whose code was not fetched yet.
  await context.setOffline(true);
  await page.getByRole('link', { name: 'Mes annotations' }).first().click();
  await expect(page.getByRole('alert')).toContainText('Le réseau ne répond pas');
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('heading', { level: 1, name: 'Mes annotations' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Raccourcis du clavier' })).toBeVisible();
  expect(guest.faults).toEqual([]);
});
