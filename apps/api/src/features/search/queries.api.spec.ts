import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MarkedText, SearchAnswer, SearchHit, SearchSuggestions } from '@parvis/shared';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { SearchUpkeep } from './index/upkeep.service.ts';

let app: TestApp;
let ana: TestPerson;
let bob: TestPerson;
let ids: { place: string; quay: string; top: string };

const long = `${'Début sans rapport. '.repeat(60)}Voici enfin le cabestan dont on parlait. ${'Suite sans rapport. '.repeat(60)}`;
const PAGES: [title: string, text: string][] = [
  ['Levage', long],
  ['Amarrage', 'Le quai reçoit les amarres. Signer le bon de réception.'],
  ['Œuvre d’art', 'Cœur de l’ouvrage'],
  ['Courrier', 'Envoyez un e-mail au port.'],
  ['Messagerie', 'Un email par jour.'],
  ['Réunion', 'Ordre du jour\u00a0: sécurité.'],
  ['Réunion de chantier', 'Ordre tout autre, du soir au jour.'],
  ['会議の議事録', '今日の東京港の会議について。'],
  ['Apparaux', `La bitte seule. ${'Rien de tel ici. '.repeat(60)}Ici la bitte et sa défense ensemble. ${'Rien de tel ici. '.repeat(60)}`],
  ['Étrange <b>titre</b>', 'Un <script>alert(1)</script> dans le hauban.'],
];

beforeAll(async () => {
  app = await startTestApp();
  [ana, bob] = [await app.people.create({ name: 'Ana Le Goff' }), await app.people.create({ name: 'Bob' })];
  const place = await app.communities.create({ name: 'Place du port', visibility: 'open', animators: [ana] });
  const quay = await app.communities.create({ name: 'Quai', visibility: 'open', animators: [bob] });
  let top = '';
  for (const [title, text] of PAGES) top ||= await app.pages.create({ communityId: place, author: ana, title, text });
  for (const [title, text] of PAGES.slice(1)) await app.pages.create({ communityId: place, author: ana, title, text, parentId: top });
  await app.pages.create({ communityId: quay, author: bob, title: 'Amarres', text: 'Une amarre pour Bob.' });
  await app.db.many(`UPDATE content SET updated_at = '2026-03-15T22:30:00Z' WHERE title = 'Amarres'`);
  await app.pages.create({ communityId: place, author: ana, title: 'Écubier', text: 'Par où passe la chaîne.' });
  await app.db.many(`UPDATE content SET updated_at = '2001-01-01T00:00:00Z' WHERE title = 'Écubier'`);
  for (let n = 0; n < 70; n++)
    await app.pages.create({ communityId: place, author: ana, title: `Relevé ${n} de l’écubier du navire`, text: 'Écubier.' });
  for (let n = 0; n < 300; n++)
    await app.pages.create({ communityId: place, author: ana, title: `Fiche ${n}`, text: `Grément numéro ${n}.` });
  await app.nest.get(SearchUpkeep, { strict: false }).rebuild();
  ids = { place, quay, top };
});
afterAll(() => app.close());

const ask = (q: string, more = '') => app.as(ana).get<SearchAnswer>(`/search?q=${encodeURIComponent(q)}${more}`);
const titles = async (q: string, more = '') => (await ask(q, more)).body.items.map(({ title }) => title);
const hit = async (q: string, more = ''): Promise<SearchHit> => (await ask(q, more)).body.items[0] as SearchHit;
const shown = (parts: MarkedText) => parts.map(({ text, hit: found }) => (found ? `[${text}]` : text)).join('');

describe('what is typed', () => {
  it('is found whatever its accents, capitals, ligatures, apostrophes and hyphens', async () => {
    for (const q of ['oeuvre', 'ŒUVRE', 'l’œuvre', "l'oeuvre", 'coeur']) expect(await titles(q)).toContain('Œuvre d’art');
    for (const q of ['email', 'e-mail', 'E-MAIL']) expect((await titles(q)).toSorted()).toEqual(['Courrier', 'Messagerie']);
  });

  it('in quotation marks is found as it is written', async () => {
    for (const q of ['"ordre du jour"', '« ordre du jour »', '“ordre du jour”', '"ORDRE DU JOUR : sécurité"'])
      expect(await titles(q)).toEqual(['Réunion']);
    expect(await titles('ordre jour')).toContain('Réunion de chantier');
    expect(await titles('"bon de réception"')).toEqual(['Amarrage']);
    expect(await titles('"bons de réceptions"')).toEqual([]);
  });

  it('after a minus is left out, words in all their forms and phrases', async () => {
    expect(await titles('réunion')).toEqual(['Réunion', 'Réunion de chantier']);
    expect(await titles('réunion -chantiers')).toEqual(['Réunion']);
    expect(await titles('réunion -"ordre du jour"')).toEqual(['Réunion de chantier']);
    expect(await titles('e-mail -jours')).toEqual(['Courrier']);
  });

  it('in Japanese is found by any part', async () => {
    for (const q of ['会議', '議事録', '東京', '京港', '港', '"東京港"']) expect(await titles(q)).toEqual(['会議の議事録']);
    expect(await titles('京都')).toEqual([]);
    expect(shown((await hit('東京港')).excerpt)).toContain('[東京港]');
  });

  it('is corrected where it is hardly found, and said so in the words of what is found', async () => {
    const { body } = await ask('cabestn');
    expect({ titles: body.items.map(({ title }) => title), corrected: body.corrected }).toEqual({
      titles: ['Levage'],
      corrected: 'cabestan',
    });
    expect((await ask('cabestan')).body.corrected).toBeNull();
    expect((await ask('cabest')).body).toMatchObject({ corrected: null, items: [{ title: 'Levage' }] });
    expect((await ask('qwzrtp')).body).toEqual({ items: [], nextCursor: null, corrected: null });
  });
});

