/** What some bytes say, and what had to be guessed. */
export interface Decoded {
  text: string;
  /** Null: it was UTF-8, as it should be. */
  guessed: 'utf-16' | 'windows-1252' | 'damaged' | null;
}

const BEYOND_ASCII = /[^\0-\x7f\ufffd]/u;

/**
 * Reads text of unknown age. UTF-8 when it can be; UTF-16 behind its mark; else what Windows wrote (windows-1252, of
 * which Latin-1 is a part), unless some of it is UTF-8: then only what cannot be read is replaced (U+FFFD).
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), guessed: 'utf-16' };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), guessed: 'utf-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: null };
  } catch {
    const lenient = new TextDecoder('utf-8').decode(bytes);
    if (BEYOND_ASCII.test(lenient)) return { text: lenient, guessed: 'damaged' };
    return { text: new TextDecoder('windows-1252').decode(bytes), guessed: 'windows-1252' };
  }
}
