import { describe, expect, it } from 'vitest';
import { textOfFile } from './file-text.ts';

const TEXT = 'email;nom\nzoe@montclair.test;Zoé Lœuvre\n';
/** Windows-1252 has « œ » at 0x9c; the other letters stand where Unicode has them. */
const WINDOWS = Uint8Array.from(TEXT, (letter) => (letter === 'œ' ? 0x9c : letter.charCodeAt(0)));

describe('a list that a spreadsheet wrote', () => {
  it.each([
    ['UTF-8', [new TextEncoder().encode(TEXT)]],
    ['UTF-8 behind a mark', [Uint8Array.of(0xef, 0xbb, 0xbf), new TextEncoder().encode(TEXT)]],
    [
      'UTF-16',
      [Uint8Array.of(0xff, 0xfe), Uint8Array.from([...TEXT].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]))],
    ],
    ['what Windows writes', [WINDOWS]],
  ])('is read with its accents: %s', async (_, parts) => expect(await textOfFile(new Blob(parts))).toBe(TEXT));
});
