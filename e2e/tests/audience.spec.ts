import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

test('restricts a page to chosen people: the others find nothing, and everybody is told the truth', async ({ browser }) => {
  const animator = await openBrowser(browser, COMPANY());
  await signIn(animator.page, 'tugdual.legoff');
  const community = (await (await animator.page.request.get('/api/communities/structures-et-ouvrages')).json()) as { id: string };
  const created = await animator.page.request.post('/api/pages', {
    headers: { origin: COMPANY() },
    data: { communityId: community.id, title: 'Prix des appuis', markdown: 'À ne pas laisser traîner.' },
  });
  const { id } = (await created.json()) as { id: string };

  const { page } = animator;
  await page.goto(`/p/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Prix des appuis' })).toBeVisible();
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: 'Restreindre la page' }).click();
  const dialog = page.getByRole('dialog', { name: 'Qui peut voir cette page' });
  await dialog.getByLabel('Seulement des personnes choisies').check();
  await expect(dialog.getByText(/personnes ne pourront plus la lire. +Vous serez la seule personne/)).toBeVisible();
  await dialog.getByRole('searchbox', { name: 'Chercher une personne' }).fill('Vasseur');
  await dialog.getByRole('button', { name: 'Ajouter Noëmie Vasseur' }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: '2 personnes peuvent lire' }).click();
  await expect(page.getByRole('dialog').getByText('Une liste de personnes parmi les lecteurs')).toBeVisible();
  await expect(page.getByRole('tree').getByRole('treeitem', { name: 'Prix des appuis' }).getByLabel('Accès restreint')).toBeVisible();

  const listed = await openBrowser(browser, COMPANY());
  await signIn(listed.page, 'noemie.vasseur');
  await listed.page.goto(`/p/${id}`);
  await expect(listed.page.getByText('À ne pas laisser traîner.')).toBeVisible();
  // She reads; only its author and the animators decide who else does.
  await listed.page.getByRole('button', { name: 'Autres actions' }).click();
  await expect(listed.page.getByRole('menuitem', { name: 'Imprimer' })).toBeVisible();
  await expect(listed.page.getByRole('menuitem', { name: 'Restreindre la page' })).toHaveCount(0);

  const other = await openBrowser(browser, COMPANY());
  await signIn(other.page, 'bruno.salaun');
  await other.page.goto(`/p/${id}`);
  await expect(other.page.getByRole('heading', { name: 'Il n’y a rien ici' })).toBeVisible();

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: 'Restreindre la page' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer Noëmie Vasseur' }).click();
  await expect(page.getByRole('dialog').getByText(/Noëmie Vasseur ne pourra plus la lire/)).toBeVisible();
  await page.getByRole('dialog').getByLabel('Tous les lecteurs de').check();
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await other.page.reload();
  await expect(other.page.getByText('À ne pas laisser traîner.')).toBeVisible();
  expect([...animator.faults, ...listed.faults, ...other.faults]).toEqual([]);
});
