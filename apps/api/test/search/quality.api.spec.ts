import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchAnswer } from '@parvis/shared';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ImportWriter, openFolder } from '../../src/features/wiki/public.ts';
import { loadDemonstration } from '../../src/demonstration/load-demonstration.ts';
import { SearchUpkeep } from '../../src/features/search/index/upkeep.service.ts';
import { system } from '../../src/platform/database/actor.ts';
import type { TestPerson } from '../factories/people.ts';
import { type TestApp, startTestApp } from '../test-app.ts';
import { HANDBOOK } from './quality-handbook.data.ts';
import { DEMONSTRATION, type Sought } from './quality.data.ts';

const CORPUS = fileURLToPath(new URL('../../../../../shared/corpus/handbook-fr', import.meta.url));
const BESIDE = existsSync(CORPUS);

/** Titles as they are compared: one kind of apostrophe, no accents. */
const plain = (title: string): string => title.replaceAll('’', "'").toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

async function firstThree(app: TestApp, person: TestPerson, query: string): Promise<string[]> {
  const { body } = await app.as(person).get<SearchAnswer>(`/search?kind=page&limit=3&q=${encodeURIComponent(query)}`);
  return body.items.map(({ title }) => title);
}

/** Queries whose page is not among the first three, with what is. */
async function misses(app: TestApp, person: TestPerson, table: readonly Sought[]): Promise<string[]> {
  const found: string[] = [];
  for (const [query, title] of table) {
    const titles = await firstThree(app, person, query);
    if (!titles.some((one) => plain(one).includes(plain(title))))
      found.push(`${query} → ${titles.join(' | ') || 'nothing'} (not ${title})`);
  }
  return found;
}

describe('search finds the page among the first three, in the demonstration', () => {
  let app: TestApp;
  let reader: TestPerson;
  beforeAll(async () => {
    app = await startTestApp();
    await loadDemonstration(app.nest);
    await app.nest.get(SearchUpkeep, { strict: false }).rebuild();
    reader = await app.people.create();
    await app.db.many(`INSERT INTO membership (community_id, person_id, role, state) SELECT id, $1, 'member', 'member' FROM community`, [
      reader.id,
    ]);
  }, 60_000);
  afterAll(() => app.close());

  it.each(Object.entries(DEMONSTRATION))('%s', async (_, table) => {
    expect(await misses(app, reader, table)).toEqual([]);
  });
});

(BESIDE ? describe : describe.skip)(
  `search finds the page among the first three, in a handbook${BESIDE ? '' : ' (it does not lie beside the project)'}`,
  () => {
    let app: TestApp;
    let reader: TestPerson;
    beforeAll(async () => {
      app = await startTestApp();
      reader = await app.people.create();
      const communityId = await app.communities.create({ name: 'Guide', visibility: 'open', animators: [reader] });
      await app.nest
        .get(ImportWriter, { strict: false })
        .write({ ...system, id: reader.id }, communityId, await openFolder(CORPUS), async () => undefined);
      await app.settle();
    }, 240_000);
    afterAll(() => app.close());

    it.each(Object.entries(HANDBOOK))('%s', async (_, table) => {
      expect(await misses(app, reader, table)).toEqual([]);
    });

    it('and the index that followed the import equals the database', async () => {
      const check = await app.nest.get(SearchUpkeep, { strict: false }).check();
      expect(check.wrongWords).toBe(0);
      for (const kind of check.kinds.filter((one) => one.kind === 'page' || one.kind === 'file')) {
        expect(kind).toMatchObject({ missing: 0, surplus: 0, different: 0, checksumOfEntries: kind.checksumOfThings });
        expect(kind.entries).toBeGreaterThan(30);
      }
    });
  },
);
