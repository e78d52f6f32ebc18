import type { Locator, Page } from '@playwright/test';
import { TEXT, annotate, ask, communityOf, overflow, shot } from '../support/annotating.ts';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

test.describe.configure({ timeout: 120_000 });

const NOTE = 'Texte de l’annotation';
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Annoter le passage sélectionné' });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Pour cette page' });
const openTab = (page: Page) =>
  panel(page)
    .getByRole('button', { name: /^Annotations/ })
    .click();
const threadOf = (page: Page, name: string | RegExp) => panel(page).getByRole('article', { name });

/** Selects words of the text as a mouse does: pressed at their beginning, released at their end. */
async function drag(page: Page, words: string): Promise<void> {
  await expect(page.locator('[data-document]')).toContainText(words);
  const [from, to] = await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('[data-document]')!, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(wanted);
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const rects = [...range.getClientRects()];
      const [first, last] = [rects[0]!, rects.at(-1)!];
      return [
        { x: first.left + 1, y: first.top + first.height / 2 },
        { x: last.right - 1, y: last.top + last.height / 2 },
      ];
    }
    throw new Error(`« ${wanted} » is not in the text`);
  }, words);
  await page.mouse.move(from!.x, from!.y);
  await page.mouse.down();
  await page.mouse.move(to!.x, to!.y, { steps: 4 });
  await page.mouse.up();
}

/** A picture as a camera gives it. */
const picture = async (page: Page): Promise<Buffer> =>
  Buffer.from(
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(640, 400);
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = '#376';
      pen.fillRect(0, 0, 640, 400);
      return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
    }),
  );

/** The words that are painted under names that begin so. */
const painted = (page: Page, name: string) =>
  page.evaluate(
    (prefix) =>
      [...CSS.highlights.entries()]
        .filter(([key]) => key.startsWith(`annotation-${prefix}`))
        .flatMap(([, ranges]) => [...ranges])
        .map((range) => range.startContainer.textContent?.slice(range.startOffset, range.endOffset)),
    name,
  );

test('a reader annotates, its author sees it at once and changes the passage, the annotation follows and is resolved', async ({
  browser,
}) => {
  const author = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(author.page, 'noemie.vasseur');
  await signIn(reader.page, 'mathilde.kerjean');
  const { pageId, address } = await communityOf(author, 'Joints de chaussée');
  const before = await ask<{ versionId: string; lastEditor: unknown }>(author, 'get', `/pages/${pageId}`);
  await author.page.goto(address);
  await openTab(author.page);
  await expect(panel(author.page).getByRole('heading', { name: 'Aucune annotation pour l’instant' })).toBeVisible();

  // Somebody who may not write on the page: no editor is loaded for her until she begins.
  const loaded: string[] = [];
  reader.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await reader.page.goto(address);
  await expect(reader.page.getByRole('button', { name: 'Annoter', exact: true }).or(panel(reader.page))).toBeVisible();
  expect(loaded.filter((path) => /note-input|page-editor/.test(path))).toEqual([]);
  await drag(reader.page, 'au moins 200 mm');
  await bar(reader.page).getByRole('button', { name: 'Questionner' }).click();
  await reader.page.getByRole('textbox', { name: NOTE }).fill('Est-ce que 180 mm suffisent ?');
  await shot(reader.page, 'annotations/composer-1280');
  await expectAccessible(reader.page);
  await reader.page.keyboard.press('Control+Enter');
  await expect(threadOf(reader.page, /Question de Mathilde Kerjean sur : au moins 200 mm/)).toContainText('Est-ce que 180 mm suffisent ?');
  await expect.poll(() => painted(reader.page, 'questioning')).toEqual(['au moins 200 mm']);

  const thread = threadOf(author.page, /Question de Mathilde Kerjean/);
  await expect(thread).toContainText('Est-ce que 180 mm suffisent ?');
  await expect.poll(() => painted(author.page, 'questioning')).toEqual(['au moins 200 mm']);
  // The page knows nothing of it.
  expect(await ask(author, 'get', `/pages/${pageId}`)).toMatchObject(before);

  // An answer, with a reaction, told live the other way.
  await thread.getByRole('button', { name: 'Question', exact: true }).click();
  await thread.getByRole('button', { name: 'Répondre' }).click();
  await author.page.getByRole('textbox', { name: 'Texte de la réponse' }).fill('Je précise la tolérance.');
  await author.page.keyboard.press('Control+Enter');
  await thread.getByRole('button', { name: 'Réagir' }).first().click();
  await author.page.getByRole('menuitem', { name: 'Merci' }).click();
  await expect(threadOf(reader.page, /Question/).getByText('Je précise la tolérance.')).toBeVisible();
  await expect(threadOf(reader.page, /Question/).getByRole('button', { name: 'Merci : Noëmie Vasseur' })).toBeVisible();
  await shot(author.page, 'annotations/thread-1280');
  await expectAccessible(author.page);

  await ask(author, 'put', `/pages/${pageId}/document`, { markdown: TEXT.replace('au moins 200 mm', 'au moins 220 mm') });
  await expect(reader.page.locator('[data-document]')).toContainText('220 mm');
  await expect.poll(() => painted(reader.page, 'changed')).toEqual(['au moins 220 mm']);
  const changed = threadOf(reader.page, /Question/);
  await expect(changed.getByText('Texte modifié')).toBeVisible();
  await expect(changed.locator('del')).toHaveText('au moins 200 mm');
  await expect(changed.locator('ins')).toHaveText('au moins 220 mm');
  await expectAccessible(reader.page);

  await thread.getByRole('button', { name: 'Résoudre' }).click();
  await expect(thread.getByText('Résolue')).toBeVisible();
  await expect.poll(() => painted(reader.page, 'questioning')).toEqual([]);
  await expect(changed.getByRole('button', { name: 'Rouvrir' })).toBeVisible();
  expect([...author.faults, ...reader.faults]).toEqual([]);
});

