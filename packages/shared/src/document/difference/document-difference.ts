import { idOf } from '../page-text.ts';
import type { DocumentNode, NodeOf } from '../types.ts';
import { nodesOf, plainText } from '../walk.ts';
import { comparable, isKnownAgain, isLine, isPart, movable } from './families.ts';
import { Fingerprints, attributesOf } from './fingerprints.ts';
import { inlineDifference } from './inline.ts';
import { countWords } from './line.ts';
import { matchBlocks } from './match.ts';
import type { AttributeDifference, BlockDifference, Difference, Shell } from './types.ts';

/** A block without a counterpart in its own list; it may have come from, or gone to, another one. */
interface Loose {
  node: DocumentNode;
  list: BlockDifference[];
  index: number;
}

/** A block that changed and moved is known again by so many of its words (Dice), if it has enough of them. */
const ALIKE = 0.7;
/** With the same id so few are enough. */
const HARDLY_ALIKE = 0.3;
const ENOUGH_WORDS = 6;
/** Up to this many pairs are looked at for likeness. */
const MOST_PAIRS = 20_000;

/**
 * How two documents differ: blocks that were added, removed, changed or moved (known again by their ids, then by equal
 * content, then by likeness), words inside them, attributes and marks. Ids of blocks are no difference.
 * Pure; the time grows with the size of the documents and of what changed.
 */
export function documentDifference(before: NodeOf<'doc'>, after: NodeOf<'doc'>): Difference {
  return new Comparison().compare(before, after);
}

/** Whether nothing differs. */
export const isSame = ({ counts }: Difference): boolean => Object.values(counts).every((count) => count === 0);

class Comparison {
  private readonly prints = new Fingerprints();
  private readonly words = { added: 0, removed: 0 };
  private readonly removed = new Set<Loose>();
  private readonly added = new Set<Loose>();
  private moves = 0;

  compare(before: NodeOf<'doc'>, after: NodeOf<'doc'>): Difference {
    const blocks =
      this.prints.of(before) === this.prints.of(after) ? sameBlocks(after) : this.list(before.content ?? [], after.content ?? []);
    this.findMoves();
    for (const { node } of this.removed) this.words.removed += wordsIn(node);
    for (const { node } of this.added) this.words.added += wordsIn(node);
    const counts = { added: 0, removed: 0, changed: 0, moved: 0 };
    count(blocks, counts);
    return { blocks, counts, words: this.words };
  }

  private list(before: readonly DocumentNode[], after: readonly DocumentNode[], inPart = false): BlockDifference[] {
    const { straight, crossing } = matchBlocks(before, after, this.prints, inPart);
    const left = new Map(crossing.map(([place]) => [place, (this.moves += 1)] as const));
    const came = new Map(crossing.map(([from, to]) => [to, from] as const));
    const list: BlockDifference[] = [];
    let [here, there] = [0, 0];
    for (const [place, other] of [...straight, [before.length, after.length] as const]) {
      for (; here < place; here++) {
        const move = left.get(here);
        if (move !== undefined) list.push({ kind: 'departed', move });
        else this.loose(this.removed, list, { kind: 'removed', node: before[here]! });
      }
      for (; there < other; there++) {
        const from = came.get(there);
        if (from !== undefined) list.push(this.pair(before[from]!, after[there]!, left.get(from)));
        else this.loose(this.added, list, { kind: 'added', node: after[there]! });
      }
      if (place < before.length) list.push(this.pair(before[here++]!, after[there++]!));
    }
    return list;
  }

  private loose(pool: Set<Loose>, list: BlockDifference[], block: Extract<BlockDifference, { kind: 'added' | 'removed' }>): void {
    pool.add({ node: block.node, list, index: list.length });
    list.push(block);
  }