describe('what is found', () => {
  it('shows the place, cut at words, and marks what was found', async () => {
    const { title, titleParts, excerpt } = await hit('cabestans');
    expect([title, shown(titleParts)]).toEqual(['Levage', 'Levage']);
    const text = shown(excerpt);
    expect(text).toContain('Voici enfin le [cabestan] dont on parlait.');
    expect(text).toMatch(/^… .* …$/);
    expect(text.length).toBeLessThan(270);
    expect(shown((await hit('levage')).excerpt)).toMatch(/^Début sans rapport\./);
  });

  it('shows the place that has most of it, not the first', async () => {
    expect(shown((await hit('bitte défense')).excerpt)).toContain('Ici la [bitte] et sa [défense] ensemble.');
  });

  it('is first what is called just so, however old, among many names that hold it too', async () => {
    expect((await titles('écubier'))[0]).toBe('Écubier');
  });

  it('is plain text in pieces, never HTML', async () => {
    const found = await hit('hauban');
    expect(found.titleParts).toEqual([{ text: 'Étrange <b>titre</b>', hit: false }]);
    expect(found.excerpt.map(({ text }) => text).join('')).toBe('Un <script>alert(1)</script> dans le hauban.');
  });

  it('says where it is and where it opens', async () => {
    expect(await hit('goulet quai amarres réception')).toMatchObject({
      kind: 'page',
      title: 'Amarrage',
      url: expect.stringMatching(/^\/p\/[0-9a-f-]{36}\/page$/),
      communityId: ids.place,
      community: { name: 'Place du port' },
      author: { name: 'Ana Le Goff' },
      breadcrumb: [{ id: ids.top, title: 'Levage' }],
      state: 'published',
      person: null,
      file: null,
    });
    expect(await hit('goff', '&kind=person')).toMatchObject({ kind: 'person', person: { name: 'Ana Le Goff', active: true }, url: null });
    expect(await hit('quai', '&kind=community')).toMatchObject({ kind: 'community', id: ids.quay, url: `/c/c-${ids.quay}` });
  });

  it('ranks a name that says just this before one that says more, and a name before the text', async () => {
    expect((await titles('réunion'))[0]).toBe('Réunion');
    expect((await titles('amarre')).slice(0, 2)).toEqual(['Amarres', 'Amarrage']);
  });
});

describe('filters', () => {
  it('of kind, community and author', async () => {
    expect(await titles('amarres', `&communityId=${ids.quay}`)).toEqual(['Amarres']);
    expect(await titles('amarres', `&authorId=${bob.id}`)).toEqual(['Amarres']);
    expect(await titles('amarres', '&kind=annotation')).toEqual([]);
    expect(await titles('amarres', `&authorId=${bob.id}&communityId=${ids.place}`)).toEqual([]);
  });

  it('of days, as days of one’s own time zone', async () => {
    await app.db.many(`UPDATE person SET time_zone = 'Europe/Paris' WHERE id = $1`, [ana.id]);
    expect(await titles('amarres', '&from=2026-03-15&to=2026-03-15')).toEqual(['Amarres']);
    expect(await titles('amarres', '&to=2026-03-14')).toEqual([]);
    await app.db.many(`UPDATE person SET time_zone = 'Asia/Tokyo' WHERE id = $1`, [ana.id]);
    expect(await titles('amarres', '&from=2026-03-15&to=2026-03-15')).toEqual([]);
    expect(await titles('amarres', '&from=2026-03-16&to=2026-03-16')).toEqual(['Amarres']);
    expect((await ask('amarres', '&from=2026-02-30')).status).toBe(400);
  });
});

