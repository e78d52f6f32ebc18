import { describe, expect, it } from '@jest/globals';
import { decodeText } from './decode.ts';

const UTF16BE = Buffer.from('\ufeffété', 'utf16le').swap16();

describe('text of unknown age', () => {
  it.each([
    ['UTF-8', Buffer.from('été à 1 150 °C'), 'été à 1 150 °C', null],
    ['UTF-8 behind a mark', Buffer.from('\ufeffété'), 'été', null],
    ['nothing', Buffer.alloc(0), '', null],
    ['Latin-1', Buffer.from('été n° 4', 'latin1'), 'été n° 4', 'windows-1252'],
    ['what Windows adds to it', Buffer.from([0x93, 0x61, 0x94, 0x80]), '“a”€', 'windows-1252'],
    ['UTF-16, little end first', Buffer.from('\ufeffété', 'utf16le'), 'été', 'utf-16'],
    ['UTF-16, big end first', UTF16BE, 'été', 'utf-16'],
    ['UTF-8 with something else in it', Buffer.concat([Buffer.from('été '), Buffer.from([0xe9])]), 'été \ufffd', 'damaged'],
    ['a few bytes that are no text', Buffer.from([0xe2, 0x82, 0x41, 0xc3, 0xa9]), '\ufffdAé', 'damaged'],
  ])('%s', (_, bytes, text, guessed) => {
    expect(decodeText(bytes)).toEqual({ text, guessed });
  });
});
