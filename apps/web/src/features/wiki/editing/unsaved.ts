const KEY = 'parvis.unsaved';

/** A page on which somebody wrote what the server does not hold yet. */
export interface UnsavedPage {
  pageId: string;
  title: string;
}

const keyOf = (personId: string, pageId: string) => `${KEY}.${personId}.${pageId}`;

/** Remembers on this device that a page has text which is not saved: it can be told and sent without opening the page. */
export function rememberUnsaved(personId: string, { pageId, title }: UnsavedPage): void {
  try {
    localStorage.setItem(keyOf(personId, pageId), title);
  } catch {
    // A browser that keeps nothing warns before it is closed; there is no more to do here.
  }
}

export const isUnsaved = (personId: string, pageId: string): boolean => localStorage.getItem(keyOf(personId, pageId)) !== null;

export const forgetUnsaved = (personId: string, pageId: string): void => localStorage.removeItem(keyOf(personId, pageId));

/** This person's pages with text that is not saved, of this device. */
export function unsavedPages(personId: string): UnsavedPage[] {
  const start = keyOf(personId, '');
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(start))
    .map((key) => ({ pageId: key.slice(start.length), title: localStorage.getItem(key) ?? '' }));
}
