import { expect, expectAccessible, openBrowser, test } from '../support/journey.ts';

test('an empty installation is set up with the code of its console', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, process.env['EMPTY_URL'] ?? '');
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Mettre Parvis en service' })).toBeVisible();
  await expectAccessible(page);
  const fill = async (code: string) => {
    await page.getByLabel('Code à usage unique').fill(code);
    await page.getByLabel('Organisation').fill('Ville de Montclair');
    await page.getByLabel(/^Nom/).fill('Hélène Daugier');
    await page.getByLabel('Adresse électronique').fill('helene.daugier@montclair.test');
    await page.locator('input[type=password]').fill('quatre moulins sous la neige');
    await page.getByRole('button', { name: 'Commencer' }).click();
  };
  await fill('WRONG-WRONG-WRONG');
  await expect(page.getByRole('heading', { name: 'Mettre Parvis en service' })).toBeVisible();
  await fill(process.env['SETUP_CODE'] ?? '');
  await expect(page.getByRole('heading', { level: 1, name: 'Accueil' })).toBeVisible();
  await expect(page.getByText('Ville de Montclair')).toBeVisible();
  expect(faults).toEqual([]);
});