describe('pages of results', () => {
  it.each([7, 50])('of %i lead from one to the next, nothing twice and nothing left out', async (limit) => {
    const seen: string[] = [];
    for (let cursor: string | null = '', asked = 0; cursor !== null && asked < 100; asked++) {
      const { body } = await ask('grément', `&limit=${limit}${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
  });

  it('refuse a cursor that is not theirs', async () => {
    for (const cursor of [
      'x',
      Buffer.from('[0,1,null]').toString('base64url'),
      Buffer.from(`[0,1,[1,"1'; DROP",null],null]`).toString('base64url'),
    ])
      expect((await ask('grément', `&cursor=${cursor}`)).status).toBe(400);
  });
});

describe('bad input', () => {
  it.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['operators', '- " "" -'],
    ['signs', "!&|:*()<>\\'"],
    ['only what is left out', '-quai -"ordre du jour"'],
  ])('%s is told as nothing to find', async (_, q) => {
    const { status, body } = await app.as(ana).get(`/search?q=${encodeURIComponent(q)}`);
    expect({ status, code: body['code'], field: body['errors']?.[0]?.field }).toEqual({ status: 400, code: 'nothing-to-find', field: 'q' });
  });

  it('too much is refused, and what is missing named', async () => {
    expect((await ask('mot '.repeat(60))).status).toBe(400);
    expect((await app.as(ana).get('/search')).status).toBe(400);
    for (const q of ['\u0000', 'qu\u0000ai', 'quai\u202e'])
      expect((await app.as(ana).get(`/search?q=${encodeURIComponent(q)}`)).body['errors']?.[0]).toMatchObject({ field: 'q' });
    expect((await ask('quai', '&kind=secret')).status).toBe(400);
    expect((await ask('quai', '&from=hier')).status).toBe(400);
  });

  it.each([
    "'",
    "\\'",
    'a:b & c | !d <-> e',
    "quai' OR 1=1 --",
    '"quai',
    'quai"',
    '"" quai',
    '-',
    'a'.repeat(200),
    '(((',
    'é'.repeat(100),
    '\u0301\u0301',
    'x '.repeat(99),
    '"'.repeat(50),
    '😀',
    '😀 quai',
  ])('%j breaks nothing', async (q) => {
    expect([200, 400]).toContain((await ask(q)).status);
    expect((await app.as(ana).get(`/search/suggestions?q=${encodeURIComponent(q)}`)).status).toBe(200);
  });

  it('a quotation mark without its partner counts for nothing', async () => {
    expect(await titles('"quai')).toEqual(await titles('quai'));
    expect(await titles('cabestan"')).toEqual(['Levage']);
  });
});

describe('what is offered while typing', () => {
  const offered = async (q: string, more = '') =>
    (await app.as(ana).get<SearchSuggestions>(`/search/suggestions?q=${encodeURIComponent(q)}${more}`)).body;

  it('begins at the second letter, or the first character of Japanese', async () => {
    expect(await offered('a')).toMatchObject({ pages: [], people: [] });
    expect((await offered('am')).pages.map(({ title }) => title).toSorted()).toEqual(['Amarrage', 'Amarres']);
    expect((await offered('会')).pages.map(({ title }) => title)).toEqual(['会議の議事録']);
  });

  it('is people, pages and communities by the beginning of any word, what one typed marked', async () => {
    expect(shown((await offered('gof')).people[0]?.titleParts ?? [])).toBe('Ana Le [Goff]');
    expect((await offered('port')).communities).toMatchObject([{ name: 'Place du port', mine: true }]);
    expect((await offered('quai')).communities).toMatchObject([{ name: 'Quai', mine: false }]);
    expect((await offered('reunion chan')).pages.map(({ title }) => title)).toEqual(['Réunion de chantier']);
  });

  it('forgives slips when nothing begins so', async () => {
    expect((await offered('amarage')).pages.map(({ title }) => title)).toContain('Amarrage');
    expect(await offered('qwzrtp')).toEqual({ pages: [], people: [], communities: [] });
  });

  it('puts the community one is in first, and what one read lately', async () => {
    expect((await offered('am', `&communityId=${ids.quay}`)).pages[0]?.title).toBe('Amarres');
    expect((await offered('am', `&communityId=${ids.place}`)).pages[0]?.title).toBe('Amarrage');
    await app.db.many(`INSERT INTO visit (person_id, content_id) SELECT $1, id FROM content WHERE title = 'Fiche 137'`, [ana.id]);
    expect((await offered('fic')).pages[0]).toMatchObject({ title: 'Fiche 137', visited: true, parentTitle: null });
    expect((await offered('fic')).pages).toHaveLength(6);
  });
});

describe('round trips', () => {
  it('are one for a search and one for what is offered; more only where what was typed is hardly found', async () => {
    await app.as(ana).get('/me');
    const count = async (url: string) => (await app.statements(() => app.as(ana).get(url))).length;
    expect(await count('/search?q=grement')).toBe(1);
    expect(await count('/search?q=grement&kind=page&limit=50')).toBe(1);
    expect(await count('/search/suggestions?q=am')).toBe(1);
    expect(await count('/search/suggestions')).toBe(1);
    expect(await count('/search?q=cabestn')).toBe(3);
  });
});
