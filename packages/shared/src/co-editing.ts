/**
 * Writing together on one page: the Hocuspocus protocol at `/collab`, document `page:<id>`, and beside it the small
 * messages below (its "stateless" messages, as JSON). Plain types: nothing of this is needed at run time.
 */

/** The name under which a page is opened. */
export type LiveDocumentName = `page:${string}`;

/** Where the text lies in the Yjs document: `doc.getXmlFragment(LIVE_FRAGMENT)`. */
export const LIVE_FRAGMENT = 'default';

/** Why what somebody wrote was not taken. */
export type RefusalCode = 'schema' | 'too-large' | 'read-only';

/** From the server to one screen. */
export type FromServer =
  /**
   * All that this screen sent before its mark `mark` is committed: it may say "saved". `vector` (base64) is the Yjs
   * state vector committed by then. A state vector does not show deletions; the mark does.
   */
  | { kind: 'saved'; mark: number; vector: string }
  /** The log cannot be written just now; what was sent is kept in memory and tried again. */
  | { kind: 'saving-fails' }
  /** What was sent last was not taken, and the connection is closed. */
  | { kind: 'refused'; code: RefusalCode; detail: string }
  /** What this person may do has changed. */
  | { kind: 'access'; edit: boolean }
  /** How full the page is, from 0 to 1: told from 0.8 on. */
  | { kind: 'size'; share: number };

/**
 * From a screen to the server. Send a mark after changes of your own, and after each `synced`: it is answered by
 * `saved` with the same number as soon as all that was sent before it is committed. Numbers grow; the newest is enough.
 */
export type FromScreen = { kind: 'mark'; mark: number };

/** Why the server closed a connection: access to the page is gone (a reason of a closing, or of a refused opening). */
export const ACCESS_LOST = 'access-lost';
/** Why the server closed a connection: nobody is signed in any more. */
export const SIGNED_OUT = 'signed-out';
