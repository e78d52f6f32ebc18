import { COMPANY, expect, openBrowser, signIn, test } from '../support/journey.ts';

/** How light something is, from 0 (black) to 1 (white): the mean of its colour's channels. */
const lightness = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  return (red + green + blue) / 3 / 255;
};

const PAGE = [
  '# Pose',
  '',
  'Lire [la norme](https://normes.example.org/en/1337?version=2026), écrire à [bureau@normes.example.org](mailto:bureau@normes.example.org)',
  'ou suivre [un long chemin](https://normes.example.org/un/tres/long/chemin/qui/ne/se/recopie/pas/a/la/main/depuis/une/feuille).',
  '',
  '{% hint style="info" %}',
  'Une chose à savoir.',
  '{% endhint %}',
  '',
  '<details>',
  '<summary>Replié à l’écran</summary>',
  '',
  'Déplié sur le papier.',
  '',
  '</details>',
  '',
  '{% tabs %}',
  '{% tab title="Été" %}',
  'Bétonner le matin.',
  '{% endtab %}',
  '{% tab title="Hiver" %}',
  'Bétonner à midi.',
  '{% endtab %}',
  '{% endtabs %}',
].join('\n');

test('a page prints light, whole and without what stands around it, from a dark screen too', async ({ browser }) => {
  const { page, faults } = await openBrowser(browser, COMPANY(), { colorScheme: 'dark' });
  await signIn(page, 'tugdual.legoff');
  const community = (await (await page.request.get('/api/communities/structures-et-ouvrages')).json()) as { id: string };
  const headers = { origin: COMPANY() };
  const data = { communityId: community.id, title: 'Pose, à emporter', markdown: PAGE };
  const { id } = (await (await page.request.post('/api/pages', { headers, data })).json()) as { id: string };
  await page.goto(`/p/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Pose, à emporter' })).toBeVisible();
  const colours = () =>
    page.evaluate(() => {
      const text = document.querySelector('[data-document] p')!;
      const callout = document.querySelector('[data-document] [role=note] p, [data-document] [data-kind] p') ?? text;
      return {
        text: getComputedStyle(text).color,
        callout: getComputedStyle(callout).color,
        page: getComputedStyle(document.body).backgroundColor,
      };
    });
  expect(lightness((await colours()).page)).toBeLessThan(0.3);

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const { text, callout, page: paper } = await colours();
  expect(lightness(paper)).toBeGreaterThan(0.95);
  expect(lightness(text)).toBeLessThan(0.3);
  expect(lightness(callout)).toBeLessThan(0.4);
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(page.getByRole('tree')).toBeHidden();
  await expect(page.getByText('Déplié sur le papier.')).toBeVisible();
  await expect(page.getByText('Bétonner à midi.')).toBeVisible();

  const printed = await page.evaluate(() =>
    [...document.querySelectorAll('[data-document] p a')].map((link) => `${link.textContent}${getComputedStyle(link, '::after').content}`),
  );
  expect(printed[0]).toContain('normes.example.org/en/1337');
  expect(printed[0]).not.toContain('version');
  expect(printed[1]).not.toContain('(');
  expect(printed[2]).toContain('normes.example.org/…');
  // Printing tells the page by itself, a second time here.
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(5_000);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  await expect(page.getByText('Déplié sur le papier.')).toBeHidden();
  expect(faults).toEqual([]);
});
