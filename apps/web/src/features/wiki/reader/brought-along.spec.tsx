import type { DocumentNode } from '@parvis/shared/document';
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { read } from './reader.test-kit.tsx';

const id = null;
const paragraph = (text: string): DocumentNode =>
  ({ type: 'paragraph', attrs: { id }, ...(text && { content: [{ type: 'text', text }] }) }) as DocumentNode;
const cell = (type: 'tableCell' | 'tableHeader', text: string, colspan = 1): DocumentNode =>
  ({ type, attrs: { colspan, rowspan: 1, colwidth: null, align: null }, content: [paragraph(text)] }) as DocumentNode;
const table = (...rows: string[][]): DocumentNode =>
  ({
    type: 'table',
    attrs: { id },
    content: rows.map((texts, row) => ({
      type: 'tableRow',
      content: texts.map((text) => cell(row === 0 ? 'tableHeader' : 'tableCell', text)),
    })),
  }) as DocumentNode;
const kept = (format: string, reason: string, source: string): DocumentNode =>
  ({ type: 'kept', attrs: { id, format, reason, source } }) as DocumentNode;

describe('tables that another tool showed as cards', () => {
  it('hide columns in which nothing stands, and a head without words', async () => {
    await read([table(['', '', ''], ['Pose', '', 'Voir'], ['Dépose', '', 'Lire'])]);
    expect(screen.getAllByRole('cell').map((shown) => shown.textContent)).toEqual(['Pose', 'Voir', 'Dépose', 'Lire']);
    expect(screen.queryAllByRole('columnheader')).toHaveLength(0);
  });

  it('keep empty cells of a column that holds something', async () => {
    await read([table(['Étape', 'Délai'], ['Pose', ''], ['Dépose', '2 jours'])]);
    expect(screen.getAllByRole('cell')).toHaveLength(4);
  });
});

describe('what an import kept', () => {
  it.each([
    ['gitbook', 'swagger', 'balise GitBook'],
    ['html', 'comment', 'commentaire HTML'],
    ['html', '<marquee>', 'élément HTML'],
    ['markdown', 'nested too deep', 'trop imbriqués'],
    ['markdown', 'whatever the code may be', 'écriture Markdown particulière'],
  ])('is said in words: %s, %s', async (format, reason, words) => {
    await read([kept(format, reason, 'source')]);
    expect(screen.getByRole('note')).toHaveTextContent(words);
    expect(screen.getByRole('note')).not.toHaveTextContent('too deep');
  });

  it('names a file that was not brought along', async () => {
    await read([kept('gitbook', 'file', '{% file src="../.gitbook/assets/bilan 2024.pdf" %}')]);
    expect(screen.getByRole('note', { name: 'bilan 2024.pdf' })).toHaveTextContent('n’était pas dans ce qui a été importé');
  });
});
