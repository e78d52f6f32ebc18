import { Injectable } from '@nestjs/common';
import type { CopiedAnnotations } from '@parvis/shared';
import type { NodeOf } from '@parvis/shared/document';
import type { AppendedThread, ThreadAbout } from '@parvis/shared/markdown-appendix';
import type { Person } from '../../platform/database/actor.ts';
import type { Tx } from '../../platform/database/database.ts';

/** What one person said in a thread. */
interface Said {
  /** Null: somebody who is no longer known. */
  author: string | null;
  at: Date;
  body: NodeOf<'doc'>;
}
/** A thread as it leaves with its page. */
export interface ExportedThread extends Said {
  about: ThreadAbout;
  replies: Said[];
}
/** A thread as it came with a page. */
export interface ImportedThread extends AppendedThread {
  /** Its Markdown as a document. */
  document: NodeOf<'doc'>;
}

/** How annotations go along with pages. */
export interface AnnotationsOfPages {
  /** Copies those that the person sees. Returns how many. */
  copy(tx: Tx, person: Person, pages: readonly { originalId: string; copyId: string }[], which: CopiedAnnotations): Promise<number>;
  /** Those of pages that the viewer sees, but for private ones, in the order of their places. */
  exported(viewerId: string, pageIds: readonly string[]): Promise<Map<string, ExportedThread[]>>;
  /**
   * Those of an export, in the name of whoever imports; what came before comes only once. Returns how many were new; null:
   * nobody imports, or somebody who may not annotate there.
   */
  takeIn(tx: Tx, page: { id: string; communityId: string }, threads: readonly ImportedThread[]): Promise<number | null>;
}

const NONE: AnnotationsOfPages = { copy: async () => 0, exported: async () => new Map(), takeIn: async () => 0 };

/** The wiki knows no annotations: the feature that keeps them says how they go along when pages are copied, exported and imported. */
@Injectable()
export class PageAnnotations {
  private port = NONE;

  /** Call it before the product has started, e.g. in `onModuleInit`. */
  register(port: AnnotationsOfPages): void {
    this.port = port;
  }

  get along(): AnnotationsOfPages {
    return this.port;
  }
}
