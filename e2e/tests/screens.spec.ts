import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

test('every screen is accessible in both themes', async ({ browser }) => {
  test.setTimeout(120_000);
  const { page, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'maelle.kervadec');
  for (const address of [
    '/profile',
    '/trash',
    '/admin/people',
    '/admin/invitations',
    '/admin/audit',
    '/admin/mails',
    '/admin/settings',
    '/c/energie-et-bas-carbone/settings',
    '/nulle-part',
  ]) {
    await page.goto(address);
    await expect(page.locator('main :is(h1, h2)').first()).toBeVisible();
    await expectAccessible(page);
  }
  expect(faults).toEqual([]);
});
