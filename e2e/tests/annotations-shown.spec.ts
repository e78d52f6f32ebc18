import type { Locator, Page } from '@playwright/test';
import { TEXT, annotate, ask, communityOf, shot } from '../support/annotating.ts';
import { COMPANY, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

test.describe.configure({ timeout: 120_000 });

const threadOf = (page: Page, name: string | RegExp) => page.getByRole('article', { name });

/** Brings a picture into a field as the clipboard or a file manager does. */
const bringPicture = (field: Locator, how: 'paste' | 'drop', name: string) =>
  field.evaluate(
    async (element, { how: way, name: called }) => {
      const canvas = new OffscreenCanvas(320, 200);
      const pen = canvas.getContext('2d')!;
      pen.fillStyle = way === 'paste' ? '#376' : '#763';
      pen.fillRect(0, 0, 320, 200);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob()], called, { type: 'image/png' }));
      const { left, top } = element.getBoundingClientRect();
      const event =
        way === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, clientX: left + 8, clientY: top + 8, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { how, name },
  );
const isDrawn = (picture: Locator) =>
  expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

test('a picture is pasted into an annotation and dropped into a reply; others see both, and whoever may not read the page neither', async ({
  browser,
}) => {
  const author = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  const outsider = await openBrowser(browser, COMPANY());
  await signIn(author.page, 'noemie.vasseur');
  await signIn(reader.page, 'yann.bellego');
  await signIn(outsider.page, 'mathilde.kerjean');
  const { id, address } = await communityOf(author, 'Bossages coulés', 'secret');
  const yann = await ask<{ id: string }>(reader, 'get', '/me');
  await ask(author, 'put', `/communities/${id}/members/${yann.id}`, { role: 'member' });

  await author.page.goto(address);
  await author.page
    .getByRole('button', { name: /^Annot/ })
    .first()
    .click();
  await author.page.getByRole('button', { name: 'Annoter toute la page' }).click();
  const note = author.page.getByRole('textbox', { name: 'Texte de l’annotation' });
  await note.fill('Comme ici :');
  await bringPicture(note, 'paste', 'bossage.png');
  await isDrawn(note.locator('img').first());
  await author.page.getByRole('button', { name: 'Publier' }).click();
  const mine = threadOf(author.page, /Commentaire de Noëmie Vasseur/);
  await isDrawn(mine.locator('img').first());

  await reader.page.goto(address);
  await reader.page
    .getByRole('button', { name: /annotation/i })
    .first()
    .click();
  const thread = threadOf(reader.page, /Commentaire de Noëmie Vasseur/);
  await isDrawn(thread.locator('img').first());
  await thread.getByRole('button', { name: 'Commentaire', exact: true }).click();
  await thread.getByRole('button', { name: 'Répondre' }).click();
  const answer = reader.page.getByRole('textbox', { name: 'Texte de la réponse' });
  await answer.fill('Plutôt ainsi :');
  await bringPicture(answer, 'drop', 'autre.png');
  await isDrawn(answer.locator('img').first());
  await reader.page.keyboard.press('Control+Enter');
  await expect(thread.locator('ol img')).toHaveCount(1);
  await isDrawn(thread.locator('ol img'));
  await expectAccessible(reader.page);
  await shot(reader.page, 'annotations-shown/pictures-1280');

  // Told live, the author sees the reply with its picture.
  await isDrawn(mine.locator('ol img'));
  const addresses = await thread
    .locator('img')
    .evaluateAll((images) => images.map((image) => new URL((image as HTMLImageElement).src).pathname));
  const pictures = [...new Set(addresses.filter((path) => path.includes('/files/')))];
  expect(pictures).toHaveLength(2);
  const statuses = ({ page }: { page: Page }) => Promise.all(pictures.map(async (path) => (await page.request.get(path)).status()));
  expect(await Promise.all([author, reader, outsider].map(statuses))).toEqual([
    [200, 200],
    [200, 200],
    [404, 404],
  ]);
  expect([...author.faults, ...reader.faults]).toEqual([]);
});

