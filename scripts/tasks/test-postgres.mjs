import { openTestDatabase, testFolder } from '../lib/test-database.mjs';
import { keep, release } from '../lib/users.mjs';

/**
 * Leaves the tests' PostgreSQL running and prints its address: with it as `ADMIN_DATABASE_URL`, single tests can be run
 * in apps/api without `npm test`. `--stop` ends that, as soon as no test uses it.
 */
export default async function testPostgres(args) {
  const { url } = await openTestDatabase();
  if (args.includes('--stop')) return void release(testFolder);
  keep(testFolder);
  console.log(url);
}
