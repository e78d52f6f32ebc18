import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchAnswer } from '@parvis/shared';
import type { TestPerson } from '../../../test/factories/people.ts';
import { type TestApp, startTestApp } from '../../../test/test-app.ts';
import { plainOf } from './text/fold.ts';
import { BEFORE, PIECE, pieceOf, searched } from './text/piece.ts';

let app: TestApp;
let ana: TestPerson;
let communityId: string;
beforeAll(async () => {
  app = await startTestApp();
  ana = await app.people.create({ name: 'Ana' });
  communityId = (await app.as(ana).post('/communities', { name: 'Chantier', visibility: 'open' })).body['id'] as string;
});
afterAll(() => app.close());

/** Longer than a piece, so that it is cut. */
const LONG = 'On amarre ici sans hâte. '.repeat(40);
const excerpts = async (q: string): Promise<(string | undefined)[]> => {
  await app.settle();
  const { body } = await app.as(ana).get<SearchAnswer>(`/search?kind=page&q=${q}`);
  return body.items.map(({ excerpt }) => excerpt.map(({ text }) => text).join(''));
};

describe('the piece that an excerpt is cut from', () => {
  it('is the same wherever it is cut: in the database, or in the application', async () => {
    const words = ['coque', 'étrave', 'l’œuvre', 'mât', '👷', '東京', 'ΣΟΦΊΑ', '𝐀𝐁', 'Ⱥncre', '\uFFFC', 'quille'];
    const needles = [' coque ', ' coques ', ' etrav', ' quille ', ' 👷', '東京', ' œuvre', ' absent '].map(plainOf);
    let dice = 7;
    const next = (below: number) => (dice = (dice * 48_271) % 2_147_483_647) % below;
    for (let nth = 0; nth < 120; nth++) {
      // Every other one of words of one unit each; what is found stands anywhere, or nowhere.
      const from = nth % 2 === 0 ? words : ['coque', 'étrave', 'mât', 'quille', 'bordé'];
      const filling = Array.from({ length: 1 + next(300) }, () => (next(12) === 0 ? from[next(from.length)] : 'bordage'));
      const text = filling.join(' ');
      const plain = plainOf(text);
      const sought = Array.from({ length: next(5) }, (_, slot) => ({
        slot: Math.floor(slot / 2),
        needle: needles[next(needles.length)] ?? '',
      }));
      const [row] = await app.db.many<{ piece: string }>(
        `SELECT search_part($1, $2, $3::int[], $4::text[], ${PIECE}, ${BEFORE}) AS piece`,
        [plain, text, sought.map(({ slot }) => slot), sought.map(({ needle }) => needle)],
      );
      const cut = pieceOf(searched(text, plain), sought);
      expect(`${cut.first ? '^' : '-'}${cut.text}`).toBe(row?.piece);
      expect(cut.last).toBe([...cut.text].length < PIECE);
    }
  });

  it('is of the text as it is now, however often it was looked for before', async () => {
    const id = (await app.as(ana).post('/pages', { communityId, title: 'Ponton', markdown: `${LONG} Un cabestan neuf.` })).body[
      'id'
    ] as string;
    for (let times = 0; times < 3; times++) expect(await excerpts('cabestan')).toEqual([expect.stringContaining('cabestan neuf')]);
    await app.as(ana).put(`/pages/${id}/document`, { markdown: `${LONG} Un cabestan démonté.` });
    expect(await excerpts('cabestan')).toEqual([expect.stringContaining('cabestan démonté')]);
  });

  it('is cut from a text of any length', async () => {
    const markdown = `${LONG.repeat(30)}\n\nLe guindeau grince.\n\n${LONG}`;
    await app.as(ana).post('/pages', { communityId, title: 'Quai', markdown });
    expect(markdown.length).toBeGreaterThan(16_000);
    expect(await excerpts('guindeau')).toEqual([expect.stringContaining('Le guindeau grince.')]);
  });
});
