import type { Page } from '@playwright/test';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

interface Made {
  id: string;
  slug: string;
}
const ourOrigin = () => ({ origin: new URL(COMPANY()).origin });

/** Asks the server as whoever is signed in at this page. */
async function ask<T>(page: Page, method: 'GET' | 'POST' | 'PUT', address: string, data?: object): Promise<T> {
  const answer = await page.request.fetch(`/api${address}`, { method, headers: ourOrigin(), ...(data && { data }) });
  expect(answer.ok(), `${method} ${address}: ${await answer.text()}`).toBe(true);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}
const communityOf = (page: Page, slug: string) => ask<{ id: string }>(page, 'GET', `/communities/${slug}`);
const write = (page: Page, communityId: string, title: string, parentId: string | null = null) =>
  ask<Made>(page, 'POST', '/pages', { communityId, parentId, title, markdown: `Texte de ${title}.` });
const item = (page: Page, title: string) => page.getByRole('treeitem', { name: title, exact: true });
const addressOf = ({ id, slug }: Made) => `/p/${id}/${slug}`;

test('begins a page from a template, under the page chosen', async ({ browser }) => {
  test.setTimeout(90_000);
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'tugdual.legoff');
  await page.goto('/c/structures-et-ouvrages');
  await page.getByRole('link', { name: 'Nouvelle page' }).click();
  await page.getByLabel('Titre de la page').fill('Réunion du 3 décembre');
  await page.getByRole('button', { name: 'Changer de place' }).click();
  await page.getByLabel('Chercher une page').fill('retours');
  await page.getByRole('radio', { name: 'Retours d’expérience' }).check();
  await page.getByRole('radio', { name: /^Compte rendu de réunion/ }).check();
  await expect(page.getByRole('region', { name: 'Aperçu du modèle' }).getByRole('heading', { name: 'Décisions' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Créer la page' }).click();
  await expect(page).toHaveURL(/\/p\/[0-9a-f-]+\/reunion-du-3-decembre\/modifier$/);
  await page.goto(page.url().replace(/\/modifier$/, ''));
  await expect(page.getByRole('heading', { level: 1, name: 'Réunion du 3 décembre' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ordre du jour' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Fil d’Ariane' }).getByRole('link', { name: 'Retours d’expérience' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('moves a page with all below it, by dragging and by menu, and takes it back', async ({ browser }) => {
  test.setTimeout(90_000);
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'aicha.benhaddou');
  const { id: communityId } = await communityOf(page, 'energie-et-bas-carbone');
  const [one, two] = [await write(page, communityId, 'Bilan A'), await write(page, communityId, 'Bilan B')];
  const below = await write(page, communityId, 'Détail du bilan', one.id);
  await page.goto('/c/energie-et-bas-carbone');
  await expect(item(page, 'Bilan B')).toBeVisible();
  await expectAccessible(page);

  // Into the middle of the line: below it.
  await item(page, 'Bilan A').locator('> div').dragTo(item(page, 'Bilan B').locator('> div'));
  await expect(page.getByText('« Bilan A » est déplacée')).toBeVisible();
  await page.goto(addressOf(below));
  await expect(page.getByRole('navigation', { name: 'Fil d’Ariane' }).getByRole('link')).toHaveText([
    'Énergie et bas carbone',
    'Bilan B',
    'Bilan A',
  ]);

  // By menu, by keyboard alone, to the top.
  await item(page, 'Bilan A').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Déplacer…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Au premier niveau' }).check();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Déplacer' }).click();
  await expect(item(page, 'Bilan A')).toHaveAttribute('aria-level', '1');
  await expect(page.getByRole('navigation', { name: 'Fil d’Ariane' }).getByRole('link')).toHaveText(['Énergie et bas carbone', 'Bilan A']);
  await page.getByRole('status').getByRole('button', { name: 'Annuler' }).last().click();
  await expect(item(page, 'Bilan A')).toHaveAttribute('aria-level', '2');

  // Another name; the old address leads there.
  await item(page, 'Détail du bilan').focus();
  await page.keyboard.press('F2');
  await page.getByLabel('Titre de la page').fill('Chiffres du bilan');
  await page.keyboard.press('Enter');
  await expect(item(page, 'Chiffres du bilan')).toBeFocused();
  await page.goto(addressOf(below));
  await expect(page).toHaveURL(new RegExp(`/p/${below.id}/chiffres-du-bilan$`));
  await expect(page.getByRole('heading', { level: 1, name: 'Chiffres du bilan' })).toBeVisible();

  // Letters lead to titles.
  await item(page, 'Chiffres du bilan').focus();
  await page.keyboard.type('bilan b');
  await expect(item(page, 'Bilan B')).toBeFocused();
  expect(two.id).not.toBe(one.id);
  expect(faults).toEqual([]);
});

test('takes a page to a secret community: whoever was reading it loses it at once', async ({ browser }) => {
  const mover = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await Promise.all([signIn(mover.page, 'mathilde.kerjean'), signIn(reader.page, 'camille.ollivier')]);
  const { id: communityId } = await communityOf(mover.page, 'agence-de-nantes');
  const top = await write(mover.page, communityId, 'Projet de déménagement');
  const below = await write(mover.page, communityId, 'Locaux visités', top.id);
  await reader.page.goto(addressOf(below));
  await expect(reader.page.getByRole('heading', { level: 1, name: 'Locaux visités' })).toBeVisible();

  await mover.page.goto(addressOf(top));
  await mover.page.getByRole('button', { name: 'Autres actions' }).click();
  await mover.page.getByRole('menuitem', { name: 'Déplacer…' }).click();
  const dialog = mover.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Dans quelle communauté' }).or(dialog.getByLabel('Dans quelle communauté')).first().click();
  await mover.page.getByRole('option', { name: 'Comité de direction' }).click();
  await expect(dialog.getByText('que les autres ne voient pas')).toBeVisible();
  await dialog.getByRole('button', { name: 'Déplacer', exact: true }).click();
  await expect(mover.page.getByText('« Projet de déménagement » est déplacée')).toBeVisible();

  await expect(reader.page.getByRole('heading', { name: 'Il n’y a rien ici' })).toBeVisible();
  await mover.page.goto(addressOf(below));
  await expect(mover.page.getByRole('navigation', { name: 'Fil d’Ariane' }).getByRole('link').first()).toHaveText('Comité de direction');
  expect([...mover.faults, ...reader.faults]).toEqual([]);
});

test('copies a page with what lies below', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'camille.ollivier');
  const { id: communityId } = await communityOf(page, 'securite-des-chantiers');
  const top = await write(page, communityId, 'Chantier type');
  await write(page, communityId, 'Accès au chantier', top.id);
  await page.goto(addressOf(top));
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: 'Copier…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Titre de la page').fill('Chantier de Trentemoult');
  await expect(dialog.getByRole('checkbox', { name: 'Avec les pages en dessous' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Copier' }).click();
  await expect(page.getByText('2 pages sont copiées')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Chantier de Trentemoult' })).toBeVisible();
  await expect(item(page, 'Chantier de Trentemoult')).toHaveAttribute('aria-expanded', 'true');
  await expect(item(page, 'Accès au chantier').last()).toHaveAttribute('aria-level', '2');
  expect(faults).toEqual([]);
});

test('labels a page, watches it, and reads it again on its day', async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'tugdual.legoff');
  const mine = page.getByRole('region', { name: 'À relire par vous' }).or(page.getByRole('list', { name: 'À relire par vous' }));
  await expect(mine.getByRole('link', { name: 'Étanchéité' })).toBeVisible();
  await expectAccessible(page);
  await mine.getByRole('link', { name: 'Étanchéité' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Étanchéité' })).toBeVisible();

  await page.getByRole('button', { name: /Notifications de cette page/ }).click();
  await page.getByRole('menuitemradio', { name: /^Tout/ }).click();
  await expect(page.getByRole('button', { name: 'Notifications de cette page : Tout' })).toBeVisible();
  await page.getByRole('button', { name: 'Modifier les étiquettes' }).click();
  await page.getByLabel('Étiquettes').first().fill('Toiture');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('link', { name: 'Toiture' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Toiture' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Étanchéité' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Étanchéité' }).click();
  await page.getByRole('button', { name: 'C’est toujours juste' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Dans 12 mois' }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'C’est toujours juste' }).click();
  await expect(page.getByText('« Étanchéité » est relue')).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Accueil' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'À relire par vous' })).toHaveCount(0);
  await page.goto('/reviews');
  await expect(page.getByRole('link', { name: 'Étanchéité' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('the ways through a wiki are accessible', async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'maelle.kervadec');
  for (const address of [
    '/c/structures-et-ouvrages/a-relire',
    '/c/structures-et-ouvrages/modifications',
    '/c/structures-et-ouvrages/etiquettes',
  ]) {
    await page.goto(address);
    await expect(page.locator('main li a').first()).toBeVisible();
    await expectAccessible(page);
  }
  expect(faults).toEqual([]);
});
