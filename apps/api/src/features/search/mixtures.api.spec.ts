import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MarkedText, SearchAnswer, SearchSuggestions } from '@parvis/shared';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { SearchUpkeep } from './index/upkeep.service.ts';

let app: TestApp;
let ana: TestPerson;
const filler = 'Rien de particulier ici. '.repeat(40);
const PAGES: [title: string, text: string][] = [
  ['Œuvre d’art', 'Le chœur de l’ouvrage est ancien.'],
  ['Méthode', 'La mise en œuvre de la main-d’œuvre locale.'],
  ['Séance de l’atelier', 'Les prud’hommes et l’employeur.'],
  ['Séance du comité', 'Des hommes et des femmes à bord.'],
  ['Compte-rendu de quart', 'On en parle.'],
  ['Compte rendu mensuel', 'On en parle.'],
  ['Boîte aux lettres', 'Un email par jour.'],
  ['한국어 문서', '서울 회의 기록'],
  ['カタカナ', `${'あいう。'.repeat(200)}ここにデータベースがあります。`],
  ['Breton', 'lʼéclusier du canal'],
  ['Long', `L’ordre règne. ${filler} Le jour se lève. ${filler} Voici l’ordre du jour complet. ${filler}`],
  ['Césure', 'la colla\u00adboration des quais'],
  ['Réunion chantier nord', 'x'],
  ['Réunion chantier', 'y'],
  ['Réunion', 'z'],
  ['हिन्दी', 'यह हिन्दी में लिखा है'],
];

beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create({ name: 'Ana Le Goff' });
  const pat = await app.people.create({ name: 'Pat Kermarrec' });
  await app.db.many(`UPDATE person SET job = 'Cheffe de projet' WHERE id = $1`, [pat.id]);
  const place = await app.communities.create({ name: 'Place', visibility: 'open', animators: [ana] });
  for (const [title, text] of PAGES) await app.pages.create({ communityId: place, author: ana, title, text });
  await app.nest.get(SearchUpkeep, { strict: false }).rebuild();
});
afterAll(() => app.close());

const ask = (q: string, more = '') => app.as(ana).get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}${more}`);
const titles = async (q: string) => (await ask(q)).body.items.map(({ title }) => title).toSorted();
const offered = async (q: string) =>
  (await app.as(ana).get<SearchSuggestions>(`/search/suggestions?q=${encodeURIComponent(q)}`)).body.pages
    .map(({ title }) => title)
    .toSorted();
const shown = (parts: MarkedText) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');
const excerpt = async (q: string) => shown((await ask(q)).body.items[0]?.excerpt ?? []);

describe('a phrase in quotation marks', () => {
  it.each([
    ['"œuvre d’art"', 'Œuvre d’art'],
    ['"oeuvre d\'art"', 'Œuvre d’art'],
    ['"mise en oeuvre"', 'Méthode'],
    ['"main-d\'oeuvre"', 'Méthode'],
    ['"choeur de l\'ouvrage"', 'Œuvre d’art'],
    ['"한국어 문서"', '한국어 문서'],
    ['"서울 회의"', '한국어 문서'],
    ['"हिन्दी में"', 'हिन्दी'],
    ['"cheffe de projet"', 'Pat Kermarrec'],
  ])('%s is found with its ligatures or without, in any script, in names, texts and notes', async (q, title) => {
    expect(await titles(q)).toEqual([title]);
  });

  it('is what the excerpt shows, not its words where they stand alone', async () => {
    expect(await excerpt('"ordre du jour"')).toContain('Voici l’[ordre] du [jour] complet.');
  });

  it('of signs that count as several letters breaks nothing', async () => {
    expect((await ask('"⑴ quai"')).status).toBe(200);
  });
});

describe('what is left out', () => {
  it('with an article or as words that an apostrophe joins leaves out nothing else', async () => {
    expect(await titles('séance -l’équipe')).toEqual(['Séance de l’atelier', 'Séance du comité']);
    expect(await titles('séance -prud’hommes')).toEqual(['Séance du comité']);
    expect(await titles('jour -l’e-mail')).toEqual(['Long']);
  });

  it('is not wished for while its quotation mark is open', async () => {
    expect(await titles('réunion -"chantier no')).toEqual(['Réunion', 'Réunion chantier', 'Réunion chantier nord']);
    expect(await titles('réunion -"chantier nord')).toEqual(['Réunion', 'Réunion chantier']);
  });

  it('is not offered while one types', async () => {
    expect(await offered('réunion -chantier')).toEqual(['Réunion']);
  });
});

describe('words that hyphens join', () => {
  it('are found after an article and beside signs', async () => {
    for (const q of ["l'e-mail", 'd’e-mail', 'e-mail,', '(e-mail)']) expect(await titles(q)).toEqual(['Boîte aux lettres']);
  });

  it('are found before they are typed to the end, and with a slip, which is told', async () => {
    const both = ['Compte rendu mensuel', 'Compte-rendu de quart'];
    expect(await titles('compte-ren')).toEqual(both);
    expect(await titles('compte-rednu')).toEqual(both);
    expect((await ask('compte-rednu')).body.corrected).toBe('compte-rendu');
    expect(await offered('compte-rednu')).toEqual(both);
  });
});

it('words are found whatever sign is their apostrophe, and with hyphens that nobody sees', async () => {
  for (const q of ['éclusier', 'lʼéclusier', "l'eclusier"]) {
    expect(await titles(q)).toEqual(['Breton']);
    expect((await ask(q)).body.corrected).toBeNull();
  }
  expect(await titles('collaboration')).toEqual(['Césure']);
});

it('Japanese is shown where it was found, whatever marks its signs have', async () => {
  expect(await excerpt('データベース')).toContain('[データベース]があります');
});

it('days and cursors that no calendar has are refused', async () => {
  const id = '00000000-0000-7000-8000-000000000000';
  const forged = ['[0,1e300,null,null]', `[0,1,[1,"----------","${id}"],null]`, `[0,1,[1,"0000-01-01T00:00:00.000000Z","${id}"],null]`];
  const more = [...forged.map((key) => `&cursor=${Buffer.from(key).toString('base64url')}`), '&from=0000-01-01', '&to=0000-01-01'];
  for (const each of more) expect((await ask('réunion', each)).status).toBe(400);
});
