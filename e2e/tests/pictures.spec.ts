import path from 'node:path';
import { COMPANY, expect, openBrowser, signIn, test } from '../support/journey.ts';

/** The pictures of the README; `PICTURES=../docs/pictures` replaces those that are there. */
const FOLDER = path.resolve(process.env['PICTURES'] ?? '.results/pictures');

const SIZES = { phone: { width: 375, height: 812 }, desk: { width: 1280, height: 900 } };

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`pictures: ${size}, ${colorScheme}`, async ({ browser }) => {
      const { page } = await openBrowser(browser, COMPANY(), { viewport, colorScheme });
      const shoot = (name: string) => page.screenshot({ path: path.join(FOLDER, `${name}-${size}-${colorScheme}.png`) });
      await signIn(page, 'tugdual.legoff');
      await expect(page.getByRole('link', { name: 'Structures et ouvrages' }).first()).toBeVisible();
      await shoot('home');
      await page.goto('/c/structures-et-ouvrages');
      // What comes after the first paint belongs to the picture, too.
      await expect(page.getByRole('link', { name: 'Étiquettes' })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Exporter en Markdown' })).toBeVisible();
      await shoot('community');
      await page.goto('/c/structures-et-ouvrages/wiki/receptions/appareils-d-appui/elastomere-frette');
      await expect(page.getByRole('heading', { level: 1, name: /élastomère/ })).toBeVisible();
      await expect(page.locator('article img').first()).toHaveJSProperty('complete', true);
      await expect(page.getByRole('button', { name: 'Annoter', exact: true })).toBeVisible();
      await shoot('page');
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
    });
  }
}
