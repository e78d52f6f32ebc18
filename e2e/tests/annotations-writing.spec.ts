import type { Page } from '@playwright/test';
import { TEXT, annotate, ask, communityOf, overflow, shot } from '../support/annotating.ts';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test, written } from '../support/journey.ts';

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

test('« partners too » gives it to an invited partner, who reads without annotating until then', async ({ browser }) => {
  const animator = await openBrowser(browser, COMPANY());
  const partner = await openBrowser(browser, COMPANY());
  await signIn(animator.page, 'noemie.vasseur');
  await signIn(partner.page, 'paul.even', 'estuaire.example');
  const { id, slug, address } = await communityOf(animator, 'Contrôle des appuis', 'closed');
  const paul = await ask<{ id: string }>(partner, 'get', '/me');
  await ask(animator, 'put', `/communities/${id}/members/${paul.id}`, { role: 'member' });
  const opened = async () => {
    await partner.page.goto(`${address}?annotation=me`);
    await expect(partner.page.getByRole('heading', { name: 'Aucune annotation pour l’instant' })).toBeVisible();
    return partner.page.getByRole('button', { name: 'Annoter toute la page' });
  };
  await expect(await opened()).toHaveCount(0);

  const { page } = animator;
  await page.goto(`/c/${slug}/settings`);
  await page.getByLabel('Qui annote les pages').first().click();
  await page.getByRole('option', { name: 'Toute personne qui les lit, partenaires compris' }).click();
  await expect(page.getByText('Les partenaires invités annotent comme les salariés')).toBeVisible();
  await written(page, /\/communities\//, () => page.getByRole('button', { name: 'Enregistrer' }).click());

  await (await opened()).click();
  await partner.page.getByRole('textbox', { name: 'Texte de l’annotation' }).fill('Vu au contrôle extérieur.');
  await partner.page.getByRole('button', { name: 'Publier' }).click();
  await expect(partner.page.getByRole('article', { name: /Commentaire de Paul Even/ })).toContainText('Vu au contrôle extérieur.');
  await page.goto(`/c/${slug}/annotations`);
  await expect(page.locator('[data-annotation]')).toContainText('Vu au contrôle extérieur.');
  expect([...animator.faults, ...partner.faults]).toEqual([]);
});

test('while a page is drafted, its annotations stand in the draft, and one that lost its place is attached again from there', async ({
  browser,
}) => {
  const writer = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'noemie.vasseur');
  const { pageId, address } = await communityOf(writer, 'Bossages');
  await annotate(writer, pageId, 'questioning', 'au moins 200 mm', 'Assez ?');
  await annotate(writer, pageId, 'commenting', 'changée tous les dix ans', 'Selon le guide.');
  const kept = TEXT.split('\n\n').slice(0, 2).join('\n\n');
  await ask(writer, 'put', `/pages/${pageId}/document`, { markdown: kept });
  await ask(writer, 'put', `/pages/${pageId}/draft-mode`);
  await ask(writer, 'put', `/pages/${pageId}/document`, { markdown: `Préambule.\n\n${kept.replace('200', '220')}` });
  const { page } = writer;
  await write(page, address);
  await expect(drawn(page)).toHaveText(/^au moins 220/);

  await page.getByRole('button', { name: /^Annotations/ }).click();
  const lost = page.getByRole('article', { name: /Commentaire de Noëmie Vasseur/ });
  await lost.click();
  await lost.getByRole('button', { name: 'Rattacher' }).click();
  await choose(page, 'plan de calepinage');
  await page.keyboard.press('Control+Alt+m');
  await expect(page.getByText('Annotation rattachée')).toBeVisible();
  await expect(drawn(page).filter({ hasText: 'plan de calepinage' })).toHaveCount(1);

  // What readers do not read yet cannot be annotated: it is said, and what was written stays.
  await choose(page, 'Préambule');
  await page.keyboard.press('Control+Alt+m');
  const form = page.getByRole('textbox', { name: 'Texte de l’annotation' });
  await form.fill('À développer.');
  await page.getByRole('button', { name: 'Publier', exact: true }).last().click();
  await expect(page.getByRole('alert')).toContainText('Ce passage n’est pas dans la page telle qu’elle est');
  await expect(form).toContainText('À développer.');
  expect(writer.faults).toEqual([]);
});

test('a copy and an export take annotations along when one asks for it', async ({ browser }) => {
  const writer = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'tugdual.legoff');
  const { pageId, address } = await communityOf(writer, 'Dés d’appui');
  await annotate(writer, pageId, 'questioning', 'au moins 200 mm', 'Assez pour le vérin plat ?');
  const { page } = writer;
  await page.goto(address);
  const menu = async (item: string | RegExp) => {
    await page.getByRole('main').getByRole('button', { name: 'Autres actions', exact: true }).first().click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await menu('Exporter en Markdown');
  const exporting = page.getByRole('dialog', { name: 'Exporter en Markdown' });
  await exporting.getByLabel('Annotations').selectOption({ label: 'À la fin de chaque page' });
  await expectAccessible(page);
  await shot(page, 'annotations-writing/export-1280');
  const download = page.waitForEvent('download');
  await exporting.getByRole('link', { name: 'Exporter' }).click();
  const bytes: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) bytes.push(chunk as Buffer);
  expect(Buffer.concat(bytes).toString()).toContain('Assez pour le vérin plat ?');

  await menu('Copier…');
  const copying = page.getByRole('dialog', { name: /^Copier/ });
  await copying.getByLabel('Annotations').selectOption({ label: 'Copier celles qui sont ouvertes' });
  await expectAccessible(page);
  await copying.getByRole('button', { name: 'Copier' }).click();
  await expect(page.getByText('La page est copiée, avec 1 annotation')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Appareils d’appui (copie)' })).toBeVisible();
  const { id } = await ask<{ id: string }>(writer, 'get', `/pages/${new URL(page.url()).pathname.split('/')[2]}`);
  const { items } = await ask<{ items: { text: string }[] }>(writer, 'get', `/annotations?sourceId=${id}`);
  expect(items.map(({ text }) => text)).toEqual(['Assez pour le vérin plat ?']);
  expect(writer.faults).toEqual([]);
});
