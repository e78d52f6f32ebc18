// @vitest-environment node
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Contact } from './contact.ts';
import { copiesOf } from './copies.ts';
import { WritingSession } from './session.ts';
import { type TestServer, startTestServer } from './test-server.ts';
import { tellWho, unsavedPages } from './unsaved.ts';
import { wouldLose } from './writing-state.ts';

const PAGE = '0199f0aa-0000-7000-8000-00000000beef';
const ME = { id: '0199f0aa-0000-7000-8000-0000000000aa', name: 'Maëlle Kervadec' };
const OTHER = { id: '0199f0aa-0000-7000-8000-0000000000bb', name: 'Tugdual Le Goff' };

/** What a browser gives, of which a session uses little. */
const store = new Map<string, string>();
const keeping = {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => {
    Object.assign(keeping, { [key]: value });
    store.set(key, value);
  },
  removeItem: (key: string) => {
    delete (keeping as Record<string, unknown>)[key];
    store.delete(key);
  },
};
const network = { onLine: true };
vi.stubGlobal('window', new EventTarget());
vi.stubGlobal('localStorage', keeping);
vi.stubGlobal(
  'navigator',
  new Proxy(navigator, { get: (real, key): unknown => (key === 'onLine' ? network.onLine : Reflect.get(real, key)) }),
);

let server: TestServer;
let contact: Contact;
const sessions: WritingSession[] = [];

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  for (const key of store.keys()) localStorage.removeItem(key);
  network.onLine = true;
  contact = 'open';
  server = await startTestServer();
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.forget();
  await server.stop();
});

function write(me = ME): WritingSession {
  const session = new WritingSession({ pageId: PAGE, title: 'Appuis', me, colour: 0, url: server.url, contact: async () => contact });
  sessions.push(session);
  return session;
}
const text = (session: WritingSession) => session.document.getText('default');
const state = (session: WritingSession) => session.snapshot().state;
const becomes = (session: WritingSession, wanted: object) => vi.waitFor(() => expect(state(session)).toMatchObject(wanted), 4_000);
const goOffline = (away: boolean) => {
  network.onLine = !away;
  window.dispatchEvent(new Event(away ? 'offline' : 'online'));
};
/** As a closed tab: nothing more is sent, what lies on the device stays. */
const closeTab = async (session: WritingSession) => {
  await vi.waitFor(() => expect(session.snapshot().facts.kept).toBe(true));
  sessions.splice(sessions.indexOf(session), 1);
  await session.end();
};

describe('what may be called saved', () => {
  it('is what the server has committed, not what it has received', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    server.rules.commits = false;
    text(session).insert(0, 'Bossage');
    expect(state(session)).toEqual({ kind: 'saving' });
    await vi.waitFor(() => expect(server.textOf(PAGE)).toBe('Bossage'));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(state(session)).toEqual({ kind: 'saving' });
    server.commit();
    await becomes(session, { kind: 'saved' });
  });

  it('waits for what was deleted as well, which no state vector shows', async () => {
    const session = write();
    text(session).insert(0, 'Bossage plan');
    await becomes(session, { kind: 'saved' });
    server.rules.commits = false;
    text(session).delete(7, 5);
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(state(session)).toEqual({ kind: 'saving' });
    server.commit();
    await becomes(session, { kind: 'saved' });
    expect(server.textOf(PAGE)).toBe('Bossage');
  });

  it('is not what was written after the mark that is answered', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    server.rules.commits = false;
    text(session).insert(0, 'a');
    await vi.waitFor(() => expect(server.textOf(PAGE)).toBe('a'));
    await new Promise((resolve) => setTimeout(resolve, 80));
    text(session).insert(1, 'b');
    server.commit();
    server.rules.commits = false;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(state(session)).toEqual({ kind: 'saving' });
    server.commit();
    await becomes(session, { kind: 'saved' });
  });

  it('says when the log cannot be written, and takes it back when it can', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    server.rules.commits = false;
    text(session).insert(0, 'a');
    await vi.waitFor(() => expect(server.textOf(PAGE)).toBe('a'));
    server.tell({ kind: 'saving-fails' });
    await becomes(session, { kind: 'not-saved', because: 'saving-fails' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    server.commit();
    await becomes(session, { kind: 'saved' });
  });
});

