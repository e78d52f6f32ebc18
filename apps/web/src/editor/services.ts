import type { FileRef, PageRef, PersonChip } from '@parvis/shared';
import type { TFunction } from 'i18next';
import type { Asking } from './blocks/kinds.ts';
import type { PageEditorProps } from './props.ts';
import { SuggestStore } from './suggest/suggest-store.ts';
import { UploadStore } from './uploads/upload-store.ts';

type Words = TFunction<'editor'>;
type Given = Pick<PageEditorProps, 'upload' | 'searchPages' | 'searchPeople' | 'onLeaveUp' | 'annotations'>;

/** The pages, files and people that the text leads to: those it came with, and those that were found while writing. */
export class Known {
  private pages: ReadonlyMap<string, PageRef> = new Map();
  private files: ReadonlyMap<string, FileRef> = new Map();
  private people: ReadonlyMap<string, PersonChip> = new Map();
  private shown = { pages: this.pages, files: this.files, people: this.people };
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = () => this.shown;

  learn({
    pages = [],
    files = [],
    people = [],
  }: {
    pages?: readonly PageRef[];
    files?: readonly FileRef[];
    people?: readonly PersonChip[];
  }): void {
    this.pages = withMore(this.pages, pages);
    this.files = withMore(this.files, files);
    this.people = withMore(this.people, people);
    const { shown } = this;
    if (shown.pages === this.pages && shown.files === this.files && shown.people === this.people) return;
    this.shown = { pages: this.pages, files: this.files, people: this.people };
    for (const listener of this.listeners) listener();
  }
}

function withMore<T extends { id: string }>(known: ReadonlyMap<string, T>, more: readonly T[]): ReadonlyMap<string, T> {
  const news = more.filter((item) => known.get(item.id) !== item);
  return news.length === 0 ? known : new Map([...known, ...news.map((item) => [item.id, item] as const)]);
}

/** What parts of the screen do when others ask for it: each part offers its own as soon as it is there. */
interface Ways {
  asking: Asking;
  /** Opens find. */
  find: (withReplace: boolean) => void;
  /** Opens the menu of the block at the cursor. */
  blockMenu: () => void;
  /** Opens the form of a link. */
  linkForm: () => void;
}
const nothing = () => undefined;
const NO_WAYS: Ways = { asking: { files: nothing, address: nothing, page: nothing }, find: nothing, blockMenu: nothing, linkForm: nothing };

/** What the parts of one editor share. Made once; what the screen gives anew is kept up to date in it. */
export class Services {
  readonly known = new Known();
  readonly suggest = new SuggestStore();
  readonly uploads = new UploadStore((file, onProgress, signal) => this.given.upload(file, onProgress, signal));
  private offered = NO_WAYS;
  private screen: Given;
  private words: Words;

  constructor(given: Given, t: Words) {
    this.screen = given;
    this.words = t;
  }

  get given(): Given {
    return this.screen;
  }
  get t(): Words {
    return this.words;
  }
  get ways(): Ways {
    return this.offered;
  }

  /** What the screen gives anew, and the language it speaks. */
  follow(given: Given, t: Words): void {
    this.screen = given;
    this.words = t;
  }

  offer(ways: Partial<Ways>): void {
    this.offered = { ...this.offered, ...ways };
  }
}
