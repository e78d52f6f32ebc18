import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '../../src/platform/database/database.ts';
import type { TestPerson } from '../factories/people.ts';

export const WRITERS = 8;
const PAUSE_MS = 50;

export interface Writing {
  /** Lets everybody finish. Resolves with the ids of the pages that the server said it had written. */
  stop(): Promise<string[]>;
  /** What was answered instead of 201, once each. */
  refusals: Set<string>;
}

/**
 * Eight that write pages for ever, into the file `log` what was acknowledged. One that got no answer, or a refusal, is
 * sent again under the same id, as browsers do.
 */
export function startWriting(url: string, person: TestPerson, communityId: string, log: string): Writing {
  const file = openSync(log, 'a');
  const refusals = new Set<string>();
  const writing = { on: true };
  async function write(): Promise<void> {
    for (let id = uuidv7(); writing.on;) {
      const answer = await fetch(`${url}/api/pages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie: person.cookie },
        body: JSON.stringify({ id, communityId, title: `Page ${id}`, markdown: 'Une ligne.' }),
      }).catch(() => null);
      if (answer?.status !== 201) {
        refusals.add(answer ? await describe(answer) : 'no answer');
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        continue;
      }
      writeSync(file, `${id}\n`);
      fsyncSync(file);
      id = uuidv7();
    }
  }
  const writers = Array.from({ length: WRITERS }, write);
  return {
    refusals,
    async stop() {
      writing.on = false;
      await Promise.all(writers);
      closeSync(file);
      return readFileSync(log, 'utf8').split('\n').filter(Boolean);
    },
  };
}

async function describe(answer: Response): Promise<string> {
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
  return `${answer.status} ${code}, ${answer.headers.has('retry-after') ? 'try again' : 'for good'}`;
}

/** What became of those that were acknowledged: the ids of which nothing is there, and of which something is there twice. */
export async function judge(db: Database, communityId: string, acknowledged: string[]): Promise<{ missing: string[]; doubled: string[] }> {
  const stored = await db.many<{ id: string; events: number; revisions: number }>(
    `SELECT c.id, (SELECT count(*)::int FROM domain_event e WHERE e.name = 'page.created' AND e.payload->>'pageId' = c.id::text) AS events,
       (SELECT count(*)::int FROM page_revision r WHERE r.page_id = c.id) AS revisions
     FROM content c WHERE c.community_id = $1`,
    [communityId],
  );
  const ids = new Set(stored.map(({ id }) => id));
  return {
    missing: acknowledged.filter((id) => !ids.has(id)),
    // A page without its event, or without its text, is as wrong as one with two.
    doubled: stored.filter(({ events, revisions }) => events !== 1 || revisions !== 1).map(({ id }) => id),
  };
}