describe('without network', () => {
  it('keeps what is written over a closed tab, and merges it with what others wrote', async () => {
    const first = write();
    text(first).insert(0, 'Milieu');
    await becomes(first, { kind: 'saved' });
    goOffline(true);
    text(first).insert(0, 'Début ');
    expect(state(first)).toEqual({ kind: 'not-saved', because: 'offline' });
    expect(unsavedPages(ME.id)).toEqual([{ pageId: PAGE, title: 'Appuis' }]);
    await closeTab(first);
    goOffline(false);

    const other = write(OTHER);
    await becomes(other, { kind: 'saved' });
    text(other).insert(6, ' fin');
    await becomes(other, { kind: 'saved' });

    const again = write();
    await vi.waitFor(() => expect(text(again).toString()).toBe('Début Milieu fin'));
    await becomes(again, { kind: 'saved' });
    await vi.waitFor(() => expect(text(other).toString()).toBe('Début Milieu fin'));
    expect(server.textOf(PAGE)).toBe('Début Milieu fin');
    expect(unsavedPages(ME.id)).toEqual([]);
  });

  it('shows what was kept before the network answers, and does not call it saved', async () => {
    const first = write();
    await becomes(first, { kind: 'saved' });
    goOffline(true);
    text(first).insert(0, 'Gardé');
    await closeTab(first);
    server.rules.commits = false;
    const again = write();
    await vi.waitFor(() => expect(text(again).toString()).toBe('Gardé'));
    expect(again.snapshot().facts).toMatchObject({ ready: true, unsaved: true });
    goOffline(false);
    await vi.waitFor(() => expect(server.textOf(PAGE)).toBe('Gardé'));
    expect(state(again)).toEqual({ kind: 'saving' });
    server.commit();
    await becomes(again, { kind: 'saved' });
  });

  it('forgets what is its own alone: what another window wrote meanwhile is still remembered as unsaved', async () => {
    const [one, other] = [write(), write()];
    await Promise.all([one, other].map((session) => becomes(session, { kind: 'saved' })));
    goOffline(true);
    text(one).insert(0, 'a');
    text(other).insert(0, 'b');
    await closeTab(other);
    goOffline(false);
    await becomes(one, { kind: 'saved' });
    expect(unsavedPages(ME.id)).toHaveLength(1);
    const again = write();
    await becomes(again, { kind: 'saved' });
    expect(server.textOf(PAGE)).toHaveLength(2);
    expect(unsavedPages(ME.id)).toEqual([]);
  });

  it('warns before the window is closed only where neither the server nor the device has it', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    goOffline(true);
    text(session).insert(0, 'a');
    expect(wouldLose(session.snapshot().facts)).toBe(true);
    await vi.waitFor(() => expect(wouldLose(session.snapshot().facts)).toBe(false));
    goOffline(false);
  });

  it('warns where the browser keeps nothing', async () => {
    vi.stubGlobal('indexedDB', { open: () => failingRequest(), deleteDatabase: () => failingRequest() });
    const session = write();
    await becomes(session, { kind: 'saved' });
    goOffline(true);
    text(session).insert(0, 'a');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(wouldLose(session.snapshot().facts)).toBe(true);
    goOffline(false);
  });

  it('goes on saving a page that was left, when the network is back', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    goOffline(true);
    text(session).insert(0, 'a');
    const left = session.leave();
    goOffline(false);
    await left;
    expect(server.textOf(PAGE)).toBe('a');
    expect(unsavedPages(ME.id)).toEqual([]);
  });

  it('sends nothing in the name of somebody else who signs in here, and keeps it', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    goOffline(true);
    text(session).insert(0, 'a');
    await vi.waitFor(() => expect(session.snapshot().facts.kept).toBe(true));
    const left = session.leave();
    tellWho(OTHER.id);
    goOffline(false);
    await left;
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(server.textOf(PAGE)).toBe('');
    expect(unsavedPages(ME.id)).toHaveLength(1);
    expect(await copiesOf(ME.id)).toHaveLength(1);
  });

  it('comes back by itself when the server was away', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    contact = 'unreachable';
    server.cut();
    await vi.waitFor(() => expect(session.snapshot().facts.connected).toBe(false));
    contact = 'open';
    text(session).insert(0, 'a');
    await becomes(session, { kind: 'saved' });
    expect(server.textOf(PAGE)).toBe('a');
  });
});