  private pair(before: DocumentNode, after: DocumentNode, move?: number): BlockDifference {
    const moved = move === undefined ? {} : { move };
    if (this.prints.of(before) === this.prints.of(after)) return { kind: 'same', node: after, ...moved };
    return {
      kind: 'changed',
      before: shellOf(before),
      after: shellOf(after),
      attributes: attributeDifferences(before, after),
      ...(isLine(after)
        ? { inline: inlineDifference(before.content ?? [], after.content ?? [], this.prints.intern, this.words) }
        : (before.content || after.content) && { blocks: this.list(before.content ?? [], after.content ?? [], isPart(after)) }),
      ...moved,
    };
  }

  /** Pairs what came with what went, wherever they stand in the document. */
  private findMoves(): void {
    const byId = this.index(this.removed, ({ node }) => idOf(node));
    for (const come of this.added) {
      const gone = byId.get(idOf(come.node) ?? '');
      if (gone && comparable(gone.node, come.node) && this.isKnown(gone, come)) this.move(gone, come);
    }
    const byContent = this.index(this.removed, ({ node }) => (isKnownAgain(node) ? this.prints.of(node) : null));
    for (const come of this.added) {
      const gone = byContent.get(this.prints.of(come.node));
      if (gone && this.removed.has(gone)) this.move(gone, come);
    }
    if (this.added.size * this.removed.size <= MOST_PAIRS) for (const come of this.added) this.findAlike(come);
  }

  private isKnown(gone: Loose, come: Loose): boolean {
    return (
      this.removed.has(gone) &&
      (this.prints.of(gone.node) === this.prints.of(come.node) || this.prints.likeness(gone.node, come.node) >= HARDLY_ALIKE)
    );
  }

  private findAlike(come: Loose): void {
    if (wordsIn(come.node) < ENOUGH_WORDS || !movable(come.node)) return;
    let best: { gone: Loose; likeness: number } | null = null;
    for (const gone of this.removed) {
      const likeness = comparable(gone.node, come.node) ? this.prints.likeness(gone.node, come.node) : 0;
      if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { gone, likeness };
    }
    if (best) this.move(best.gone, come);
  }

  private move(gone: Loose, come: Loose): void {
    this.removed.delete(gone);
    this.added.delete(come);
    const move = (this.moves += 1);
    gone.list[gone.index] = { kind: 'departed', move };
    come.list[come.index] = this.pair(gone.node, come.node, move);
  }

  private index<K>(pool: Iterable<Loose>, keyOf: (loose: Loose) => K | null): Map<K, Loose> {
    const index = new Map<K, Loose>();
    for (const loose of pool) {
      const key = movable(loose.node) ? keyOf(loose) : null;
      if (key !== null && !index.has(key)) index.set(key, loose);
    }
    return index;
  }
}

const sameBlocks = ({ content = [] }: DocumentNode): BlockDifference[] => content.map((node) => ({ kind: 'same', node }));

const shellOf = ({ type, attrs }: DocumentNode): Shell => ({ type, ...(attrs && { attrs: attrs as Record<string, unknown> }) });

function attributeDifferences(before: DocumentNode, after: DocumentNode): AttributeDifference[] {
  const [was, is] = [attributesOf(before), attributesOf(after)];
  const differences: AttributeDifference[] = before.type === after.type ? [] : [{ name: 'type', before: before.type, after: after.type }];
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)]))
    if (JSON.stringify(was[name]) !== JSON.stringify(is[name]))
      differences.push({ name, before: was[name] ?? null, after: is[name] ?? null });
  return differences;
}

function wordsIn(node: DocumentNode): number {
  let words = 0;
  for (const inner of nodesOf(node)) if (isLine(inner)) words += countWords(plainText(inner));
  return words;
}

function count(blocks: readonly BlockDifference[], counts: Difference['counts']): void {
  for (const block of blocks) {
    if ('move' in block && block.kind !== 'departed' && block.move !== undefined) counts.moved += 1;
    if (block.kind === 'added' || block.kind === 'removed') counts[block.kind] += 1;
    if (block.kind !== 'changed') continue;
    if (block.inline || !block.blocks || block.attributes.length > 0) counts.changed += 1;
    if (block.blocks) count(block.blocks, counts);
  }
}
