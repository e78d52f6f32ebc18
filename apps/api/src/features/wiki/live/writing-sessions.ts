import { Injectable } from '@nestjs/common';
import type { Person } from '../../../platform/database/actor.ts';
import { Log } from '../../../platform/log/log.ts';
import type { LivePage } from './live-page.ts';
import { PageStoring } from './page-storing.service.ts';

/** Who writes nothing for so long has stopped writing: the next word begins another version. */
const IDLE_MS = 10 * 60_000;

/** When people begin and stop writing on a page: what lies between is a version. */
@Injectable()
export class WritingSessions {
  constructor(
    private readonly storing: PageStoring,
    private readonly log: Log,
  ) {}

  /** She writes; what was there before her first word becomes a version. */
  async note(page: LivePage, person: Person): Promise<void> {
    const begins = !page.sessions.has(person.id);
    page.sessions.set(person.id, Date.now());
    if (begins)
      await this.storing
        .sessionStarted(page.pageId, person)
        .catch((error: unknown) => this.log.warn({ error }, 'no version before a session'));
  }

  /** She stopped: what she wrote can be read, and is a version. */
  async end(page: LivePage, personId: string): Promise<void> {
    if (!page.sessions.delete(personId)) return;
    await page.flush();
    await this.storing.sessionEnded(page.pageId, personId).catch((error: unknown) => this.log.warn({ error }, 'a page is stored later'));
  }

  /** Somebody who left her tab open and writes nothing has stopped writing. */
  async endIdle(pages: Iterable<LivePage>): Promise<void> {
    for (const page of pages) for (const [personId, last] of page.sessions) if (last < Date.now() - IDLE_MS) await this.end(page, personId);
  }
}
