import { type TestApp, startTestApp } from '../test-app.ts';
import type { TestDatabase } from '../test-database.ts';

const RECOVERY_MS = 30_000;

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Something to do in a process that is gone when the database is killed. */
export async function openOn<T>(database: TestDatabase, work: (app: TestApp) => Promise<T>): Promise<T> {
  const app = await startTestApp({ database });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

const isUp = async (url: string) => (await fetch(`${url}/api/health`)).ok;
/** Until the process at the address says that it can serve. */
export const untilUp = (url: string): Promise<void> => until(() => isUp(url));
/** Until it says that it cannot. */
export const untilDown = (url: string): Promise<void> => until(async () => !(await isUp(url)));

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + RECOVERY_MS; !(await isSo()); await wait(20)) {
    if (Date.now() > deadline) throw new Error('Nothing changed');
  }
}
