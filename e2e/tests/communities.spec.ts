import { COMPANY, expect, expectAccessible, openBrowser, signIn, test, written } from '../support/journey.ts';

test('creates a community, somebody asks to join it and is accepted', async ({ browser }) => {
  const animator = await openBrowser(browser, COMPANY());
  await signIn(animator.page, 'julien.mercoeur');
  await animator.page.goto('/communities');
  await animator.page.getByRole('button', { name: 'Créer une communauté' }).click();
  const dialog = animator.page.getByRole('dialog');
  await dialog.getByLabel('Nom').fill('Passerelles bois');
  await dialog.getByLabel('À quoi elle sert').fill('Platelages, assemblages, entretien.');
  await dialog.getByRole('textbox', { name: 'Qui peut lire' }).or(dialog.getByLabel('Qui peut lire')).first().click();
  await animator.page.getByRole('option', { name: 'Sur demande' }).click();
  await dialog.getByRole('button', { name: 'Créer une communauté' }).click();
  await expect(animator.page.getByRole('heading', { level: 1, name: 'Passerelles bois' })).toBeVisible();
  await expect(animator.page.getByRole('heading', { name: 'Aucune page pour l’instant' })).toBeVisible();

  const other = await openBrowser(browser, COMPANY());
  await signIn(other.page, 'yann.bellego');
  await other.page.goto('/communities');
  await expectAccessible(other.page);
  await other.page.getByRole('button', { name: 'Demander l’accès à Passerelles bois' }).click();
  await expect(other.page.getByText('Demande envoyée').first()).toBeVisible();

  await animator.page.goto('/c/passerelles-bois/members');
  await expect(animator.page.getByText('Yann Bellego')).toBeVisible();
  await expectAccessible(animator.page);
  await written(animator.page, /\/members\//, () => animator.page.getByRole('button', { name: 'Accepter' }).click());
  await other.page.goto('/c/passerelles-bois');
  await expect(other.page.getByRole('heading', { level: 1, name: 'Passerelles bois' })).toBeVisible();
  expect([...animator.faults, ...other.faults]).toEqual([]);
});

test('a secret community is invisible in every way to those outside', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  await page.goto('/communities');
  await expect(page.getByText('Sécurité des chantiers').first()).toBeVisible();
  await expect(page.getByText('Comité de direction')).toHaveCount(0);
  await page.goto('/c/comite-de-direction');
  await expect(page.getByRole('heading', { name: 'Il n’y a rien ici' })).toBeVisible();
  const foreign = await page.request.get('/api/communities/comite-de-direction');
  const absent = await page.request.get('/api/communities/nulle-part');
  const body = async (answer: typeof foreign) => JSON.stringify({ ...((await answer.json()) as object), requestId: '' });
  expect(foreign.status()).toBe(absent.status());
  expect(await body(foreign)).toBe(await body(absent));
});
