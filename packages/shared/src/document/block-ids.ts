import { NODE_ATTRIBUTES } from './attributes.ts';
import type { DocumentNode, NodeOf } from './types.ts';

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 10;

/**
 * Gives every block that annotations can hold on to an id of its own, unique in the document. Ids that are there stay;
 * of repeated ones the first stays. With `seed` the same document gets the same ids.
 */
export function withBlockIds(document: NodeOf<'doc'>, seed?: string): NodeOf<'doc'> {
  const taken = new Set<string>();
  const next = seed === undefined ? randomId : seededIds(seed);
  const visit = (node: DocumentNode): DocumentNode => {
    const copy = { ...node } as Record<string, unknown>;
    if ('id' in NODE_ATTRIBUTES[node.type].shape)
      copy['attrs'] = { ...node.attrs, id: freshId(node.attrs && 'id' in node.attrs ? node.attrs.id : null) };
    if (node.content) copy['content'] = node.content.map(visit);
    return copy as unknown as DocumentNode;
  };
  const freshId = (present: string | null): string => {
    let id = present ?? next();
    while (taken.has(id)) id = next();
    taken.add(id);
    return id;
  };
  return visit(document) as NodeOf<'doc'>;
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Ids that follow from the seed and the order: FNV-1a over both, 64 bits. */
function seededIds(seed: string): () => string {
  let count = 0;
  return () => {
    let hash = 0xcbf29ce484222325n;
    for (const character of `${seed}\n${(count += 1)}`)
      hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
    return hash.toString(36).padStart(LENGTH, '0').slice(-LENGTH);
  };
}
