import type { Page } from '@playwright/test';
import { COMPANY, type Guest, PASSWORD, expect, expectAccessible, openBrowser, signIn, test } from '../support/journey.ts';

const KEYS = 40;
const MEDIAN_MS = 150;

const editor = (page: Page) => page.getByRole('textbox', { name: 'Texte de la page' });
/** Its text holds these words, whoever's cursor stands in the middle of them. */
const says = (page: Page, words: string) =>
  expect
    .poll(async () => (await editor(page).textContent())?.replaceAll(/Tugdual Le Goff|Noëmie Vasseur/g, ''), { timeout: 15_000 })
    .toContain(words);
const status = (page: Page, words: string) => expect(page.locator('[role="status"][data-kind]')).toContainText(words);

/** A page of her own in a community, made by the API as she would. Returns its address. */
async function newPage({ page }: Guest, community: string, title: string, markdown = 'Début.'): Promise<{ id: string; address: string }> {
  const { id: communityId } = (await (await page.request.get(`/api/communities/${community}`)).json()) as { id: string };
  const headers = { origin: new URL(COMPANY()).origin };
  const made = await page.request.post('/api/pages', { headers, data: { communityId, title, markdown } });
  const { id, slug } = (await made.json()) as { id: string; slug: string };
  return { id, address: `/p/${id}/${slug}` };
}

