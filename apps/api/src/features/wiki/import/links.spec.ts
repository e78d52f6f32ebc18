import { describe, expect, it } from '@jest/globals';
import { mentions } from './links.ts';

const PATHS = new Set(['plan.png', 'coupe.png']);
const mentioned = (markdown: string) => [...mentions(markdown, 'page.md', PATHS).files];

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

  it('are found however Markdown and HTML let their names be written', () => {
    const paths = new Set(['plan(1).png', 'p&q.png', 'plan de coupe.png']);
    const named = (markdown: string) => [...mentions(markdown, 'page.md', paths).files];
    expect(named('![](plan\\(1\\).png) ![](plan(1).png)')).toEqual(['plan(1).png']);
    expect(named('![](p&amp;q.png) <img src="p&amp;q.png">')).toEqual(['p&q.png']);
    expect(named('<img src=plan(1).png><a href=p&q.png>a</a>')).toEqual(['plan(1).png', 'p&q.png']);
    expect(named('[coupe]\n\n[coupe]: <plan de coupe.png>\n')).toEqual(['plan de coupe.png']);
  });

  it('are those of the snippets that it includes, too, which may include each other without end', () => {
    const snippets = new Map([
      ['.gitbook/includes/a.md', '![](../assets/plan.png)\n\n{% include "b.md" %}\n'],
      ['.gitbook/includes/b.md', '![](coupe.png)\n\n{% include "a.md" %}\n'],
      ['.gitbook/includes/seul.md', 'De personne.'],
    ]);
    const found = mentions(
      '{% include "../.gitbook/includes/a.md" %}',
      'ici/page.md',
      new Set(['.gitbook/assets/plan.png', 'ici/coupe.png']),
      snippets,
    );
    expect([...found.files]).toEqual(['.gitbook/assets/plan.png', 'ici/coupe.png']);
    expect([...found.snippets]).toEqual(['.gitbook/includes/a.md', '.gitbook/includes/b.md']);
  });
});
