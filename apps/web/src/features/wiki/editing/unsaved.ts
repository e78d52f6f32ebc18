const KEY = 'parvis.unsaved';

/** The event that tells who is signed in here now: an id, or null. Pages that go on being saved obey it. */
export const WHO = 'parvis:who';
export const tellWho = (personId: string | null): boolean => window.dispatchEvent(new CustomEvent(WHO, { detail: personId }));

/** A page on which somebody wrote what the server does not hold yet. */
export interface UnsavedPage {
  pageId: string;
  title: string;
}

const keyOf = (personId: string, pageId: string, writer: number | '') => `${KEY}.${personId}.${pageId}.${writer}`;
const keysFrom = (start: string) => Object.keys(localStorage).filter((key) => key.startsWith(start));

/**
 * Remembers on this device that a page has text which is not saved, so that it can be told and sent without the page being
 * opened. Each window of the browser that writes (`writer`: its Yjs client id) remembers and forgets what is its own.
 */
export function rememberUnsaved(personId: string, { pageId, title }: UnsavedPage, writer: number): void {
  try {
    localStorage.setItem(keyOf(personId, pageId, writer), title);
  } catch {
    // A browser that keeps nothing warns before it is closed; there is no more to do here.
  }
}

export function forgetUnsaved(personId: string, pageId: string, writers: readonly number[]): void {
  for (const writer of writers) localStorage.removeItem(keyOf(personId, pageId, writer));
}

/** The windows that wrote what is not saved, of now and of before. */
export function unsavedWriters(personId: string, pageId: string): number[] {
  const start = keyOf(personId, pageId, '');
  return keysFrom(start).map((key) => Number(key.slice(start.length)));
}

/** This person's pages with text that is not saved, of this device. */
export function unsavedPages(personId: string): UnsavedPage[] {
  const start = `${KEY}.${personId}.`;
  const found = keysFrom(start).map((key) => [key.slice(start.length).split('.')[0] ?? '', localStorage.getItem(key) ?? ''] as const);
  return [...new Map(found)].map(([pageId, title]) => ({ pageId, title }));
}
