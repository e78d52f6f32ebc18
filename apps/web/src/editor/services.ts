import type { Editor } from '@tiptap/core';
import type { FileRef, PageRef, PersonChip } from '@parvis/shared';
import type { TFunction } from 'i18next';
import type { Asking } from './blocks/kinds.ts';
import type { PageEditorProps } from './props.ts';
import { SuggestStore } from './suggest/suggest-store.ts';
import { UploadStore } from './uploads/upload-store.ts';

type Words = TFunction<'editor'>;

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

/** What the parts of one editor share. Made once; what the screen gives anew is kept up to date in it. */
export class Services {
  readonly known = new Known();
  readonly suggest = new SuggestStore();
  readonly uploads = new UploadStore((file, onProgress, signal) => this.given.upload(file, onProgress, signal));
  /** Set by the dialogs as soon as they are there. */
  asking: Asking = { files: () => undefined, address: () => undefined, page: () => undefined };
  /** Opens find, set by its bar. */
  find: (withReplace: boolean) => void = () => undefined;
  /** Opens the menu of the block at the cursor, set by the handle. */
  blockMenu: (editor: Editor) => void = () => undefined;
  /** Opens the form of a link, set by its form. */
  linkForm: (editor: Editor) => void = () => undefined;

  constructor(
    public given: Pick<PageEditorProps, 'upload' | 'searchPages' | 'searchPeople' | 'onLeaveUp'>,
    public t: Words,
  ) {}
}
