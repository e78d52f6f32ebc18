import { describe, expect, it } from '@jest/globals';
import { safePath } from '../import/source.ts';
import { exportedPages } from './exported-tree.ts';
import { filePaths, hrefBetween, pagePaths, safeFileName } from './names.ts';

describe('the name of a file in an export', () => {
  it.each([
    ['plan (2).pdf', 'plan (2).pdf'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['..', 'fichier'],
    ['', 'fichier'],
    ['a\0b\u202egpj.exe', 'abgpj.exe'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['c:\\x|y?.png', 'c--x-y-.png'],
    ['e\u0301te\u0301.png', 'été.png'],
    [' .cache. ', 'cache'],
  ])('%j is %s', (name, safe) => expect(safeFileName(name)).toBe(safe));

  it('is short enough for every system, and keeps its extension', () => {
    const name = safeFileName(`${'é'.repeat(400)}.pdf`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(150);
    expect(name).toMatch(/é\.pdf$/);
  });

  it('is kept where two have the same, whatever their capitals: one lies a folder deeper', () => {
    const paths = filePaths([
      { id: '1', name: 'Plan.png' },
      { id: '2', name: 'plan.png' },
    ]);
    expect([...paths.values()]).toEqual(['.gitbook/assets/Plan.png', '.gitbook/assets/2/plan.png']);
  });
});

describe('the path of a page in an export', () => {
  const page = (id: string, parentId: string | null, title: string) => ({ id, parentId, title });

  it('follows its titles, without taking the names that mean something', () => {
    const paths = pagePaths([
      page('a', null, 'Été à Nœux'),
      page('b', 'a', 'README'),
      page('c', 'a', 'Con'),
      page('d', null, 'Été à Nœux'),
      page('e', null, '日本'),
    ]);
    expect([...paths.values()]).toEqual([
      'ete-a-noeux.md',
      'ete-a-noeux/readme-page.md',
      'ete-a-noeux/con-page.md',
      'ete-a-noeux-2.md',
      'page.md',
    ]);
  });

  it('stays short however deep the tree, so that it can be imported again', () => {
    const deep = Array.from({ length: 60 }, (_, level) =>
      page(String(level), level === 0 ? null : String(level - 1), `Niveau ${'x'.repeat(80)}`),
    );
    const paths = [...pagePaths(deep).values()];
    expect(new Set(paths).size).toBe(60);
    for (const path of paths) {
      expect(path.length).toBeLessThan(400);
      expect(safePath(path)).toBe(path);
    }
  });

  it('is reached from other pages by an address that needs no escaping', () => {
    expect(hrefBetween('a/b.md', '.gitbook/assets/l’été (1) "x".png')).toBe(
      '../.gitbook/assets/l%E2%80%99%C3%A9t%C3%A9%20%281%29%20%22x%22.png',
    );
    expect(hrefBetween('a.md', 'a/b.md')).toBe('a/b.md');
  });
});

describe('the pages of an export', () => {
  const rows = [
    { id: 'a', parentId: null, title: 'A' },
    { id: 'secret', parentId: 'a', title: null },
    { id: 'd', parentId: 'a', title: 'D' },
    { id: 'c', parentId: 'secret', title: 'C' },
  ];

  it('stand below the nearest that goes along, in their order', () => {
    expect(exportedPages(rows, null).map(({ id, parentId }) => [id, parentId])).toEqual([
      ['a', null],
      ['c', 'a'],
      ['d', 'a'],
    ]);
    expect(exportedPages(rows, 'd').map(({ id, parentId }) => [id, parentId])).toEqual([['d', null]]);
  });
});
