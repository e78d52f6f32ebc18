import { describe, expect, it } from '@jest/globals';
import { safePath } from './source.ts';

describe('the path of a file that is imported', () => {
  it.each(['Q: pourquoi un badge ?.md', 'a:b.md', 'guides/C: bilan.md'])('may hold a colon: %s', (path) => {
    expect(safePath(path)).toBe(path);
  });
  it.each(['c:/secret.md', 'C:\\secret.md', '/secret.md', 'a/../../secret.md', 'a\0.md'])('leads nowhere else: %j', (path) => {
    expect(() => safePath(path)).toThrow('is not a path inside');
  });
});
