import { describe, expect, it } from 'vitest';
import { narrowedBy, searchAddress } from './search-address.ts';

const ID = '0199f0aa-0000-7000-8000-00000000dead';

describe('the address of results', () => {
  it('says what is looked for and what narrows it', () => {
    const whole = { q: 'plan de pose', kind: 'page', community: ID, author: 'me', from: '2026-02-28', to: '2026-03-01' };
    expect(searchAddress(whole)).toEqual(whole);
  });

  it.each([
    ['a kind that there is not', { kind: 'ticket' }],
    ['a community that is no id', { community: "' OR 1=1" }],
    ['an author that is no id', { author: 'moi' }],
    ['a day that there is not', { from: '2026-02-30' }],
    ['a day that is none', { to: 'hier' }],
    ['a day of the year 0', { from: '0000-01-01' }],
    ['words that are a list', { q: ['a'] }],
    ['no words', { q: '   ' }],
  ])('leaves out %s', (_, search) => expect(searchAddress(search)).toEqual({}));

  it('reads words that look like a number, cuts what is too long, and composes letters', () => {
    expect(searchAddress({ q: 2026 })).toEqual({ q: '2026' });
    expect(searchAddress({ q: 'a'.repeat(300) }).q).toHaveLength(200);
    expect(searchAddress({ q: 'e\u0301quipe' })).toEqual({ q: 'équipe' });
    expect(searchAddress({ q: `${'a'.repeat(199)}😀` }).q).toBe('a'.repeat(199));
    expect(searchAddress({ q: '\u202aquai\u202c du\ufeff port' })).toEqual({ q: 'quai du port' });
  });

  it('counts filters, a span of days as one', () => {
    expect(narrowedBy({ q: 'a', kind: 'page' })).toBe(0);
    expect(narrowedBy({ community: ID, from: '2026-01-01', to: '2026-02-01' })).toBe(2);
    expect(narrowedBy({ author: 'me', to: '2026-02-01' })).toBe(2);
  });
});
