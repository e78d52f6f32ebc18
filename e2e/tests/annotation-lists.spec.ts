import type { Page } from '@playwright/test';
import { TEXT, annotate, ask, communityOf, overflow, shot } from '../support/annotating.ts';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

const listed = (page: Page) => page.getByRole('list', { name: /^Annotations de/ }).locator('[data-annotation]');
test('an animator sees what waits in her community, narrows it by address, resolves and takes it back', async ({ browser }) => {
  const animator = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(animator.page, 'noemie.vasseur');
  await signIn(reader.page, 'mathilde.kerjean');
  const { pageId, slug } = await communityOf(animator, 'Appuis et joints');
  await annotate(reader, pageId, 'questioning', 'au moins 200 mm', 'Est-ce que 180 mm suffisent pour le vérin plat ?');
  await annotate(reader, pageId, 'editing', 'le plan de calepinage', 'Le plan de pose, plutôt.');
  await annotate(reader, pageId, 'commenting', 'changée tous les dix ans', 'C’est ce que dit le guide.');
  await annotate(animator, pageId, 'commenting', 'La hauteur libre', 'À illustrer par une photo.');
  await annotate(reader, pageId, 'highlighting', 'sommier', '', { visibility: 'private' });
  await ask(animator, 'put', `/pages/${pageId}/document`, { markdown: TEXT.split('\n\n').slice(0, 2).join('\n\n') });

  const { page } = animator;
  await page.goto(`/c/${slug}`);
  await page.getByRole('navigation', { name: 'Appuis et joints' }).getByRole('link', { name: 'Annotations' }).click();
  // The private one is of nobody's list but its author's.
  await expect(listed(page)).toHaveCount(4);
  await expect(listed(page).filter({ hasText: 'A perdu sa place' })).toContainText('changée tous les dix ans');
  await expectAccessible(page);
  await shot(page, 'annotation-lists/all-1280');

  const waiting = page.getByRole('navigation', { name: 'Ce qui attend' });
  await waiting.getByRole('link', { name: 'Ont perdu leur place (1)' }).click();
  await expect(listed(page)).toHaveCount(1);
  await waiting.getByRole('link', { name: 'Corrections à traiter (1)' }).click();
  await expect(listed(page)).toHaveText(/Le plan de pose, plutôt/);
  await waiting.getByRole('link', { name: 'Questions ouvertes (1)' }).click();
  await expect(page).toHaveURL(/\?show=questions$/);
  await expect(listed(page)).toHaveText(/Est-ce que 180 mm suffisent/);

  await listed(page).getByRole('button', { name: 'Résoudre' }).click();
  await expect(page.getByRole('heading', { name: 'Aucune question ouverte' })).toBeVisible();
  await expect(waiting.getByRole('link', { name: 'Questions ouvertes (0)' })).toBeVisible();
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(listed(page)).toHaveCount(1);

  // By address, as somebody would send it to a colleague; and by hand.
  await waiting.getByRole('link', { name: 'Toutes' }).click();
  await page.getByLabel('Par qui').selectOption({ label: 'Moi' });
  await expect(page).toHaveURL(/\?author=me$/);
  await expect(listed(page)).toHaveText(/À illustrer par une photo/);
  await page.getByLabel('Type').selectOption({ label: 'Question' });
  await expect(page.getByRole('heading', { name: 'Aucune annotation ici' })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Type')).toHaveValue('questioning');
  await page.getByRole('button', { name: 'Retirer les filtres' }).click();
  await expect(listed(page)).toHaveCount(4);
  await page.getByLabel('Par qui').selectOption({ label: 'Une autre personne…' });
  await page.getByRole('searchbox', { name: 'Chercher une personne' }).fill('Kerjean');
  await page.getByRole('button', { name: 'Choisir Mathilde Kerjean' }).click();
  await expect(listed(page)).toHaveCount(3);

  // Told live: what somebody asks appears without a reload.
  await annotate(reader, pageId, 'questioning', 'Vérifiez l’étiquette', 'Avant ou après le levage ?');
  await expect(listed(page)).toHaveCount(4);
  await expect(waiting.getByRole('link', { name: 'Questions ouvertes (2)' })).toBeVisible();

  await page.setViewportSize({ width: 375, height: 812 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await shot(page, 'annotation-lists/all-375');
  await listed(page).first().getByRole('link', { name: 'Vérifiez l’étiquette' }).click();
  await expect(page).toHaveURL(/\?annotation=/);
  await expect(page.getByRole('heading', { level: 1, name: 'Appareils d’appui' })).toBeVisible();
  expect([...animator.faults, ...reader.faults]).toEqual([]);
});

test('somebody finds her own annotations of all communities, private ones too, in her language', async ({ browser }) => {
  const reader = await openBrowser(browser, COMPANY());
  const other = await openBrowser(browser, COMPANY());
  await signIn(reader.page, 'yann.bellego');
  await signIn(other.page, 'tugdual.legoff');
  const [one, two] = [await communityOf(other, 'Ouvrages provisoires'), await communityOf(other, 'Étaiements')];
  const { page } = reader;
  await page.getByRole('link', { name: 'Mes annotations' }).click();
  await expect(page.getByRole('heading', { name: 'Vous n’avez encore rien annoté' })).toBeVisible();
  await expectAccessible(page);

  await annotate(reader, one.pageId, 'commenting', 'au moins 200 mm', 'Vu sur place : 210 mm.');
  await annotate(reader, two.pageId, 'highlighting', 'plan de calepinage', '', { visibility: 'private' });
  await annotate(other, two.pageId, 'commenting', 'sommier', 'Pas de Yann.');
  await page.reload();
  const rows = page.getByRole('list', { name: 'Mes annotations' }).locator('[data-annotation]');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('Vous seulement');
  await expect(rows.first()).toContainText('Étaiements');
  await expectAccessible(page);
  await shot(page, 'annotation-lists/mine-1280');
  await page.getByLabel('Type').selectOption({ label: 'Commentaire' });
  await expect(rows).toHaveCount(1);
  await rows.getByRole('button', { name: 'Résoudre' }).click();
  await expect(rows).toContainText('Résolue');
  await rows.getByRole('button', { name: 'Rouvrir' }).click();
  await expect(rows.getByRole('button', { name: 'Résoudre' })).toBeVisible();

  await ask(reader, 'patch', '/me', { language: 'en' });
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'My annotations' })).toBeVisible();
  await expect(page.getByLabel('Kind')).toHaveValue('commenting');
  await ask(reader, 'patch', '/me', { language: 'fr' });
  expect([...reader.faults, ...other.faults]).toEqual([]);
});
