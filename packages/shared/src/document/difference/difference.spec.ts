import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withBlockIds } from '../block-ids.ts';
import type { DocumentNode, NodeOf } from '../types.ts';
import { type BlockDifference, documentDifference, inlineOf, isSame, readSide } from './index.ts';

// The same draw for the same figures; others by FAST_CHECK_SEED.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_260) });

type Doc = NodeOf<'doc'>;
const text = (value: string, ...marks: string[]) => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const paragraph = (value: string, id: string | null = null) => ({ type: 'paragraph', attrs: { id }, content: [text(value)] });
const heading = (value: string, level: number, id: string | null = null) => ({
  type: 'heading',
  attrs: { id, level },
  content: [text(value)],
});
const list = (...items: string[]) => ({
  type: 'bulletList',
  attrs: { id: 'list' },
  content: items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
});
const cell = (value: string) => ({
  type: 'tableCell',
  attrs: { colspan: 1, rowspan: 1, colwidth: null, align: null },
  content: [paragraph(value)],
});
const table = (...rows: string[][]) => ({
  type: 'table',
  attrs: { id: 'table' },
  content: rows.map((row) => ({ type: 'tableRow', content: row.map(cell) })),
});
const doc = (...content: object[]) => ({ type: 'doc', content }) as Doc;
const none = { added: 0, removed: 0, changed: 0, moved: 0 };

/** A document without the ids of its blocks, which are no difference. */
function bare(node: DocumentNode): unknown {
  const { id: _, ...attrs } = (node.attrs ?? {}) as Record<string, unknown>;
  const content = node.content?.map(bare);
  return {
    type: node.type,
    attrs,
    ...(node.text !== undefined && { text: node.text }),
    ...(node.marks?.length && { marks: node.marks }),
    ...(content?.length && { content }),
  };
}

/** The words of a line, those that went in [], those that came in {}. */
function told(blocks: readonly BlockDifference[]): string {
  return blocks
    .map((block): string => {
      if (block.kind === 'departed') return `→${block.move}`;
      const moved = 'move' in block && block.move !== undefined ? `${block.move}←` : '';
      if (block.kind !== 'changed') return `${moved}${{ same: '=', added: '+', removed: '-' }[block.kind]}`;
      if (block.blocks) return `${moved}(${told(block.blocks)})`;
      const words = (block.inline ?? []).map((part) => {
        const line = (nodes: DocumentNode[]) => nodes.map((node) => node.text ?? '◻').join('');
        if (part.kind === 'marks') return `*${line(part.after)}*`;
        return part.kind === 'same' ? line(part.content) : part.kind === 'added' ? `{${line(part.content)}}` : `[${line(part.content)}]`;
      });
      return `${moved}"${words.join('')}"`;
    })
    .join(' ');
}

