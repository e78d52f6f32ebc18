import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { copiesOf, copyName, removeCopiesOf, sweepCopiesOf, titleKey } from './copies.ts';
import { rememberUnsaved, unsavedPages } from './unsaved.ts';

const [ANA, BOB] = ['0199f0aa-0000-7000-8000-0000000000aa', '0199f0aa-0000-7000-8000-0000000000bb'];
const [SAVED, UNSAVED] = ['0199f0aa-0000-7000-8000-000000000001', '0199f0aa-0000-7000-8000-000000000002'];

const make = (name: string) =>
  new Promise<void>((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { locks: { request: (_name: string, _options: object, work: (lock: object) => Promise<void>) => work({}) } });
  localStorage.clear();
  for (const person of [ANA, BOB]) for (const page of [SAVED, UNSAVED]) await make(copyName(person, page));
  for (const person of [ANA, BOB]) rememberUnsaved(person, { pageId: UNSAVED, title: 'Appuis' }, 1);
  for (const person of [ANA, BOB]) localStorage.setItem(titleKey(person, SAVED), 'Titre');
});

it('leaves nothing of whoever signs out, and everything of others', async () => {
  await removeCopiesOf(ANA);
  expect(await copiesOf(ANA)).toEqual([]);
  expect(unsavedPages(ANA)).toEqual([]);
  expect(localStorage.getItem(titleKey(ANA, SAVED))).toBeNull();
  expect(await copiesOf(BOB)).toHaveLength(2);
  expect(unsavedPages(BOB)).toEqual([{ pageId: UNSAVED, title: 'Appuis' }]);
  expect(localStorage.getItem(titleKey(BOB, SAVED))).toBe('Titre');
});

it('sweeps copies of pages that are saved, and keeps what is not', async () => {
  await sweepCopiesOf(ANA);
  expect((await copiesOf(ANA)).map(({ pageId }) => pageId)).toEqual([UNSAVED]);
  expect(await copiesOf(BOB)).toHaveLength(2);
});
