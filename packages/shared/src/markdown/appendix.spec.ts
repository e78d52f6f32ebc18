import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppendedThread, splitAppendix, withAppendix } from './appendix.ts';

const about = (quote: AppendedThread['about']['quote']): AppendedThread['about'] => ({
  motivation: 'questioning',
  status: 'open',
  visibility: 'page',
  quote,
});
// The same draw for the same figures; others by FAST_CHECK_SEED.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_260) });

const PAGE = '# Badge\n\nLe badge se retire au bureau 12.\n';

describe('annotations at the end of a page', () => {
  it('are there to be read by people: quote, then what is said', () => {
    const text = withAppendix(PAGE, 'Annotations', [
      { about: about({ exact: 'au bureau 12\n* suite', prefix: 'se retire ', suffix: '.' }), markdown: '**Noémie**, hier\n\nVraiment ?' },
    ]);
    expect(text.startsWith(PAGE)).toBe(true);
    expect(text).toContain('\n## Annotations\n\n> au bureau 12\n> \\* suite\n');
    expect(text).toContain('\n**Noémie**, hier\n\nVraiment ?\n');
  });

  it('come back as they were, whatever they say', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const thread = fc.record({
      about: fc.record({
        motivation: fc.constantFrom('commenting', 'questioning', 'editing', 'highlighting'),
        status: fc.constantFrom('open', 'resolved'),
        visibility: fc.constantFrom('community', 'page'),
        quote: fc.option(fc.record({ exact: words, prefix: fc.string({ maxLength: 32 }), suffix: fc.string({ maxLength: 32 }) })),
      }),
      markdown: words.map((text) => `x${text.replaceAll('<!--', '').replaceAll('\r', '')}x`),
    }) as fc.Arbitrary<AppendedThread>;
    fc.assert(
      fc.property(fc.array(thread, { minLength: 1, maxLength: 4 }), (threads) => {
        expect(splitAppendix(withAppendix(PAGE, 'Annotations', threads))).toEqual({ page: PAGE, threads, unread: false });
      }),
      { numRuns: 300 },
    );
  });

  it.each(['\u2028', '\u2029', '\u0085', '\v', '\f'])(
    'come back with a separator of lines in them that ends none here: %j',
    (separator) => {
      const threads = [{ about: about({ exact: `a${separator}b`, prefix: separator, suffix: separator }), markdown: `x${separator}y` }];
      expect(splitAppendix(withAppendix(PAGE, 'Annotations', threads))).toEqual({ page: PAGE, threads, unread: false });
    },
  );

  it('are none without any, and a page without them is left as it is', () => {
    expect(withAppendix(PAGE, 'Annotations', [])).toBe(PAGE);
    expect(splitAppendix(PAGE)).toEqual({ page: PAGE, threads: [], unread: false });
  });

  it.each([
    ['text was written after them', (text: string) => `${text}\nEncore un mot.\n`],
    ['what a machine reads was changed', (text: string) => text.replace('questioning', 'wondering')],
    ['none can be told from the other', (text: string) => text.replaceAll('parvis:annotation {', 'parvis:annotation ')],
  ])('stay in the text, which is told, when %s', (_, change) => {
    const text = change(withAppendix(PAGE, 'Annotations', [{ about: about(null), markdown: 'Oui' }]));
    expect(splitAppendix(text)).toEqual({ page: text, threads: [], unread: true });
  });

  it('are found after lines were ended in another way', () => {
    const text = withAppendix(PAGE, 'Annotations', [{ about: about(null), markdown: 'Oui' }]).replaceAll('\n', '\r\n');
    expect(splitAppendix(text)).toMatchObject({ page: PAGE, threads: [{ markdown: 'Oui' }], unread: false });
  });
});
