import type { Page } from '@playwright/test';
import { annotate, ask, communityOf, overflow, shot } from '../support/annotating.ts';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

test.describe.configure({ timeout: 150_000 });

const editor = (page: Page) => page.getByRole('textbox', { name: 'Texte de la page' });
const drawn = (page: Page) => editor(page).locator('[data-annotation]');
const saved = (page: Page) => expect(page.locator('[role="status"][data-kind]')).toContainText('Enregistré');

async function write(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/modifier`);
  await expect(editor(page)).toBeVisible();
  await saved(page);
}

/** Puts the cursor before words, or chooses them, as a mouse or keys would. */
async function choose(page: Page, words: string, length = words.length): Promise<void> {
  await editor(page).focus();
  await editor(page).evaluate(
    (root, { words: wanted, length: chosen }) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node as Text).data.indexOf(wanted);
        if (at < 0) continue;
        document.getSelection()?.setBaseAndExtent(node, at, node, at + chosen);
        return;
      }
      throw new Error(`« ${wanted} » is not in the text`);
    },
    { words, length },
  );
}

test('annotates while another types: threads follow their words and leave no trace in the document', async ({ browser }) => {
  const mine = await openBrowser(browser, COMPANY());
  const other = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(mine.page, 'noemie.vasseur');
  await signIn(other.page, 'tugdual.legoff');
  await signIn(reader.page, 'mathilde.kerjean');
  const { id: communityId, pageId, address } = await communityOf(mine, 'Appuis glissants');
  await ask(other, 'put', `/communities/${communityId}/membership`);
  await write(mine.page, address);
  await write(other.page, address);

  // A reader asks: it appears over the words of whoever writes, and opens from there.
  await annotate(reader, pageId, 'questioning', 'au moins 200 mm', 'Est-ce que 180 mm suffisent ?');
  await expect(drawn(mine.page)).toHaveText('au moins 200 mm');
  await expect(drawn(other.page)).toHaveText('au moins 200 mm');
  await drawn(mine.page).click();
  const thread = mine.page.getByRole('article', { name: /Question de Mathilde Kerjean/ });
  await expect(thread).toContainText('Est-ce que 180 mm suffisent ?');
  await expectAccessible(mine.page);
  await shot(mine.page, 'annotations-writing/thread-1280');

  // Another types before it and in front of what is being annotated, while it is.
  await choose(mine.page, 'plan de calepinage');
  await mine.page.keyboard.press('Control+Alt+m');
  const form = mine.page.getByRole('textbox', { name: 'Texte de l’annotation' });
  await form.fill('Lequel des deux plans ?');
  await choose(other.page, 'La hauteur libre', 0);
  await other.page.keyboard.type('Rappel. ');
  await choose(other.page, 'Vérifiez', 0);
  await other.page.keyboard.type('D’abord : ');
  await expect(editor(mine.page)).toContainText('D’abord : ');
  await expect(drawn(mine.page).filter({ hasText: 'au moins 200 mm' })).toHaveCount(1);
  await mine.page.getByRole('button', { name: 'Publier' }).click();
  await expect(mine.page.getByRole('article', { name: /Commentaire de Noëmie Vasseur.*plan de calepinage/ })).toBeVisible();
  await expect(drawn(other.page).filter({ hasText: 'plan de calepinage' })).toHaveCount(1);

  // Words that were typed this very moment can be annotated: they are stored first.
  await choose(mine.page, 'tous les dix ans', 0);
  await mine.page.keyboard.type('en principe ');
  await choose(mine.page, 'en principe');
  await mine.page
    .getByRole('toolbar', { name: 'Mise en forme' })
    .last()
    .getByRole('button', { name: /^Annoter/ })
    .click();
  await form.fill('Sauf en bord de mer.');
  await mine.page.getByRole('button', { name: 'Publier' }).click();
  await expect(mine.page.getByRole('article', { name: /Noëmie Vasseur.*en principe/ })).toBeVisible();
  await expect(drawn(other.page).filter({ hasText: 'en principe' })).toHaveCount(1);

  // Another changes the words of one: once stored, it stands over what they became, and says so.
  await choose(other.page, '200 mm', 3);
  await other.page.keyboard.type('220');
  // The other's cursor stands within.
  await expect(drawn(mine.page).filter({ hasText: /^au moins 220/ })).toHaveCount(1);
  await expect(thread).toContainText('Texte modifié');

  await saved(mine.page);
  const stored = await ask<{ document: unknown; text: string }>(mine, 'get', `/pages/${pageId}`);
  expect(stored.text).toContain('D’abord : Vérifiez');
  expect(JSON.stringify(stored.document)).not.toMatch(/annotation|180 mm/);
  expect([...mine.faults, ...other.faults, ...reader.faults]).toEqual([]);
});

test('on a phone, threads lie over the text that is written', async ({ browser }) => {
  const writer = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 }, hasTouch: true });
  await signIn(writer.page, 'tugdual.legoff');
  const { pageId, address } = await communityOf(writer, 'Vérins plats');
  await annotate(writer, pageId, 'editing', 'le plan de calepinage', 'Le plan de pose.');
  const { page } = writer;
  await write(page, address);
  await page.getByRole('button', { name: '1 annotation' }).click();
  const sheet = page.getByRole('complementary', { name: 'Annotations' });
  await expect(sheet.getByRole('article')).toContainText('Le plan de pose.');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await shot(page, 'annotations-writing/phone-375');
  await sheet.getByRole('button', { name: 'Fermer le panneau' }).click();
  await expect(sheet).toBeHidden();
  await drawn(page).first().click();
  await expect(sheet.getByRole('button', { name: 'Résoudre' })).toBeVisible();
  expect(writer.faults).toEqual([]);
});

test('an older version shows its annotations where they stood', async ({ browser }) => {
  const writer = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'noemie.vasseur');
  const { pageId, address } = await communityOf(writer, 'Plaques de glissement');
  await annotate(writer, pageId, 'questioning', 'La plaque de glissement', 'En PTFE ?');
  await annotate(writer, pageId, 'commenting', 'au moins 200 mm', 'À vérifier au vérin.');
  await ask(writer, 'post', `/pages/${pageId}/versions`, { name: 'Avant la pose' });
  await ask(writer, 'put', `/pages/${pageId}/document`, { markdown: 'La hauteur libre est d’au moins 220 mm.' });
  const { page } = writer;
  await page.goto(`${address}/versions`);
  await page.getByRole('link', { name: /Avant la pose/ }).click();
  await page.getByLabel('Lire la version').check();
  const then = page.getByRole('list', { name: 'Annotations de cette version' });
  await expect(then.locator('[data-annotation]')).toHaveCount(2);
  await expect(then).toContainText('La plaque de glissement');
  await expect(then).toContainText('au moins 200 mm');
  const painted = () =>
    page.evaluate(() =>
      [...CSS.highlights].flatMap(([name, ranges]) =>
        [...ranges].map((range) => [name, range.startContainer.textContent?.slice(range.startOffset, range.endOffset)].join(' ')),
      ),
    );
  await expect.poll(painted).toContain('annotation-questioning-0 La plaque de glissement');
  await then.getByRole('button', { name: 'La plaque de glissement' }).click();
  await expect.poll(painted).toContain('annotation-open-questioning La plaque de glissement');
  await expectAccessible(page);
  await shot(page, 'annotations-writing/version-1280');
  await page.setViewportSize({ width: 375, height: 812 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(writer.faults).toEqual([]);
});

test('« members only » takes the way to annotate from a reader who is none', async ({ browser }) => {
  const animator = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(animator.page, 'noemie.vasseur');
  await signIn(reader.page, 'mathilde.kerjean');
  const { slug, address } = await communityOf(animator, 'Joints de chaussée');
  await reader.page.goto(address);
  await reader.page
    .getByRole('button', { name: 'Panneau' })
    .or(reader.page.getByRole('button', { name: 'Annotations' }))
    .first()
    .click();
  await expect(reader.page.getByRole('button', { name: 'Annoter toute la page' })).toBeVisible();

  const { page } = animator;
  await page.goto(`/c/${slug}/settings`);
  await page.getByLabel('Qui annote les pages').first().click();
  await page.getByRole('option', { name: 'Les membres seulement' }).click();
  await expect(page.getByText('Les autres salariés lisent sans annoter')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'annotations-writing/setting-1280');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Enregistré').first()).toBeVisible();

  await reader.page.reload();
  await expect(reader.page.getByRole('heading', { level: 1, name: 'Appareils d’appui' })).toBeVisible();
  await expect(reader.page.getByRole('button', { name: 'Annoter toute la page' })).toHaveCount(0);
  expect([...animator.faults, ...reader.faults]).toEqual([]);
});
