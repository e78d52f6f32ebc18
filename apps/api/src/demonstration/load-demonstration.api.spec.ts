import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { type TestApp, startTestApp } from '../../test/test-app.ts';
import { ImportWriter } from '../features/wiki/public.ts';
import { loadDemonstration } from './load-demonstration.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const pagesOf = () =>
  app.db.many<{ slug: string; pages: number; files: number }>(
    `SELECT c.slug, count(p.id)::int AS pages, count(DISTINCT p.import_key)::int AS files
     FROM community c LEFT JOIN page p ON p.community_id = c.id GROUP BY c.slug ORDER BY c.slug`,
  );

it('goes on where it was cut off, is loaded once, can be searched, and is then left alone', async () => {
  const writer = app.nest.get(ImportWriter, { strict: false });
  const write = writer.write.bind(writer);
  const cut = jest.spyOn(writer, 'write').mockImplementationOnce(write).mockRejectedValueOnce(new Error('killed'));
  await expect(loadDemonstration(app.nest)).rejects.toThrow('killed');
  cut.mockRestore();
  const before = await pagesOf();

  expect(await loadDemonstration(app.nest)).toContainEqual(expect.stringContaining('password of all'));
  const after = await pagesOf();
  expect(after.filter(({ pages }) => pages > 0).length).toBeGreaterThan(before.filter(({ pages }) => pages > 0).length);
  expect(after.filter(({ pages, files }) => pages !== files)).toEqual([]);

  const kinds = await app.db.many<{ kind: string }>('SELECT DISTINCT kind FROM search_entry ORDER BY kind');
  expect(kinds.map(({ kind }) => kind)).toEqual(['community', 'file', 'page', 'person']);

  expect(await loadDemonstration(app.nest)).toBeNull();
  expect(await pagesOf()).toEqual(after);
}, 60_000);

it('leaves alone what is not its own', async () => {
  const other = await startTestApp();
  await other.people.create({ roles: ['admin'] });
  expect(await loadDemonstration(other.nest)).toBeNull();
  expect(await other.db.one('SELECT count(*)::int AS communities FROM community')).toEqual({ communities: 0 });
  await other.close();
});