/** Where the words of a passage and what is drawn for it stand, from the top left of the window. */
const standing = (page: Page, words: string, kind: string) =>
  page.evaluate(
    ([wanted, name]) => {
      const walker = document.createTreeWalker(document.querySelector('[data-document]')!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node as Text).data.indexOf(wanted!);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted!.length);
        const [word] = range.getClientRects();
        const [mark] = [...document.querySelectorAll(`.annotation-marks mark[data-name^="${name}"]`)].map((element) =>
          element.getBoundingClientRect(),
        );
        return {
          off:
            word && mark
              ? Math.max(Math.abs(word.left - mark.left), Math.abs(word.top - mark.top), Math.abs(word.width - mark.width))
              : null,
          bottom: mark?.bottom ?? null,
          top: mark?.top ?? null,
        };
      }
      throw new Error(`« ${wanted} » is not in the text`);
    },
    [words, kind],
  );

test('a browser that cannot paint ranges draws marks over the words, which stay as they are', async ({ browser }) => {
  const { page, context, faults } = await openBrowser(browser, COMPANY(), { viewport: { width: 1280, height: 800 } });
  await page.addInitScript(() => {
    Reflect.deleteProperty(CSS, 'highlights');
    Reflect.deleteProperty(window, 'Highlight');
  });
  const guest = { page, context };
  await signIn(page, 'noemie.vasseur');
  const { pageId, address } = await communityOf(guest, 'Longrines');
  const between = Array.from({ length: 40 }, (_, index) => `Étape ${index + 1} : on nettoie la semelle, puis on attend qu’elle sèche.`);
  const [first, ...rest] = TEXT.split('\n\n');
  await ask(guest, 'put', `/pages/${pageId}/document`, { markdown: [first, ...between, ...rest].join('\n\n') });
  await annotate(guest, pageId, 'questioning', 'hauteur libre', 'Est-ce que 180 mm suffisent ?');
  await annotate(guest, pageId, 'commenting', 'La hauteur libre entre', 'À mesurer.');
  const { id } = await annotate(guest, pageId, 'editing', 'changée tous les dix ans', 'Selon le guide.');
  await page.goto(address);
  expect(await page.evaluate(() => 'highlights' in CSS || 'Highlight' in window)).toBe(false);

  await page
    .getByRole('button', { name: /annotation/i })
    .first()
    .click();
  const drawn = () => page.locator('.annotation-marks mark').evaluateAll((marks) => marks.map((mark) => mark.dataset['name']));
  await expect.poll(async () => new Set(await drawn())).toEqual(new Set(['commenting-0', 'editing-0', 'questioning-1']));
  await expect(page.locator('[data-document] mark')).toHaveCount(0);
  // Each lies over its words, also when the text becomes narrower; lines that overlap can be told apart.
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(async () => (await standing(page, 'hauteur libre', 'questioning')).off).toBeLessThan(2);
    await expect.poll(async () => (await standing(page, 'La hauteur libre entre', 'commenting')).off).toBeLessThan(2);
  }
  const question = await standing(page, 'hauteur libre', 'questioning');
  const comment = await standing(page, 'La hauteur libre entre', 'commenting');
  expect(Math.abs(question.bottom! - comment.bottom!)).toBeGreaterThanOrEqual(3);
  await shot(page, 'annotations-shown/marks-1440');

  // The panel stands beside them.
  const card = (await threadOf(page, /Commentaire de Noëmie Vasseur/).boundingBox())!;
  expect(Math.abs(card.y - comment.top!)).toBeLessThan(40);

  // A link to one far below brings its passage into sight.
  await page.goto(`${address}?annotation=${id}`);
  await expect(page.locator('mark[data-name^="open-editing"]')).toBeInViewport();
  await expect(threadOf(page, /Correction de Noëmie Vasseur/)).toBeInViewport();
  await expect.poll(async () => (await standing(page, 'changée tous les dix ans', 'open-editing')).off).toBeLessThan(2);
  // The words under a mark can be clicked.
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.scrollTo(0, 0));
  const over = (await page.locator('mark[data-name^="questioning"]').boundingBox())!;
  await page.mouse.click(over.x + over.width / 2, over.y + over.height / 2);
  await expect(threadOf(page, /Question de Noëmie Vasseur/)).toContainText('Est-ce que 180 mm suffisent ?');
  await expect(page.locator('mark[data-name^="open-questioning"]')).toHaveCount(1);
  expect(faults).toEqual([]);
});