describe('what ends the writing', () => {
  it('asks to sign in again, keeps the text, and sends it afterwards', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    contact = 'signed-out';
    server.rules.closed = 'signed-out';
    server.cut();
    text(session).insert(0, 'Toujours là');
    await becomes(session, { kind: 'not-saved', because: 'signed-out' });
    contact = 'open';
    server.rules.closed = null;
    session.connect();
    await becomes(session, { kind: 'saved' });
    expect(server.textOf(PAGE)).toBe('Toujours là');
  });

  it('removes the copy on this device when access is lost and nothing is unsaved', async () => {
    const session = write();
    text(session).insert(0, 'a');
    await becomes(session, { kind: 'saved' });
    expect(await copiesOf(ME.id)).toHaveLength(1);
    contact = 'access-lost';
    server.rules.closed = 'access-lost';
    server.cut();
    await becomes(session, { kind: 'access-lost' });
    await vi.waitFor(async () => expect(await copiesOf(ME.id)).toEqual([]));
  });

  it('keeps unsaved text when access is lost until it is given up', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    goOffline(true);
    text(session).insert(0, 'Pas encore là-bas');
    contact = 'access-lost';
    server.rules.closed = 'access-lost';
    goOffline(false);
    await becomes(session, { kind: 'access-lost' });
    expect(session.snapshot().facts.unsaved).toBe(true);
    expect(text(session).toString()).toBe('Pas encore là-bas');
    expect(await copiesOf(ME.id)).toHaveLength(1);
    await session.forget();
    expect(await copiesOf(ME.id)).toEqual([]);
    expect(unsavedPages(ME.id)).toEqual([]);
  });

  it('offers nothing to keep of a copy that was saved before a crash', async () => {
    const first = write();
    text(first).insert(0, 'a');
    await becomes(first, { kind: 'saved' });
    // A crash: nothing is tidied up.
    sessions.splice(0);
    contact = 'access-lost';
    server.rules.closed = 'access-lost';
    const again = write();
    await becomes(again, { kind: 'access-lost' });
    expect(again.snapshot().facts.unsaved).toBe(false);
    await first.forget();
  });

  it('because it is more than the server listens to at once is told, and not sent again and again', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    server.rules.commits = false;
    text(session).insert(0, 'trop');
    server.hangUpOnTooMuch();
    await becomes(session, { kind: 'refused', code: 'too-large' });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(session.snapshot()).toMatchObject({ facts: { connected: false, unsaved: true }, state: { kind: 'refused' } });
  });

  it('says why something is not taken, sends nothing more, and loses nothing', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    server.rules.commits = false;
    text(session).insert(0, 'trop');
    await vi.waitFor(() => expect(server.textOf(PAGE)).toBe('trop'));
    server.refuse('too-large');
    await becomes(session, { kind: 'refused', code: 'too-large' });
    text(session).insert(4, ' long');
    expect(text(session).toString()).toBe('trop long');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.textOf(PAGE)).toBe('trop');
    server.rules.commits = true;
    session.retry();
    await becomes(session, { kind: 'saved' });
    expect(server.textOf(PAGE)).toBe('trop long');
  });

  it('reads only where it may only read, and hears when that changes', async () => {
    server.rules.readOnly = true;
    const session = write();
    await becomes(session, { kind: 'read-only' });
    server.tell({ kind: 'access', edit: true });
    await becomes(session, { kind: 'saved' });
  });

  it('leaves nothing on the device of a page that is saved', async () => {
    const session = write();
    await becomes(session, { kind: 'saved' });
    text(session).insert(0, 'a');
    await session.leave();
    expect(server.textOf(PAGE)).toBe('a');
    await vi.waitFor(async () => expect(await copiesOf(ME.id)).toEqual([]));
  });
});

function failingRequest() {
  const request = new EventTarget();
  setTimeout(() => request.dispatchEvent(new Event('error')));
  return request;
}
