import type { DocumentNode } from '../types.ts';
import { nodesOf, plainText } from '../walk.ts';
import { isLine } from './families.ts';
import type { Interned } from './line.ts';

/** Words of a block that are looked at to tell whether it resembles another. */
const LOOKED_AT = 400;

/** What the comparison knows of blocks: whether two are equal, and how alike they are. */
export class Fingerprints {
  private readonly numbers = new Map<string, number>();
  private readonly ofNode = new WeakMap<DocumentNode, number>();
  private readonly bags = new WeakMap<DocumentNode, Map<string, number>>();

  readonly intern: Interned = (text) => {
    let number = this.numbers.get(text);
    if (number === undefined) this.numbers.set(text, (number = this.numbers.size));
    return number;
  };

  /** The same number for the same content, ids of blocks left aside. Exact: no hash that could meet another. */
  of(node: DocumentNode): number {
    let number = this.ofNode.get(node);
    if (number === undefined) {
      const children = node.content?.map((child) => this.of(child)) ?? null;
      number = this.intern(JSON.stringify([node.type, attributesOf(node), node.text ?? null, node.marks ?? null, children]));
      this.ofNode.set(node, number);
    }
    return number;
  }

  /** From 0 to 1: the share of words in common (Dice's coefficient over bags of words). */
  likeness(one: DocumentNode, other: DocumentNode): number {
    const [left, right] = [this.bag(one), this.bag(other)];
    const total = sum(left) + sum(right);
    if (total === 0) return 0;
    let common = 0;
    for (const [word, count] of left) common += Math.min(count, right.get(word) ?? 0);
    return (2 * common) / total;
  }

  private bag(node: DocumentNode): Map<string, number> {
    let bag = this.bags.get(node);
    if (!bag) {
      bag = new Map();
      for (const word of textIn(node)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
        ?.slice(0, LOOKED_AT) ?? [])
        bag.set(word, (bag.get(word) ?? 0) + 1);
      this.bags.set(node, bag);
    }
    return bag;
  }
}

function sum(bag: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of bag.values()) total += count;
  return total;
}

/** The words of a block: its lines, or what its attributes say where it has none (a picture's caption, a formula). */
function textIn(node: DocumentNode): string {
  const lines: string[] = [];
  for (const inner of nodesOf(node)) if (isLine(inner)) lines.push(plainText(inner));
  if (lines.length > 0) return lines.join('\n');
  return Object.values(attributesOf(node))
    .filter((value) => typeof value === 'string')
    .join(' ');
}

/** The attributes of a block but its id, in the order of their names; what is empty is left out. */
export function attributesOf(node: DocumentNode): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node.attrs ?? {})
      .filter(([name, value]) => name !== 'id' && value !== null && value !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