async function write(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/modifier`);
  await expect(editor(page)).toBeVisible();
  await status(page, 'Enregistré');
}

async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

test('two people write on one page and see each other at once', async ({ browser }) => {
  test.setTimeout(120_000);
  const one = await openBrowser(browser, COMPANY());
  const other = await openBrowser(browser, COMPANY());
  await signIn(one.page, 'noemie.vasseur');
  await signIn(other.page, 'tugdual.legoff');
  const { address } = await newPage(one, 'structures-et-ouvrages', 'Épreuve de chargement');

  // From the reading view, by its button and by its key.
  await one.page.goto(address);
  await one.page.getByRole('link', { name: 'Modifier' }).click();
  await expect(editor(one.page)).toBeVisible();
  await other.page.goto(address);
  await expect(other.page.getByRole('heading', { level: 1, name: 'Épreuve de chargement' })).toBeVisible();
  await other.page.keyboard.press('e');
  await expect(editor(other.page)).toBeVisible();

  await expect(one.page.getByText('Tugdual écrit aussi')).toBeVisible();
  await expect(other.page.getByText('Noëmie écrit aussi')).toBeVisible();
  await typeAtEnd(one.page, ' Trois camions, quatre points.');
  await expect(editor(other.page)).toContainText('Trois camions, quatre points.');
  // The cursor of the one on the screen of the other, with her name.
  await expect(editor(other.page).getByText('Noëmie Vasseur')).toHaveCount(1);
  await status(one.page, 'Enregistré');

  const median = await latency(one.page, other.page);
  console.log(`key → other screen: median ${median.toFixed(0)} ms over ${KEYS} keys`);
  expect(median).toBeLessThan(MEDIAN_MS);

  // What is mine is undone, what is of the other stays.
  await typeAtEnd(other.page, ' Flèche relevée.');
  await expect(editor(one.page)).toContainText('Flèche relevée.');

  await one.page.getByRole('textbox', { name: 'Titre de la page' }).fill('Épreuve de chargement du tablier');
  await expect(other.page.getByRole('textbox', { name: 'Titre de la page' })).toHaveValue('Épreuve de chargement du tablier');
  await status(one.page, 'Enregistré');
  await one.page.getByRole('link', { name: 'Relire' }).click();
  await expect(one.page.getByRole('heading', { level: 1, name: 'Épreuve de chargement du tablier' })).toBeVisible();
  await expect(one.page.locator('article')).toContainText('Flèche relevée.');
  await one.page.reload();
  await expect(one.page.locator('article')).toContainText('Trois camions, quatre points.');
  await expect(other.page.getByText('Noëmie écrit aussi')).toHaveCount(0);
  expect([...one.faults, ...other.faults]).toEqual([]);
});

/** Milliseconds from a key on one screen to its letter on another: the median. Both clocks are of this machine. */
async function latency(from: Page, to: Page): Promise<number> {
  await typeAtEnd(from, ' Mesure ');
  await expect(editor(to)).toContainText('Mesure ');
  await to.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const letters = /Mesure ([a-z]*)/.exec(document.querySelector('.ProseMirror')?.textContent ?? '')?.[1] ?? '';
      while (seen.length < letters.length) seen.push(performance.timeOrigin + performance.now());
    };
    new MutationObserver(look).observe(document.querySelector('.ProseMirror')!, { subtree: true, childList: true, characterData: true });
  });
  await from.evaluate(() => {
    const pressed: number[] = [];
    Object.assign(window, { pressed });
    window.addEventListener('keydown', () => pressed.push(performance.timeOrigin + performance.now()), true);
  });
  for (let key = 0; key < KEYS; key++) {
    await from.keyboard.press('abcdefghijklmnopqrstuvwxyz'[key % 26] ?? 'a');
    await from.waitForTimeout(120);
  }
  await expect.poll(() => to.evaluate(() => (window as unknown as { seen: number[] }).seen.length)).toBe(KEYS);
  const pressed = await from.evaluate(() => (window as unknown as { pressed: number[] }).pressed);
  const seen = await to.evaluate(() => (window as unknown as { seen: number[] }).seen);
  const waits = seen.map((at, index) => at - (pressed[index] ?? at)).toSorted((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)] ?? Infinity;
}

test('writes offline, closes the window, comes back: everything is there, with what others wrote', async ({ browser }) => {
  test.setTimeout(90_000);
  const away = await openBrowser(browser, COMPANY());
  const here = await openBrowser(browser, COMPANY());
  await signIn(away.page, 'noemie.vasseur');
  await signIn(here.page, 'tugdual.legoff');
  const { address } = await newPage(away, 'structures-et-ouvrages', 'Relevé du tunnel', 'Milieu.');
  await write(away.page, address);
  await write(here.page, address);

  await away.context.setOffline(true);
  await typeAtEnd(away.page, ' Écrit sous le tunnel.');
  await status(away.page, 'Pas encore enregistré — hors ligne');
  await status(away.page, 'Gardé sur cet appareil.');
  await typeAtEnd(here.page, ' Écrit au bureau.');
  await status(here.page, 'Enregistré');
  await away.page.close();

  await away.context.setOffline(false);
  const again = await away.context.newPage();
  await again.goto(`${address}/modifier`);
  await says(again, 'Écrit sous le tunnel.');
  await says(again, 'Écrit au bureau.');
  await status(again, 'Enregistré');
  await says(here.page, 'Écrit sous le tunnel.');

  // Not opened again: what was written is sent as soon as the workplace is.
  await away.context.setOffline(true);
  await typeAtEnd(again, ' Dernier mot.');
  await status(again, 'Gardé sur cet appareil.');
  await again.close();
  await away.context.setOffline(false);
  const home = await away.context.newPage();
  await home.goto('/');
  await expect(home.getByText('« Relevé du tunnel » est enregistrée')).toBeVisible();
  await says(here.page, 'Dernier mot.');
  expect(here.faults).toEqual([]);
});

test('loses access while writing: the text is offered, then it is gone from the device', async ({ browser }) => {
  test.setTimeout(90_000);
  const writer = await openBrowser(browser, COMPANY());
  const animator = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'tugdual.legoff');
  await signIn(animator.page, 'maelle.kervadec');
  const me = (await (await animator.page.request.get('/api/me')).json()) as { id: string };
  const { id, address } = await newPage(animator, 'securite-des-chantiers', 'Fouille blindée');
  await write(writer.page, address);

  await writer.context.setOffline(true);
  await typeAtEnd(writer.page, ' Étais tous les deux mètres.');
  await status(writer.page, 'Gardé sur cet appareil.');
  const restricted = await animator.page.request.put(`/api/contents/${id}/audience`, {
    headers: { origin: new URL(COMPANY()).origin },
    data: { audience: 'participants', participantIds: [me.id] },
  });
  expect(restricted.status()).toBe(200);
  await writer.context.setOffline(false);

  await expect(writer.page.getByText('Cette page ne vous est plus ouverte')).toBeVisible();
  await expectAccessible(writer.page);
  const download = writer.page.waitForEvent('download');
  await writer.page.getByRole('button', { name: 'Télécharger mon texte' }).click();
  const stream = await (await download).createReadStream();
  const bytes: Buffer[] = [];
  for await (const chunk of stream) bytes.push(chunk as Buffer);
  expect(Buffer.concat(bytes).toString()).toContain('Étais tous les deux mètres.');
  await expect(writer.page.getByText('Le texte a été retiré de cet appareil.')).toBeVisible();
  await expect
    .poll(() =>
      writer.page.evaluate(async () => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('parvis.page')).length),
    )
    .toBe(0);
  expect(writer.faults).toEqual([]);
});

test('signs in again beside her text when the session has ended', async ({ browser }) => {
  test.setTimeout(90_000);
  const writer = await openBrowser(browser, COMPANY());
  const elsewhere = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'yann.bellego');
  const { address } = await newPage(writer, 'securite-des-chantiers', 'Port du harnais');
  await write(writer.page, address);
  await signIn(elsewhere.page, 'yann.bellego');
  await elsewhere.page.request.delete('/api/sessions', { headers: { origin: new URL(COMPANY()).origin } });

  const dialog = writer.page.getByRole('dialog', { name: 'Reconnectez-vous pour enregistrer' });
  await expect(dialog).toBeVisible();
  await expectAccessible(writer.page);
  await dialog.getByRole('button', { name: 'Continuer sans enregistrer' }).click();
  await typeAtEnd(writer.page, ' Longe double.');
  await status(writer.page, 'Pas encore enregistré — reconnectez-vous');
  await writer.page.getByRole('button', { name: 'Se reconnecter' }).click();
  await dialog.locator('input[type=password]').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Se connecter' }).click();
  await status(writer.page, 'Enregistré');
  await writer.page.getByRole('link', { name: 'Relire' }).click();
  await expect(writer.page.locator('article')).toContainText('Longe double.');
});

test('pastes a picture and says what it shows; reads and writes on a phone; accessible in both themes', async ({ browser }) => {
  test.setTimeout(90_000);
  const { page, context, faults } = await openBrowser(browser, COMPANY());
  await signIn(page, 'noemie.vasseur');
  const { address } = await newPage({ page, context }, 'structures-et-ouvrages', 'Appui glissant', '## Vue\n\nVoici.');
  await write(page, address);
  await typeAtEnd(page, ' Photo :');
  await page.keyboard.press('Enter');
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 200);
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#376';
    pen.fillRect(0, 0, 320, 200);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], 'appui.png', { type: 'image/png' }));
    document
      .querySelector('.ProseMirror')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(editor(page).locator('img').first()).toHaveJSProperty('complete', true);
  const words = page.getByLabel('Ce que montre l’image');
  if (!(await words.isVisible())) await page.getByRole('button', { name: /image/i }).first().click();
  await words.fill('Plaque de glissement, côté culée');
  await words.press('Enter');
  await status(page, 'Enregistré');
  await expectAccessible(page);

  await page.setViewportSize({ width: 375, height: 812 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByText('Plan et longueur').click();
  await expect(page.getByRole('button', { name: 'Vue' })).toBeVisible();

  await page.getByRole('link', { name: 'Relire' }).click();
  await expect(page.getByRole('img', { name: 'Plaque de glissement, côté culée' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('img', { name: 'Plaque de glissement, côté culée' })).toHaveJSProperty('complete', true);
  expect(faults).toEqual([]);
});

test('shows the reading view, and why, to whoever may not write', async ({ browser }) => {
  test.setTimeout(90_000);
  const writer = await openBrowser(browser, COMPANY());
  const reader = await openBrowser(browser, COMPANY());
  await signIn(writer.page, 'noemie.vasseur');
  await signIn(reader.page, 'mathilde.kerjean');
  const { address } = await newPage(writer, 'structures-et-ouvrages', 'Lecture seule', 'À lire.');
  await reader.page.goto(address);
  await expect(reader.page.getByRole('heading', { level: 1, name: 'Lecture seule' })).toBeVisible();
  await expect(reader.page.getByRole('link', { name: 'Modifier' })).toHaveCount(0);
  await reader.page.goto(`${address}/modifier`);
  await expect(reader.page.getByText('Vous lisez cette page sans pouvoir la modifier')).toBeVisible();
  await expect(reader.page.locator('article')).toContainText('À lire.');
  await expectAccessible(reader.page);
  expect(reader.faults).toEqual([]);
});
