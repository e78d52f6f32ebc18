import type { Audience, PageRef, PageTreeItem } from '@parvis/shared';
import { isVisibleIn } from '../../../content/public.ts';

/** A live page, as the tree shows it. */
export interface OutlinePage extends Omit<PageTreeItem, 'hasChildren'> {
  audience: Audience;
  /** The list that restricts it; null: none does. */
  scopeId: string | null;
}

/** Somebody who reads the community: whether she belongs to it, and which of the outline's lists she is on. */
export interface OutlineViewer {
  belongs: boolean;
  lists: ReadonlySet<string>;
}

/** Where a page lies among those that somebody sees. */
export interface Around {
  breadcrumb: PageRef[];
  previous: PageRef | null;
  next: PageRef | null;
}

/** Trees told to people who see different pages: more kinds of readers than these are told anew. */
const KEPT_TREES = 16;

const refOf = ({ id, title, slug }: OutlinePage): PageRef => ({ id, title, slug });

/** Level by level: those at the top first, siblings in their order. Ids and positions compare by their characters, as the database has them. */
function byParent(a: OutlinePage, b: OutlinePage): number {
  return compare(a.parentId ?? '', b.parentId ?? '') || compare(a.position, b.position) || compare(a.id, b.id);
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The pages of one community in reading order, as they were when its outline had this number. */
export class Outline {
  /** The lists that restrict pages in it. */
  readonly lists: readonly string[];
  private readonly places: ReadonlyMap<string, number>;
  private readonly forMembers: boolean;
  private readonly trees = new Map<string, Buffer>();

  constructor(
    readonly communityId: string,
    /** Null: it has had no pages. */
    readonly version: string | null,
    readonly pages: readonly OutlinePage[],
  ) {
    this.places = new Map(pages.map(({ id }, place) => [id, place]));
    this.lists = [...new Set(pages.flatMap(({ scopeId }) => scopeId ?? []))];
    this.forMembers = pages.some(({ audience }) => audience === 'members');
  }

  /** Whether the page lies in it, seen or not. */
  has(pageId: string): boolean {
    return this.places.has(pageId);
  }

  /** The page, if she sees it. */
  ref(viewer: OutlineViewer, pageId: string): PageRef | null {
    const page = this.pages[this.places.get(pageId) ?? -1];
    return page && isVisibleIn(viewer, page) ? refOf(page) : null;
  }

  /** What lies above the page (`above`: from the top down), before it and after it, of what she sees. */
  around(viewer: OutlineViewer, pageId: string, above: readonly string[]): Around {
    const place = this.places.get(pageId);
    return {
      breadcrumb: above.flatMap((id) => this.ref(viewer, id) ?? []),
      previous: place === undefined ? null : this.nearest(viewer, place, -1),
      next: place === undefined ? null : this.nearest(viewer, place, 1),
    };
  }

  private nearest(viewer: OutlineViewer, from: number, step: 1 | -1): PageRef | null {
    for (let place = from + step; ; place += step) {
      const page = this.pages[place];
      if (!page) return null;
      if (isVisibleIn(viewer, page)) return refOf(page);
    }
  }

  /** JSON of the whole tree as she sees it. Who sees the same pages is sent the same bytes. */
  tree(viewer: OutlineViewer): Buffer {
    const kind = `${this.forMembers && viewer.belongs} ${[...viewer.lists].toSorted().join(' ')}`;
    const kept = this.trees.get(kind);
    if (kept !== undefined) return kept;
    if (this.trees.size >= KEPT_TREES) this.trees.clear();
    const tree = this.treeOf(viewer);
    this.trees.set(kind, tree);
    return tree;
  }

  private treeOf(viewer: OutlineViewer): Buffer {
    const seen = this.pages.filter((page) => isVisibleIn(viewer, page)).toSorted(byParent);
    const parents = new Set(seen.map(({ parentId }) => parentId));
    const items = seen.map(({ id, parentId, title, slug, position, audience, state }): PageTreeItem => ({
      id,
      parentId,
      title,
      slug,
      position,
      hasChildren: parents.has(id),
      audience,
      state,
    }));
    return Buffer.from(JSON.stringify({ items, whole: true }));
  }
}
