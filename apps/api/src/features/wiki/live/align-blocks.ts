import { type DocumentNode, type NodeOf, plainText } from '@parvis/shared/document';
import diff from 'fast-diff';

/** Two blocks whose words agree in at least this share are the same block, changed. */
const SAME_FROM = 0.5;

/**
 * Gives the blocks of `next` the ids that the same blocks have in `present`: unchanged ones by what they hold, in
 * order; then changed ones by the id they came with, then by likeness. Blocks that are new keep no id that is taken.
 * So annotations, links to headings and open editors hold on to what a replaced text still contains.
 */
export function alignBlockIds(present: NodeOf<'doc'>, next: NodeOf<'doc'>): NodeOf<'doc'> {
  const taken = new Set<string>();
  const collect = (node: DocumentNode) => {
    const id = idOf(node);
    if (id) taken.add(id);
    node.content?.forEach(collect);
  };
  collect(present);
  return { ...next, content: alignChildren(present.content ?? [], next.content ?? [], taken) };
}

/** Whether two documents hold the same, whatever their block ids. */
export const sameText = (a: NodeOf<'doc'>, b: NodeOf<'doc'>): boolean => JSON.stringify(withoutIds(a)) === JSON.stringify(withoutIds(b));

function alignChildren(before: readonly DocumentNode[], after: readonly DocumentNode[], taken: ReadonlySet<string>): DocumentNode[] {
  const partner = new Map<number, DocumentNode>();
  const left = new Set(before.keys());
  for (const [from, to] of unchanged(before, after)) pair(from, to);
  const open = () => [...after.keys()].filter((index) => !partner.has(index));
  for (const to of open()) {
    const id = idOf(after[to] as DocumentNode);
    const from = id ? [...left].find((index) => idOf(before[index] as DocumentNode) === id) : undefined;
    if (from !== undefined && before[from]?.type === after[to]?.type) pair(from, to);
  }
  for (const to of open()) {
    const from = [...left].find((index) => alike(before[index] as DocumentNode, after[to] as DocumentNode));
    if (from !== undefined) pair(from, to);
  }
  function pair(from: number, to: number): void {
    partner.set(to, before[from] as DocumentNode);
    left.delete(from);
  }
  return after.map((node, index) => take(node, partner.get(index), taken));
}

function take(node: DocumentNode, from: DocumentNode | undefined, taken: ReadonlySet<string>): DocumentNode {
  const copy = { ...node } as Record<string, unknown>;
  const id = from ? idOf(from) : idOf(node);
  if (node.attrs && 'id' in node.attrs) copy['attrs'] = { ...node.attrs, id: !from && id && taken.has(id) ? null : id };
  else if (from?.attrs && 'id' in from.attrs) copy['attrs'] = { ...node.attrs, id };
  if (node.content && node.type !== 'text') copy['content'] = alignChildren(from?.content ?? [], node.content, taken);
  return copy as unknown as DocumentNode;
}

/** Pairs of places that hold the same, in the same order (Myers' difference over one character a block). */
function unchanged(before: readonly DocumentNode[], after: readonly DocumentNode[]): [number, number][] {
  const letters = new Map<string, string>();
  const spell = (nodes: readonly DocumentNode[]) => nodes.map((node) => letterOf(JSON.stringify(withoutIds(node)), letters)).join('');
  const pairs: [number, number][] = [];
  let from = 0;
  let to = 0;
  for (const [kind, run] of diff(spell(before), spell(after))) {
    if (kind === diff.EQUAL) for (let step = 0; step < run.length; step++) pairs.push([from + step, to + step]);
    if (kind !== diff.INSERT) from += run.length;
    if (kind !== diff.DELETE) to += run.length;
  }
  return pairs;
}

/** Below the surrogates there is room for 55,000 different blocks; beyond, blocks count as different. */
function letterOf(content: string, letters: Map<string, string>): string {
  const known = letters.get(content);
  if (known) return known;
  const letter = String.fromCharCode(Math.min(letters.size + 1, 0xd7ff));
  letters.set(content, letter);
  return letter;
}

function withoutIds(node: DocumentNode): unknown {
  const attrs = node.attrs && Object.fromEntries(Object.entries(node.attrs).filter(([name, value]) => name !== 'id' && value !== null));
  return {
    type: node.type,
    text: node.text,
    marks: node.marks?.length ? node.marks : undefined,
    attrs: attrs && Object.keys(attrs).length > 0 ? attrs : undefined,
    content: node.content?.map(withoutIds),
  };
}

function alike(a: DocumentNode, b: DocumentNode): boolean {
  if (a.type !== b.type) return false;
  const [one, other] = [wordsOf(a), wordsOf(b)];
  if (one.size === 0 || other.size === 0) return false;
  const shared = [...one].filter((word) => other.has(word)).length;
  return (2 * shared) / (one.size + other.size) >= SAME_FROM;
}

const wordsOf = (node: DocumentNode): Set<string> =>
  new Set(
    plainText(node)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu),
  );
const idOf = (node: DocumentNode): string | null => (node.attrs && 'id' in node.attrs ? node.attrs.id : null);
