import { forgetUnsaved, unsavedPages, unsavedWriters } from './unsaved.ts';

const PREFIX = 'parvis.page';
/** Never part of an id: ids are hexadecimal with hyphens. */
const SEPARATOR = ' ';

/** The database that keeps one person's text of one page on this device. Nobody else's session opens it. */
export const copyName = (personId: string, pageId: string): string => [PREFIX, personId, pageId].join(SEPARATOR);

/** The copies of one person's pages on this device. */
export async function copiesOf(personId: string): Promise<{ name: string; pageId: string }[]> {
  // Not in every browser: there, copies go when their page is opened and saved again.
  const databases = (await indexedDB.databases?.().catch(() => [])) ?? [];
  const start = copyName(personId, '');
  return databases.flatMap(({ name }) => (name?.startsWith(start) ? [{ name, pageId: name.slice(start.length) }] : []));
}

/** Removes all that one person wrote and that lies on this device, saved or not: at sign-out. */
export async function removeCopiesOf(personId: string): Promise<void> {
  const unsaved = unsavedPages(personId).map(({ pageId }) => pageId);
  const kept = (await copiesOf(personId)).map(({ pageId }) => pageId);
  for (const pageId of unsaved) forgetUnsaved(personId, pageId, unsavedWriters(personId, pageId));
  for (const key of Object.keys(localStorage)) if (key.startsWith(titleKey(personId, ''))) localStorage.removeItem(key);
  await Promise.all([...new Set([...unsaved, ...kept])].map((pageId) => dropCopy(copyName(personId, pageId))));
}

/** Removes copies of pages that are saved and that no window has open: a crash, or a closed tab, left them behind. */
export async function sweepCopiesOf(personId: string): Promise<void> {
  for (const { name, pageId } of await copiesOf(personId)) if (unsavedWriters(personId, pageId).length === 0) await removeUnlessHeld(name);
}

/** Where a title that is not sent yet is kept. */
export const titleKey = (personId: string, pageId: string): string => `parvis.title.${personId}.${pageId}`;

/** Removes a copy that no window of this browser has open. */
export async function removeUnlessHeld(name: string): Promise<void> {
  if (!('locks' in navigator)) return;
  // Somewhere else it is open: whoever closes it last removes it.
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock) await dropCopy(name);
  });
}

/** Removes a copy at once, whoever has it open. */
export const dropCopy = (name: string): Promise<void> =>
  new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    for (const end of ['success', 'error', 'blocked']) request.addEventListener(end, () => resolve());
  });
