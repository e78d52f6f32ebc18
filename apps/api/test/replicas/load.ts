import { v7 as uuidv7 } from 'uuid';
import type { TestPerson } from '../factories/people.ts';

/** Nobody asks faster than this: a load with a bound. */
const PAUSE_MS = 60;

export interface Load {
  requests: number;
  /** When a request failed, and how: no answer, or an answer that it cannot be given. */
  failures: { at: number; what: string }[];
  /** Pages that were acknowledged. */
  written: string[];
  stop(): Promise<void>;
}

/** Every person reads and writes pages in turn, as long as it is wanted; a write that failed is sent again under its id. */
export function startLoad(url: string, people: readonly TestPerson[], communityId: string): Load {
  const on = { value: true };
  const load: Load = { requests: 0, failures: [], written: [], stop };
  async function ask(person: TestPerson, path: string, body?: object): Promise<boolean> {
    load.requests += 1;
    const headers = { cookie: person.cookie, origin: url, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }).catch(
      () => null,
    );
    await answer?.arrayBuffer().catch(() => undefined);
    if (answer?.ok) return true;
    load.failures.push({ at: Date.now(), what: `${body ? 'POST' : 'GET'} ${answer?.status ?? 'no answer'}` });
    return false;
  }
  async function act(person: TestPerson): Promise<void> {
    for (let id = uuidv7(), turn = 0; on.value; turn++) {
      if (turn % 4 > 0) await ask(person, turn % 4 === 1 ? '/me' : `/communities/${communityId}/pages`);
      else if (await ask(person, '/pages', { id, communityId, title: `Page ${id}`, markdown: 'Une ligne.' })) {
        load.written.push(id);
        id = uuidv7();
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  const work = people.map(act);
  async function stop(): Promise<void> {
    on.value = false;
    await Promise.all(work);
  }
  return load;
}
