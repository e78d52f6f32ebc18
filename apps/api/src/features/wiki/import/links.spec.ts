import { describe, expect, it } from '@jest/globals';
import { mentions } from './links.ts';

const PATHS = new Set(['plan.png', 'coupe.png']);
const mentioned = (markdown: string) => [...mentions(markdown, 'page.md', PATHS)];

describe('the files that a page mentions', () => {
  it('are those of its links, its pictures and its definitions, each once', () => {
    expect(mentioned('![](plan.png) et [coupe][1]\n\n[1]: coupe.png\n')).toEqual(['plan.png', 'coupe.png']);
    expect(mentioned('<img src="plan.png"> [le même](plan.png)')).toEqual(['plan.png']);
  });

  it('are defined at the beginning of a line of Markdown, which Unicode’s own separators do not end', () => {
    expect(mentioned('  [1]: plan.png')).toEqual(['plan.png']);
    for (const separator of ['\u2028', '\u2029']) expect(mentioned(`Voir${separator}[1]: plan.png`)).toEqual([]);
  });

  it('are found whatever stands in the question behind them', () => {
    for (const separator of ['', '\u2028', '\u2029']) expect(mentioned(`[plan](<plan.png?a${separator}b>)`)).toEqual(['plan.png']);
  });
});
