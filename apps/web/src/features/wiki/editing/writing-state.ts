import type { RefusalCode } from '@parvis/shared';

/** Why text is on this device only. */
export type NotSavedBecause = 'offline' | 'saving-fails' | 'signed-out';

/** How it stands with what somebody writes on one page. */
export type WritingState =
  | { kind: 'connecting' }
  /** The server's log holds all that was written here. */
  | { kind: 'saved' }
  | { kind: 'saving' }
  | { kind: 'not-saved'; because: NotSavedBecause }
  /** The server does not take it, as it is. Nothing of it is gone. */
  | { kind: 'refused'; code: RefusalCode; detail: string }
  /** The page may no longer be read. */
  | { kind: 'access-lost' }
  | { kind: 'read-only' };

/** What is known, out of which the state follows. */
export interface Facts {
  /** There is a text to show: the server's, or what was kept on this device. */
  ready: boolean;
  /** The server and this screen have told each other all. */
  connected: boolean;
  /** Something written here is not known to be committed. */
  unsaved: boolean;
  /** All that is not committed lies on this device at least. */
  kept: boolean;
  savingFails: boolean;
  signedOut: boolean;
  accessLost: boolean;
  readOnly: boolean;
  refused: { code: RefusalCode; detail: string } | null;
  /** How full the page is, 0 to 1; told from 0.8 on. */
  size: number;
}

export const AT_FIRST: Facts = {
  ready: false,
  connected: false,
  unsaved: false,
  kept: true,
  savingFails: false,
  signedOut: false,
  accessLost: false,
  readOnly: false,
  refused: null,
  size: 0,
};

/** The one thing to say of it: what ends the writing first, then what is not saved, then the rest. */
export function stateOf(facts: Facts): WritingState {
  if (facts.accessLost) return { kind: 'access-lost' };
  if (facts.refused) return { kind: 'refused', ...facts.refused };
  if (facts.readOnly) return { kind: 'read-only' };
  if (facts.unsaved) {
    if (facts.signedOut) return { kind: 'not-saved', because: 'signed-out' };
    if (facts.savingFails) return { kind: 'not-saved', because: 'saving-fails' };
    return facts.connected ? { kind: 'saving' } : { kind: 'not-saved', because: 'offline' };
  }
  if (facts.signedOut) return { kind: 'not-saved', because: 'signed-out' };
  if (!facts.ready) return { kind: 'connecting' };
  return { kind: 'saved' };
}

/** Closing the window now would lose something. */
export const wouldLose = ({ unsaved, kept }: Facts): boolean => unsaved && !kept;
