import path from 'node:path';
import type { Page } from '@playwright/test';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

/** Writes by the API, as somebody's script would, in her name. */
async function request<T>(page: Page, method: 'get' | 'post' | 'put', address: string, data?: unknown): Promise<T> {
  const answer = await page.request[method](`/api${address}`, { ...(data !== undefined && { data }), headers: { origin: COMPANY() } });
  expect(answer.ok(), `${method} ${address}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}
const FIRST = `Vérifiez l’étiquette de chaque appareil contre le plan de calepinage.

La hauteur libre est d’au moins 200 mm.

## Le jour de la pose

* Bossage plan
* Béton du bossage à 30 MPa au moins

La température du tablier est relevée toutes les heures.`;
const SECOND = `Vérifiez l’étiquette de chaque appareil contre le plan de calepinage.

## Le jour de la pose

* Bossage plan à 1 mm sous la règle de 2 m
* Béton du bossage à 30 MPa au moins

La température du tablier est relevée toutes les heures.

La hauteur libre est d’au moins **220 mm**, pour permettre un remplacement au vérin.`;

async function newPage(page: Page, title: string): Promise<string> {
  const { id: communityId } = await request<{ id: string }>(page, 'get', '/communities/structures-et-ouvrages');
  const { id } = await request<{ id: string }>(page, 'post', '/pages', { communityId, title, markdown: FIRST });
  await request(page, 'put', `/pages/${id}/document`, { markdown: SECOND });
  return id;
}
test.describe.configure({ timeout: 150_000 });

const shot = (page: Page, name: string) => page.screenshot({ path: path.resolve(`.results/versions/${name}.png`), fullPage: true });
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('sees what changed between two versions, names one, restores one and takes it back', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'tugdual.legoff');
  const id = await newPage(page, 'Pose d’un appui en élastomère');
  await page.goto(`/p/${id}`);
  await page.getByRole('main').getByRole('button', { name: 'Autres actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Versions' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Versions de/ })).toBeVisible();

  const current = page.getByRole('link', { name: /Version 2/ });
  await expect(current).toHaveAttribute('aria-current', 'true');
  await expect(page.locator('ins').filter({ hasText: 'sous la règle' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Bloc déplacé et modifié' })).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.locator('[data-change]:focus')).toHaveCount(1);
  await page.keyboard.press('j');
  await expect(page.getByText(/^2 sur \d+$/)).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByText(/^1 sur \d+$/)).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'inline-1280');
  await page.getByLabel('Côte à côte').check();
  await expectAccessible(page);
  await shot(page, 'side-1280');
  await page.getByLabel('Lire la version').check();
  await expect(page.getByRole('heading', { level: 2, name: 'Le jour de la pose' })).toBeVisible();
  await page.getByLabel('À la suite').check();

  await page.getByRole('button', { name: 'Nommer' }).click();
  await page.getByLabel('Nom de la version').fill('Relue par le bureau d’études');
  await page.getByRole('button', { name: 'Enregistrer le nom' }).click();
  await expect(page.getByRole('link', { name: /Version 2 — Relue par le bureau d’études/ })).toBeVisible();

  await page.getByRole('link', { name: /Version 1/ }).click();
  await page.getByRole('button', { name: 'Restaurer cette version' }).click();
  await expect(page.getByText('La page reprend le texte de', { exact: false })).toBeVisible();
  await expect(page.getByText('Reprend la version 1')).toBeVisible();
  expect((await request<{ text: string }>(page, 'get', `/pages/${id}`)).text).toContain('200 mm');
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(page.getByText('Reprend la version 2')).toBeVisible();
  expect((await request<{ text: string }>(page, 'get', `/pages/${id}`)).text).toContain('220 mm');
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test('works on a draft that readers do not see, looks at what changes, and publishes it', async ({ browser }) => {
  const writer = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'tugdual.legoff');
  await signIn(reader.page, 'noemie.vasseur');
  const id = await newPage(writer.page, 'Vérinage d’un tablier');
  await writer.page.goto(`/p/${id}`);
  await writer.page.getByRole('main').getByRole('button', { name: 'Autres actions' }).first().click();
  await writer.page.getByRole('menuitem', { name: 'Écrire un brouillon avant de publier' }).click();
  await expect(writer.page.getByText('Cette page se publie à la main.')).toBeVisible();
  await request(writer.page, 'put', `/pages/${id}/document`, { markdown: SECOND.replace('220 mm', '240 mm') });

  await writer.page.goto(`/p/${id}`);
  await expect(writer.page.getByText('Un brouillon est en cours.')).toBeVisible();
  await expect(writer.page.locator('article').getByText('220 mm')).toBeVisible();
  await expectAccessible(writer.page);
  await reader.page.goto(`/p/${id}`);
  await expect(reader.page.locator('article').getByText('220 mm')).toBeVisible();
  await expect(reader.page.getByText('Un brouillon est en cours.')).toHaveCount(0);

  await writer.page.getByRole('link', { name: 'Voir et publier…' }).click();
  await expect(writer.page.getByRole('heading', { level: 1, name: /^Avant de publier/ })).toBeVisible();
  await expect(writer.page.getByText(/\d+ personnes liront cette version\./)).toBeVisible();
  await expect(writer.page.locator('ins').filter({ hasText: '240' })).toBeVisible();
  await expectAccessible(writer.page);
  await shot(writer.page, 'publish-1280');
  await writer.page.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(writer.page.getByText('La page est publiée.')).toBeVisible();
  await expect(writer.page.locator('article').getByText('240 mm')).toBeVisible();
  // The reader's screen hears of it.
  await expect(reader.page.locator('article').getByText('240 mm')).toBeVisible();
  expect([...writer.faults, ...reader.faults]).toEqual([]);
});

test('reads the history on a phone', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 }, hasTouch: true });
  await signIn(page, 'tugdual.legoff');
  const id = await newPage(page, 'Ferraillage des bossages');
  await page.goto(`/p/${id}/x/versions`);
  await expect(page.locator('ins').first()).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await shot(page, 'inline-375');
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot(page, 'inline-375-dark');
  expect(faults).toEqual([]);
});