test('what one typed survives a reload and a lost network; deleting can be undone; a highlight is one’s own', async ({ browser }) => {
  const mine = await openBrowser(browser, COMPANY());
  const other = await openBrowser(browser, COMPANY());
  await signIn(mine.page, 'noemie.vasseur');
  await signIn(other.page, 'yann.bellego');
  const { address } = await communityOf(mine, 'Garde-corps');
  const { page } = mine;
  await page.goto(address);
  await drag(page, 'plan de calepinage');
  await bar(page).getByRole('button', { name: 'Commenter' }).click();
  await page.getByRole('textbox', { name: NOTE }).pressSequentially('Le plan de pose, plutôt ');
  await page.keyboard.type('@Yann');
  await page.getByRole('option', { name: 'Yann Bellego' }).click();
  await page.reload();
  const note = page.getByRole('textbox', { name: NOTE });
  await expect(note).toContainText('Le plan de pose, plutôt');
  await expect(note).toContainText('Yann Bellego');

  await mine.context.setOffline(true);
  await page.getByRole('button', { name: 'Publier' }).click();
  await expect(page.getByRole('alert')).toContainText('Le réseau ne répond pas');
  await expect(note).toContainText('Le plan de pose, plutôt');
  await mine.context.setOffline(false);
  await page.getByRole('button', { name: 'Publier' }).click();
  const thread = threadOf(page, /Commentaire de Noëmie Vasseur/);
  await expect(thread).toHaveCount(1);
  await expect(thread.getByRole('link', { name: 'Yann Bellego' })).toBeVisible();

  await thread.getByRole('button', { name: /^Autres actions/ }).click();
  await page.getByRole('menuitem', { name: 'Supprimer' }).click();
  await expect(thread).toHaveCount(0);
  await page.getByRole('button', { name: 'Annuler' }).click();
  await expect(thread).toHaveCount(1);

  await drag(page, 'tous les dix ans');
  await bar(page).getByRole('button', { name: 'Surligner' }).click();
  await expect(threadOf(page, /Surlignage/).getByText('Vous seulement')).toBeVisible();
  await other.page.goto(address);
  await openTab(other.page);
  await expect(threadOf(other.page, /Commentaire/)).toBeVisible();
  await expect(threadOf(other.page, /Surlignage/)).toHaveCount(0);
  expect(mine.faults.filter((fault) => !/Failed to load/.test(fault))).toEqual([]);
});

