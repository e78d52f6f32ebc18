import { openTestDatabase } from '../lib/test-database.mjs';

/** Leaves the tests' PostgreSQL running and prints its address, to run single tests with `ADMIN_DATABASE_URL`. */
export default async function testPostgres() {
  console.log((await openTestDatabase()).url);
}
