import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, type Page, test as base, expect } from '@playwright/test';

export const COMPANY = () => process.env['COMPANY_URL'] ?? '';
export const PASSWORD = 'bienvenue-sur-le-parvis';

/** Somebody at a browser of her own. What the browser reports as broken (scripts, policy) fails the journey. */
export interface Guest {
  page: Page;
  context: BrowserContext;
}

/** Opens a browser window; `faults` collects script errors and violations of the content security policy. */
export async function openBrowser(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Guest & { faults: string[] }> {
  const context = await browser.newContext({ baseURL, locale: 'fr-FR', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (/^https?:/.test(origin) && origin !== new URL(baseURL).origin) faults.push(`left the server: ${request.url()}`);
  });
  return { page, context, faults };
}

/** Signs somebody of the demonstration company in. `name` is the first part of her address. */
export async function signIn(page: Page, name: string, domain = 'loirac.example'): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Adresse électronique').fill(`${name}@${domain}`);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Accueil' })).toBeVisible();
}

/** Does what writes to such an address, and waits until the server has answered: leaving at once may overtake it. */
export async function written(page: Page, address: RegExp, act: () => Promise<void>): Promise<void> {
  const answered = page.waitForResponse((response) => response.request().method() !== 'GET' && address.test(response.url()));
  await act();
  await answered;
}

/** WCAG 2.2 A and AA by axe, on the screen as it is, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    const found = violations.map(
      ({ id, nodes }) =>
        `${colorScheme} ${id}: ${nodes
          .map((node) => node.html.slice(0, 160))
          .slice(0, 3)
          .join(' | ')}`,
    );
    expect(found, page.url()).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** A journey whose windows are closed when it ends: left open, they would go on asking beside all that come after it. */
const test = base.extend<{ closing: void }>({
  closing: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});

export { expect, test };
