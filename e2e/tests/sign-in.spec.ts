import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

test('signs in, is refused with a reference, and signs out', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY());
  await page.goto('/communities');
  await expect(page).toHaveURL(/sign-in/);
  await expectAccessible(page);
  await page.getByLabel('Adresse électronique').fill('bruno.salaun@loirac.example');
  await page.locator('input[type=password]').fill('ce n’est pas le bon');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toContainText(/Référence [A-Z0-9]+-?[A-Z0-9]+/);
  await page.locator('input[type=password]').fill('bienvenue-sur-le-parvis');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  // Back where she wanted to go.
  await expect(page.getByRole('heading', { level: 1, name: 'Communautés' })).toBeVisible();
  await page.getByRole('button', { name: /Mon compte/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('a forgotten password is replaced through the link of the mail, once', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await page.goto('/reset');
  await page.getByLabel('Adresse électronique').fill('ines.caradec@ostrea.example');
  await page.getByRole('button', { name: 'Envoyer le lien' }).click();
  await expect(page.getByText('Référence')).toBeVisible();
  const admin = await openBrowser(browser, COMPANY());
  await signIn(admin.page, 'maelle.kervadec');
  await expect(async () => {
    const mails = (await (await admin.page.request.get('/api/admin/mails')).json()) as { items: { to: string; text: string }[] };
    const mail = mails.items.find(({ to }) => to === 'ines.caradec@ostrea.example');
    expect(mail?.text).toContain('/reset#');
    await page.goto(`/reset#${/\/reset#(\S+)/.exec(mail?.text ?? '')?.[1]}`);
  }).toPass();
  await page.reload();
  await page.locator('input[type=password]').fill('trois ponts et une passerelle');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Le mot de passe est changé')).toBeVisible();
  await page.goto('/sign-in');
  await page.getByLabel('Adresse électronique').fill('ines.caradec@ostrea.example');
  await page.locator('input[type=password]').fill('trois ponts et une passerelle');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Accueil' })).toBeVisible();
});

test('after too many wrong tries even the right password waits, and the answer does not say so', async ({ browser }) => {
  const { page } = await openBrowser(browser, COMPANY());
  await page.goto('/sign-in');
  await page.getByLabel('Adresse électronique').fill('rowan.keller@loirac.example');
  for (let attempt = 0; attempt < 6; attempt++) {
    await page.locator('input[type=password]').fill(`mauvais essai ${attempt}`);
    const answered = page.waitForResponse(/\/api\/sessions/);
    await page.getByRole('button', { name: 'Se connecter' }).click();
    expect((await answered).status()).toBe(401);
  }
  const before = await page.getByRole('alert').innerText();
  await page.locator('input[type=password]').fill('bienvenue-sur-le-parvis');
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  const after = await page.getByRole('alert').innerText();
  expect(after.replace(/Référence \S+/, '')).toBe(before.replace(/Référence \S+/, ''));
});

test('nobody sees no refusal in the console, even with a cookie that outlived its session', async ({ browser }) => {
  const { page, context } = await openBrowser(browser, COMPANY());
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  await page.goto('/communities');
  await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();
  await signIn(page, 'yann.bellego');
  const cookies = await context.cookies();
  await page.getByRole('button', { name: /Mon compte/ }).click();
  await page.getByRole('menuitem', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();
  await context.addCookies(cookies);
  said.length = 0;
  await page.goto('/communities');
  await expect(page.getByRole('heading', { name: 'Se connecter' })).toBeVisible();
  expect(said).toEqual([]);
});
