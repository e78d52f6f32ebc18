import { describe, expect, it } from 'vitest';
import { words } from './text.ts';

describe('words to find something by', () => {
  it('are taken as they are typed, composed', () => {
    expect(words.parse(' l’e\u0301te\u0301 ')).toBe(' l’été ');
    expect(words.parse('')).toBe('');
  });

  it.each(['\u0000', 'a\u0000b', 'a\u202eb', '\ud800', 'x'.repeat(101)])('are refused when they are %j', (typed) => {
    expect(words.safeParse(typed).success).toBe(false);
  });
});
