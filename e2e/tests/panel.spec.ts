import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

const ADDRESS = '/c/structures-et-ouvrages/wiki/receptions/appareils-d-appui/elastomere-frette';
const TITLE = 'Réceptionner un appareil d’appui en élastomère';

test('beside a page stands what belongs to it, and it stays as one left it', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'tugdual.legoff');
  await page.goto(ADDRESS);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const panel = page.getByRole('complementary', { name: 'Pour cette page' });
  await expect(panel.getByRole('navigation', { name: 'Sur cette page' })).toBeVisible();
  await expect(panel.getByText('Tous les salariés, et les membres')).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Dernières modifications' })).toBeVisible();
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Versions' }).click();
  await expect(panel.getByRole('link').first()).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(panel).toHaveCount(0);
  // Its parts are then before the page, folded.
  await expect(page.getByRole('navigation', { name: 'Sur cette page' }).getByRole('button')).toHaveAttribute('aria-expanded', 'false');
  await page.getByRole('button', { name: 'Pour cette page' }).click();
  await expect(panel).toBeVisible();
  expect(faults).toEqual([]);
});

test('on a phone it lies over the page, takes the focus and gives it back', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 } });
  await signIn(page, 'noemie.vasseur');
  await page.goto(ADDRESS);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  const panel = page.getByRole('complementary', { name: 'Pour cette page' });
  await expect(panel).toHaveCount(0);
  const open = page.getByRole('button', { name: 'Pour cette page' });
  await open.click();
  await expect(panel).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(open).toBeFocused();
  expect(faults).toEqual([]);
});
