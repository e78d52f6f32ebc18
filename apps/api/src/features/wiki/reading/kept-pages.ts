import { Injectable } from '@nestjs/common';
import type { PageDraft } from '@parvis/shared';
import { LRUCache } from 'lru-cache';
import { Database } from '../../../platform/database/database.ts';
import { READ_SHARED } from './reading.queries.ts';

/** Bytes of all that is kept. */
const KEPT_BYTES = 24 * 2 ** 20;
/** What one page takes besides its text. */
const OVERHEAD = 1_000;

/** Tells a page as it is from what it was before any change. */
export interface PageStamp {
  pageStamp: string;
  contentStamp: string;
}

/** Whether both are of the page as it was at one time. */
export const isOf = (a: PageStamp, b: PageStamp): boolean => a.pageStamp === b.pageStamp && a.contentStamp === b.contentStamp;

/** What is the same of a page for all who read it. */
export interface SharedPage extends PageStamp {
  /** JSON of what the view has of it, without its closing brace, as it is sent. */
  body: Buffer;
  above: string[];
  linkIds: string[];
  /** Named in the document. */
  namedIds: string[];
  authorId: string | null;
  lastEditorId: string | null;
  ownerId: string | null;
  confirmedById: string | null;
  reviewAt: string | null;
  confirmedAt: string | null;
  draft: (Omit<PageDraft, 'authors'> & { authorIds: string[] }) | null;
}

/** In JSON, quotes in somebody's text are escaped: only the attribute itself is found. */
const MENTION = /"personId"\s*:\s*"([\da-f-]{36})"/g;

/** The people whom a document (as JSON) names. */
export const namedIn = (document: string): string[] => [...new Set(Array.from(document.matchAll(MENTION), ([, id]) => id!))];

/** Pages as this process last read them. Whoever uses one asks the database first whether its stamp still holds, and whether she may read it. */
@Injectable()
export class KeptPages {
  private readonly kept = new LRUCache<string, SharedPage>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ body, linkIds }) => body.length + 50 * linkIds.length + OVERHEAD,
  });

  constructor(private readonly db: Database) {}

  /** What stands on the page: that with this stamp, or a newer one; null where it is no more. `draft`: as its editors have it. */
  async read(pageId: string, draft: boolean, stamp: PageStamp): Promise<SharedPage | null> {
    const key = draft ? `${pageId} draft` : pageId;
    const kept = this.kept.get(key);
    if (kept && isOf(kept, stamp)) return kept;
    const found = await this.db.hot.one<Omit<SharedPage, 'body' | 'namedIds'> & Record<'body' | 'document' | 'text', string>>(READ_SHARED, [
      pageId,
      draft,
    ]);
    if (!found) return null;
    const { body, document, text, ...rest } = found;
    const json = `${body.slice(0, -1)},"document":${document},"text":${JSON.stringify(text)}`;
    const shared: SharedPage = { ...rest, body: Buffer.from(json), namedIds: namedIn(document) };
    this.kept.set(key, shared);
    return shared;
  }
}