test('an annotation that lost its place says so, and is attached again by selecting', async ({ browser }) => {
  const { page, faults, context } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  const { pageId, address } = await communityOf({ page, context }, 'Corniches');
  const guest = { page, context };
  const { id } = await annotate(guest, pageId, 'commenting', 'La plaque de glissement', 'À illustrer.');
  await ask(guest, 'put', `/pages/${pageId}/document`, {
    markdown: `${TEXT.split('\n\n').slice(0, 2).join('\n\n')}\n\nUne autre phrase, toute neuve.`,
  });

  // A link to it opens the panel at it, whatever was open.
  await page.goto(`${address}?annotation=${id}`);
  const thread = threadOf(page, /Commentaire de Noëmie Vasseur sur : La plaque de glissement/);
  await expect(thread.getByText('A perdu sa place')).toBeVisible();
  await expect(thread.getByText('Ce passage n’est plus dans la page.')).toBeVisible();
  await expectAccessible(page);
  await shot(page, 'annotations/lost-1280');
  await thread.getByRole('button', { name: 'Rattacher' }).click();
  await expect(panel(page).getByText('Sélectionnez le passage dans le texte')).toBeVisible();
  await drag(page, 'Une autre phrase');
  await bar(page).getByRole('button', { name: 'Rattacher ici' }).click();
  await expect.poll(() => painted(page, 'commenting')).toEqual(['Une autre phrase']);
  await expect(thread.getByText('A perdu sa place')).toHaveCount(0);

  // Done by mistake: its log takes it back.
  const placed = threadOf(page, /Commentaire/);
  await placed.getByRole('button', { name: /^Autres actions/ }).click();
  await page.getByRole('menuitem', { name: 'Suivre le passage' }).click();
  await expect(placed.getByText('Rattaché par Noëmie Vasseur')).toBeVisible();
  await placed.getByRole('button', { name: 'Annuler le dernier changement' }).click();
  await expect(placed.getByText('A perdu sa place', { exact: true }).first()).toBeVisible();
  await thread.getByRole('link', { name: 'Voir la version annotée' }).click();
  // It is read as it was, with the annotation where it stood.
  await expect(page.getByLabel('Lire la version')).toBeChecked();
  await expect(page.getByRole('list', { name: 'Annotations de cette version' })).toContainText('La plaque de glissement');
  await expect.poll(() => painted(page, 'commenting')).toEqual(['La plaque de glissement']);
  expect(faults).toEqual([]);
});

test('by keys alone: from one to the next, the whole page, a selection, and names for screen readers', async ({ browser }) => {
  const guest = await openBrowser(browser, COMPANY());
  const { page, faults } = guest;
  await signIn(page, 'noemie.vasseur');
  const { pageId, address } = await communityOf(guest, 'Dalots');
  await annotate(guest, pageId, 'commenting', 'La hauteur libre', 'Premier.');
  await annotate(guest, pageId, 'questioning', 'plaque de glissement', 'Dernier.');
  await page.goto(address);
  await expect.poll(() => painted(page, 'questioning')).toEqual(['plaque de glissement']);
  await page.keyboard.press('n');
  await expect(threadOf(page, 'Commentaire de Noëmie Vasseur sur : La hauteur libre')).toBeFocused();
  await page.keyboard.press('n');
  const last = threadOf(page, 'Question de Noëmie Vasseur sur : plaque de glissement');
  await expect(last).toBeFocused();
  await expect(page).toHaveURL(/\?annotation=/);
  await page.keyboard.press('p');
  await page.keyboard.press('p');
  await expect(last).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/annotation=/);

  await page.evaluate(() => {
    const paragraph = document.querySelectorAll('[data-document] p')[1]!;
    document.getSelection()!.setPosition(paragraph.firstChild, 0);
  });
  for (let index = 0; index < 8; index++) await page.evaluate(() => document.getSelection()!.modify('extend', 'forward', 'character'));
  await expect(page.getByText('Passage sélectionné. Touche a pour l’annoter.')).toHaveCount(1);
  await page.keyboard.press('a');
  await expect(bar(page).getByRole('button', { name: 'Commenter' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: NOTE })).toBeFocused();
  await page.keyboard.type('Contrôlez, plutôt.');
  await page.keyboard.press('Control+Enter');
  await expect(threadOf(page, 'Correction de Noëmie Vasseur sur : Vérifiez')).toContainText('Contrôlez, plutôt.');

  await page.locator('body').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('a');
  await expect(page.getByRole('textbox', { name: NOTE })).toBeFocused();
  await page.keyboard.type('Page claire.');
  await page.getByLabel('Qui la voit').selectOption({ label: 'Moi seulement' });
  await page.getByRole('button', { name: 'Publier' }).press('Enter');
  await expect(threadOf(page, 'Commentaire de Noëmie Vasseur sur : toute la page').getByText('Vous seulement')).toBeVisible();
  // It stands there before the server has it; opened, and kept through a reload, once it has.
  await expect(page).toHaveURL(/annotation=/);
  await page.getByRole('button', { name: 'Plus de filtres' }).press('Enter');
  await panel(page).getByLabel('Type').selectOption({ label: 'Correction' });
  await expect(page).toHaveURL(/motivation=editing/);
  await page.reload();
  await expect(panel(page).getByLabel('Type')).toHaveValue('editing');
  await expect(panel(page).getByRole('article')).toHaveCount(2);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Annotation suivante ou précédente');
  expect(faults).toEqual([]);
});

