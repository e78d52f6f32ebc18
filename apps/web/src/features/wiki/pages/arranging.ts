/** What is being done to a page of the tree. */
export interface ArrangedPage {
  id: string;
  title: string;
  slug: string;
  parentId: string | null;
  hasChildren: boolean;
  how: 'menu' | 'rename' | 'move' | 'copy';
}

export interface Arranging {
  page: ArrangedPage | null;
  begin: (page: ArrangedPage) => void;
  /** Ends it; the page's line in the tree has the focus again. */
  done: (id: string) => void;
}
