import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';
import { zipOf } from '../support/zip.ts';

const GUIDE = zipOf({
  'SUMMARY.md': '# Sommaire\n\n* [Guide de chantier](README.md)\n* [Coffrages](coffrages.md)\n',
  'README.md': '# Guide de chantier\n\nOn commence par les [coffrages](coffrages.md), puis [le ferraillage](ferraillage.md).\n',
  'coffrages.md': [
    '# Coffrages',
    '',
    '{% hint style="warning" %}',
    'Jamais de décoffrage avant sept jours.',
    '{% endhint %}',
    '',
    '{% swagger method="get" path="/bétons" %}',
    'Une centrale répond.',
    '{% endswagger %}',
    '',
  ].join('\n'),
});

test('imports a zip, follows it, reads what came through and what did not, and opens a page', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'tugdual.legoff');
  await page.goto('/c/structures-et-ouvrages');
  await page.getByRole('button', { name: 'Importer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Importer du Markdown' });
  await expectAccessible(page);
  await dialog.locator('input[type=file]').setInputFiles({ name: 'guide-de-chantier.zip', mimeType: 'application/zip', buffer: GUIDE });
  // Sent or at work: it may be quick, and then the report is there at once.
  await expect(dialog.getByRole('progressbar').or(dialog.getByText('2 pages créées')).first()).toBeVisible();
  await expect(dialog.getByRole('status')).toContainText('2 pages créées. 1 point à regarder', { timeout: 20_000 });

  await dialog.getByText('Liens rompus').click();
  await expect(dialog.getByText('ferraillage.md')).toBeVisible();
  await expect(dialog.getByText('ligne 3 ferraillage.md n’est pas dans le zip')).toBeVisible();
  await dialog.getByText('Blocs gardés tels quels').click();
  await expect(dialog.getByText('balise GitBook')).toBeVisible();
  await expectAccessible(page);

  await dialog.getByRole('link', { name: 'coffrages.md' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Coffrages' })).toBeVisible();
  await expect(page.getByText('Jamais de décoffrage avant sept jours.')).toBeVisible();
  await expect(page.getByRole('note', { name: 'Bloc gardé tel quel.' })).toContainText('balise GitBook');
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test('an import is found again after the window was closed, and the same zip changes nothing', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'julien.mercoeur');
  await page.goto('/communities?new=true');
  const create = page.getByRole('dialog');
  await create.getByLabel('Nom').fill('Ouvrages provisoires');
  await create.getByRole('button', { name: 'Créer une communauté' }).click();
  await expect(page.getByRole('heading', { name: 'Aucune page pour l’instant' })).toBeVisible();
  const send = async () => {
    await page.getByRole('button', { name: 'Importer' }).first().click();
    await page
      .getByRole('dialog')
      .locator('input[type=file]')
      .setInputFiles({ name: 'guide.zip', mimeType: 'application/zip', buffer: GUIDE });
  };
  await send();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('2 pages créées', { timeout: 20_000 });
  // The tree behind is filled without a reload.
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).last().click();
  await expect(page.getByRole('tree').getByRole('treeitem', { name: 'Coffrages' })).toBeVisible();

  await page.reload();
  await send();
  await expect(page.getByRole('dialog').getByRole('status')).toContainText('Rien à changer', { timeout: 20_000 });
  await page.getByRole('button', { name: 'Importer un autre zip' }).click();
  await expect(page.getByRole('button', { name: 'Voir le rapport de guide.zip' })).toHaveCount(2);
});

test('a file that is no zip is refused in words, and nothing is there', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'tugdual.legoff');
  await page.goto('/c/structures-et-ouvrages');
  await page.getByRole('button', { name: 'Importer' }).click();
  const file = { name: 'vacances.zip', mimeType: 'application/zip', buffer: Buffer.from('ceci n’est pas un zip') };
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('n’est pas un zip lisible', { timeout: 20_000 });
});