test('on a phone, by fingers: the bar at the foot, the sheet, and the passage above it', async ({ browser }) => {
  const guest = await openBrowser(browser, COMPANY(), { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true });
  const { page, faults } = guest;
  await signIn(page, 'noemie.vasseur');
  const { pageId, address } = await communityOf(guest, 'Écrans acoustiques');
  await annotate(guest, pageId, 'commenting', 'La plaque de glissement', 'Quelle épaisseur ?');
  await page.goto(address);
  await expect(page.getByRole('button', { name: '1 annotation' })).toBeVisible();
  await expect(page.locator('[data-document]')).toContainText('Vérifiez');
  // A finger that rests on a word selects it.
  await page.evaluate(() => {
    const text = document.querySelectorAll('[data-document] p')[1]!.firstChild!;
    document.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch' }));
    document.getSelection()!.setBaseAndExtent(text, 0, text, 8);
  });
  await expect(bar(page)).toHaveAttribute('data-foot', 'true');
  await shot(page, 'annotations/bar-375');
  await expectAccessible(page);
  await bar(page).getByRole('button', { name: 'Commenter' }).tap();
  await page.getByRole('textbox', { name: NOTE }).fill('Lequel ?');
  // Fingers neither paste nor drop: a picture is chosen, or taken with the camera.
  const chooser = page.waitForEvent('filechooser');
  await panel(page).getByRole('button', { name: 'Image', exact: true }).tap();
  await (await chooser).setFiles({ name: 'étiquette.png', mimeType: 'image/png', buffer: await picture(page) });
  const drawn = (place: Locator) => expect.poll(() => place.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await drawn(page.getByRole('textbox', { name: NOTE }).locator('img').first());
  await shot(page, 'annotations/composer-375');
  await page.getByRole('button', { name: 'Publier' }).tap();
  await expect(threadOf(page, /sur : Vérifiez/)).toContainText('Lequel ?');
  await drawn(
    threadOf(page, /sur : Vérifiez/)
      .locator('img')
      .first(),
  );
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await expectAccessible(page);

  await threadOf(page, /sur : La plaque/)
    .getByRole('button', { name: 'Commentaire' })
    .tap();
  // The sheet covers the foot: the passage is in sight above it.
  const sheet = (await panel(page).boundingBox())!;
  await expect
    .poll(() =>
      page.evaluate(() => {
        const [range] = [...(CSS.highlights.get('annotation-open-commenting') ?? [])];
        const live = document.createRange();
        if (range) live.setStart(range.startContainer, range.startOffset);
        return live.getBoundingClientRect().top;
      }),
    )
    .toBeLessThan(sheet.y);
  await shot(page, 'annotations/sheet-375');
  expect(faults).toEqual([]);
});

test('who loses access while the panel is open keeps nothing of it on the screen', async ({ browser }) => {
  const owner = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(owner.page, 'noemie.vasseur');
  await signIn(reader.page, 'mathilde.kerjean');
  const { id, pageId, address } = await communityOf(owner, 'Ancrages');
  await annotate(owner, pageId, 'commenting', 'La hauteur libre', 'Reste entre nous.');
  await reader.page.goto(address);
  await openTab(reader.page);
  await expect(threadOf(reader.page, /Commentaire/)).toContainText('Reste entre nous.');
  await ask(owner, 'patch', `/communities/${id}`, { visibility: 'secret' });
  await expect(reader.page.getByRole('heading', { name: 'Il n’y a rien ici' })).toBeVisible();
  await expect(reader.page.getByText('Reste entre nous.')).toHaveCount(0);
  expect(await painted(reader.page, '')).toEqual([]);
});
