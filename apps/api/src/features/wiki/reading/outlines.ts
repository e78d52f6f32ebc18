import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../platform/database/database.ts';
import { Outline, type OutlinePage } from './outline.ts';
import { READ_OUTLINE } from './reading.queries.ts';

/** The table of the numbers that outlines have: triggers write it, whatever brings pages. */
export const NUMBERS_OF_OUTLINES = 'community_outline';

/** Pages of all outlines kept together, some hundred bytes each. */
const KEPT_PAGES = 30_000;
/** Communities of which is remembered that somebody asked once. */
const ASKED = 10_000;

/** How long a wiki that was too large is not looked at again, in milliseconds: it hardly becomes small. */
const LARGE_FOR = 10 * 60_000;

/** A wiki that is too large to be told whole, whatever its number. */
interface TooLarge {
  communityId: string;
  pages: null;
}

/**
 * Outlines of communities as this process last read them. Whoever uses one asks the database, together with what she may
 * see, whether its number is still the community's (`outlineVersion`): nothing is told from an outline of before.
 */
@Injectable()
export class Outlines {
  private readonly kept = new LRUCache<string, Outline | TooLarge>({
    max: KEPT_PAGES,
    maxSize: KEPT_PAGES,
    sizeCalculation: ({ pages }) => 1 + (pages?.length ?? 0),
    dispose: (outline) => this.forget(outline),
  });
  private readonly communityOf = new Map<string, string>();
  private readonly reading = new Map<string, Promise<Outline | TooLarge>>();
  private readonly asked = new LRUCache<string, string>({ max: ASKED });

  constructor(private readonly db: Database) {}

  /** The outline of the community as far as it is kept: perhaps one of before. */
  of(communityId: string): Outline | null {
    const kept = this.kept.get(communityId);
    return kept instanceof Outline ? kept : null;
  }

  /** The outline that holds the page, as far as one is kept. */
  holding(pageId: string): Outline | null {
    const communityId = this.communityOf.get(pageId);
    return communityId === undefined ? null : this.of(communityId);
  }

  /**
   * The outline with this number, read where it is not kept; one that is newer where there is none with it any more; null
   * of a community too large to be told whole.
   */
  async read(communityId: string, version: string | null): Promise<Outline | null> {
    const found = this.current(communityId, version) ?? (await this.readOnce(communityId, version));
    return found instanceof Outline ? found : null;
  }

  /**
   * As `read`, for whoever needs little of it: null also where nobody has asked for this number before. A community that
   * changes all the time is not read whole for each change.
   */
  async readIfAskedAgain(communityId: string, version: string | null): Promise<Outline | null> {
    const before = this.asked.get(communityId);
    if (this.current(communityId, version) || before === String(version)) return this.read(communityId, version);
    this.asked.set(communityId, String(version));
    return null;
  }

  private current(communityId: string, version: string | null): Outline | TooLarge | null {
    const kept = this.kept.get(communityId);
    return kept && (kept.pages === null || kept.version === version) ? kept : null;
  }

  /** Who asks for the same one at the same time waits for it together. */
  private readOnce(communityId: string, version: string | null): Promise<Outline | TooLarge> {
    const key = `${communityId} ${version}`;
    const before = this.reading.get(key);
    if (before) return before;
    const reading = this.fetch(communityId).finally(() => this.reading.delete(key));
    this.reading.set(key, reading);
    return reading;
  }

  private async fetch(communityId: string): Promise<Outline | TooLarge> {
    const found = await this.db.hot.one<{ version: string | null; pages: OutlinePage[] | null }>(READ_OUTLINE, [communityId]);
    const { version = null, pages = [] } = found ?? {};
    const outline = pages ? new Outline(communityId, version, pages) : { communityId, pages };
    this.kept.set(communityId, outline, pages ? {} : { ttl: LARGE_FOR });
    for (const { id } of pages ?? []) this.communityOf.set(id, communityId);
    return outline;
  }

  private forget({ communityId, pages }: Outline | TooLarge): void {
    for (const { id } of pages ?? []) if (this.communityOf.get(id) === communityId) this.communityOf.delete(id);
  }
}
