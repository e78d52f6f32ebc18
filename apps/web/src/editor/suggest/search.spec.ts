import { describe, expect, it } from 'vitest';
import { KINDS } from '../blocks/kinds.ts';
import fr from '../../messages/fr.editor.json';
import en from '../../messages/en.editor.json';
import { found } from '../../lib/found.ts';

const lines = (words: typeof fr) => KINDS.map(({ name, also }) => ({ name, label: words.kind[name], also }));
const find = (query: string, words: typeof fr = fr) => found(lines(words), query).map(({ name }) => name);

describe('the list of blocks', () => {
  it.each([
    ['enc', 'calloutInfo'],
    ['etap', 'steps'],
    ['ÉTAPES', 'steps'],
    ['tableau', 'table'],
    ['table', 'table'],
    ['todo', 'taskList'],
    ['h2', 'heading2'],
    ['mise en garde', 'calloutWarning'],
    ['liste num', 'orderedList'],
    ['citation', 'blockquote'],
    ['quote', 'blockquote'],
    ['schema', 'diagram'],
  ])('finds for "%s" first %s', (query, name) => expect(find(query)[0]).toBe(name));

  it('is found in French words while one reads English', () => expect(find('tableau', en)[0]).toBe('table'));
  it('shows all for nothing, and nothing for what is not there', () => {
    expect(find('')).toHaveLength(KINDS.length);
    expect(find('zzz')).toEqual([]);
  });
});
