import path from 'node:path';
import type { Page } from '@playwright/test';
import { COMPANY, type Guest, expect } from './journey.ts';

/** What the pages of these journeys say. */
export const TEXT = `La hauteur libre entre le sommier et le tablier est d’au moins 200 mm.

Vérifiez l’étiquette de chaque appareil contre le plan de calepinage.

La plaque de glissement est changée tous les dix ans.`;

/** Asks the API as a person's own screen would. */
export async function ask<T>(
  { page }: Pick<Guest, 'page'>,
  method: 'get' | 'post' | 'put' | 'patch',
  address: string,
  data?: unknown,
): Promise<T> {
  const answer = await page.request[method](`/api${address}`, { ...(data !== undefined && { data }), headers: { origin: COMPANY() } });
  expect(answer.ok(), `${method} ${address}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** A community of somebody's own, with one page that says `TEXT`. */
export async function communityOf(
  guest: Guest,
  name: string,
  visibility: 'open' | 'closed' | 'secret' = 'open',
): Promise<{ id: string; slug: string; pageId: string; address: string }> {
  const { id, slug } = await ask<{ id: string; slug: string }>(guest, 'post', '/communities', { name, visibility });
  const page = { communityId: id, title: 'Appareils d’appui', markdown: TEXT };
  const made = await ask<{ id: string; slug: string }>(guest, 'post', '/pages', page);
  return { id, slug, pageId: made.id, address: `/p/${made.id}/${made.slug}` };
}

export const annotate = (guest: Guest, sourceId: string, motivation: string, exact: string, text: string, more: object = {}) =>
  ask<{ id: string }>(guest, 'post', '/annotations', { sourceId, motivation, text, target: { exact }, ...more });

export const shot = (page: Page, name: string) => page.screenshot({ path: path.resolve(`.results/${name}.png`), fullPage: true });
/** How much wider the page is than the window, in pixels. */
export const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
