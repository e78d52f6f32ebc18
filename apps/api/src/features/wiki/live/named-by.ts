import * as Y from 'yjs';

/**
 * Who named whom in these updates of a page, in order: people by the person who named them last. Naming oneself is no
 * news, and counts only where nobody else did it.
 */
export function namedBy(updates: readonly { update: Uint8Array; actorId: string }[]): Map<string, string> {
  const namers = new Map<string, string>();
  for (const { update, actorId } of updates)
    for (const personId of namedIn(update)) if (actorId !== personId || !namers.has(personId)) namers.set(personId, actorId);
  return namers;
}

/** A mention is an element whose attribute says whom it names. */
function namedIn(update: Uint8Array): string[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) =>
    struct instanceof Y.Item && struct.parentSub === 'personId' && struct.content instanceof Y.ContentAny
      ? struct.content.getContent().filter((value) => typeof value === 'string')
      : [],
  );
}