describe('the difference of two documents', () => {
  it('tells words that came and went inside a block', () => {
    const found = documentDifference(
      doc(paragraph('La hauteur libre est d’au moins 200 mm, sans dépose.', 'a'), paragraph('Rien ici.', 'b')),
      doc(paragraph('La hauteur libre est d’au moins 220 mm, sans aucune dépose.', 'a'), paragraph('Rien ici.', 'b')),
    );
    expect(told(found.blocks)).toBe('"La hauteur libre est d’au moins [200]{220} mm, sans{ aucune} dépose." =');
    expect(found.counts).toEqual({ ...none, changed: 1 });
    expect(found.words).toEqual({ added: 2, removed: 1 });
  });

  it('joins changed words that only a space keeps apart, and replaces a line that was written anew', () => {
    const one = documentDifference(
      doc(paragraph('un deux trois quatre cinq six', 'a')),
      doc(paragraph('un dos tres quatre cinq six', 'a')),
    );
    expect(told(one.blocks)).toBe('"un [deux trois]{dos tres} quatre cinq six"');
    const anew = documentDifference(
      doc(paragraph('le pont est fermé ce soir', 'a')),
      doc(paragraph('demain tout sera ouvert le matin', 'a')),
    );
    expect(told(anew.blocks)).toBe('"[le pont est fermé ce soir]{demain tout sera ouvert le matin}"');
    const longer = documentDifference(doc(paragraph('Bossage plan', 'a')), doc(paragraph('Bossage plan à 1 mm sous la règle de 2 m', 'a')));
    expect(told(longer.blocks)).toBe('"Bossage plan{ à 1 mm sous la règle de 2 m}"');
  });

  it('knows a block that moved: one move, whatever its id is worth', () => {
    const [a, b, c] = [
      'Premier paragraphe du texte.',
      'Deuxième paragraphe du texte, plus long.',
      'Troisième et dernier des trois.',
    ] as const;
    const withIds = documentDifference(
      doc(paragraph(a, '1'), paragraph(b, '2'), paragraph(c, '3')),
      doc(paragraph(c, '3'), paragraph(a, '1'), paragraph(b, '2')),
    );
    expect(withIds.counts).toEqual({ ...none, moved: 1 });
    expect(told(withIds.blocks)).toBe('1←= = = →1');
    const without = documentDifference(doc(paragraph(a), paragraph(b), paragraph(c)), doc(paragraph(c), paragraph(a), paragraph(b)));
    expect(without.counts).toEqual({ ...none, moved: 1 });
    const changed = documentDifference(
      doc(paragraph(a), paragraph(b), paragraph(c)),
      doc(paragraph(`${c} Fin.`), paragraph(a), paragraph(b)),
    );
    expect(told(changed.blocks)).toBe('1←"Troisième et dernier des trois.{ Fin.}" = = →1');
  });

  it('knows a block that moved into another one', () => {
    const text = 'Une consigne qui mérite un encadré à elle.';
    const callout = (...content: object[]) => ({ type: 'callout', attrs: { id: 'c', kind: 'info' }, content });
    const found = documentDifference(
      doc(paragraph(text, '1'), callout(paragraph('Déjà là, depuis longtemps.', '2'))),
      doc(callout(paragraph('Déjà là, depuis longtemps.', '2'), paragraph(text, '1'))),
    );
    expect(told(found.blocks)).toBe('→1 (= 1←=)');
    expect(found.counts).toEqual({ ...none, moved: 1 });
  });

  it('goes into lists and tables: the item and the cell that changed, the row that was added', () => {
    const items = documentDifference(
      doc(list('Poser le bossage', 'Vérifier', 'Noter')),
      doc(list('Poser le bossage', 'Contrôler', 'Noter', 'Signer')),
    );
    expect(told(items.blocks)).toBe('(= ("[Vérifier]{Contrôler}") = +)');
    const rows = documentDifference(
      doc(table(['pièce', 'prix'], ['vis', '12'])),
      doc(table(['pièce', 'prix'], ['écrou', '3'], ['vis', '15'])),
    );
    expect(told(rows.blocks)).toBe('(= + (= ("[12]{15}")))');
  });

  it('tells marks and attributes that changed, and the kind of a block', () => {
    const marks = documentDifference(
      doc({ type: 'paragraph', attrs: { id: 'a' }, content: [text('À relire '), text('avant'), text(' la pose.')] }),
      doc({ type: 'paragraph', attrs: { id: 'a' }, content: [text('À relire '), text('avant', 'bold'), text(' la pose.')] }),
    );
    expect(told(marks.blocks)).toBe('"À relire *avant* la pose."');
    const [level] = documentDifference(doc(heading('Avant', 2, 'h')), doc(heading('Avant', 3, 'h'))).blocks;
    expect(level).toMatchObject({ kind: 'changed', attributes: [{ name: 'level', before: 2, after: 3 }] });
    const [kind] = documentDifference(doc(paragraph('Avant la pose', 'h')), doc(heading('Avant la pose', 3, 'h'))).blocks;
    expect(kind).toMatchObject({
      kind: 'changed',
      attributes: [
        { name: 'type', before: 'paragraph', after: 'heading' },
        { name: 'level', before: null, after: 3 },
      ],
    });
  });

  it('does not trust ids that were given anew by place', () => {
    const lines = Array.from(
      { length: 8 },
      (_, index) =>
        `Le paragraphe ${['un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit'][index]} dit ${'abcdefgh'[index]?.repeat(9)}.`,
    );
    const numbered = (all: string[]) => doc(...all.map((line, index) => paragraph(line, `n${index}`)));
    expect(documentDifference(numbered(lines), numbered(['Tout autre chose en tête', ...lines])).counts).toEqual({ ...none, added: 1 });
  });
});

const words = fc
  .array(fc.constantFrom('pont', 'vis', 'à', 'été', '12', '—', '😀', 'l’appui', ','), { minLength: 1, maxLength: 8 })
  .map((all) => all.join(' '));
const run = fc
  .record({ value: words, marks: fc.subarray(['bold', 'italic', 'code']) })
  .map(({ value, marks }) => text(value, ...marks) as DocumentNode);
const atom = fc.constant({
  type: 'inlineImage',
  attrs: { fileId: null, src: 'https://x.test/a.png', alt: '', width: null, height: null },
} as DocumentNode);
/** Neighbours with equal marks are one run, as in every stored document. */
const line = fc
  .array(fc.oneof({ weight: 6, arbitrary: run }, { weight: 1, arbitrary: atom }), { maxLength: 4 })
  .map((nodes) => inlineOf([{ kind: 'same', content: nodes }], 'after'));
const withLine = (shell: object) => line.map((content) => ({ ...shell, ...(content.length > 0 && { content }) }));
const { block } = fc.letrec((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    withLine({ type: 'paragraph', attrs: { id: null } }),
    fc.integer({ min: 1, max: 6 }).chain((level) => withLine({ type: 'heading', attrs: { id: null, level } })),
    fc.constant({ type: 'horizontalRule', attrs: { id: null } }),
    fc.record({
      type: fc.constant('callout'),
      attrs: fc.record({ id: fc.constant(null), kind: fc.constantFrom('info', 'danger') }),
      content: tie('blocks'),
    }),
    fc.record({
      type: fc.constant('bulletList'),
      attrs: fc.constant({ id: null }),
      content: fc.array(fc.record({ type: fc.constant('listItem'), content: tie('blocks') }), { minLength: 1, maxLength: 4 }),
    }),
    fc.array(fc.array(words, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 3 }).map((rows) => table(...rows)),
  ),
  blocks: fc.array(tie('block'), { minLength: 1, maxLength: 5 }),
}));
const document = fc
  .array(block, { minLength: 1, maxLength: 8 })
  .map((content) => withBlockIds({ type: 'doc', content: structuredClone(content) } as Doc));
/** A document, and another one that was made of it: blocks removed, doubled, moved, some replaced by others. */
const edited = fc
  .tuple(
    document,
    document,
    fc.array(fc.tuple(fc.constantFrom('remove', 'move', 'insert', 'double'), fc.nat(), fc.nat()), { maxLength: 6 }),
    fc.boolean(),
  )
  .map(([before, other, edits, keepIds]) => {
    const content = structuredClone(before.content ?? []);
    for (const [what, from, to] of edits) {
      const [taken] =
        what === 'insert' ? [other.content?.[from % other.content.length]] : content.splice(from % Math.max(1, content.length), 1);
      if (taken && what !== 'remove') content.splice(to % (content.length + 1), 0, structuredClone(taken));
      if (taken && what === 'double') content.unshift(structuredClone(taken));
    }
    const after = withBlockIds({ type: 'doc', content } as Doc);
    return { before, after: keepIds ? after : (bare(after) as Doc) };
  });

describe('whatever the documents', () => {
  it('both sides can be read from the difference', () => {
    fc.assert(
      fc.property(fc.oneof(edited, fc.record({ before: document, after: document })), ({ before, after }) => {
        const difference = JSON.parse(JSON.stringify(documentDifference(before, after)));
        expect(bare(readSide(difference, 'before'))).toEqual(bare(before));
        expect(bare(readSide(difference, 'after'))).toEqual(bare(after));
        expect(isSame(difference)).toBe(JSON.stringify(bare(before)) === JSON.stringify(bare(after)));
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it('a document does not differ from itself, nor from itself with other ids', () => {
    fc.assert(
      fc.property(document, (same) => isSame(documentDifference(same, same)) && isSame(documentDifference(same, bare(same) as Doc))),
    );
  });

  it('one block that moved is one move', () => {
    const long = fc.uniqueArray(fc.integer({ min: 0, max: 9_999 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(long, fc.nat(), fc.nat(), fc.boolean(), (numbers, from, to, ids) => {
        const before = numbers.map((number) => paragraph(`Le paragraphe numéro ${number} de cette page.`, ids ? `b${number}` : null));
        const after = [...before];
        const [moved] = after.splice(from % after.length, 1);
        after.splice(to % (after.length + 1), 0, moved!);
        const { counts } = documentDifference(doc(...before), doc(...after));
        expect(counts).toEqual({ ...none, moved: after.every((node, index) => node === before[index]) ? 0 : 1 });
      }),
    );
  });
});
