/** Which words say what was kept (`reader.keptAs.…`), and the name that they quote. */
export interface KeptWords {
  key: 'comment' | 'element' | 'style' | 'tag' | 'embed' | 'file' | 'deep' | 'page' | 'stray' | 'other';
  name: string;
}

const TOO_DEEP = new Set(['too deep to be read', 'nested too deep']);

/** What a block kept by an import was, from the code that the import left on it (`attrs.reason`). */
export function wordsForKept(format: string, reason: string): KeptWords {
  const element = /^<([\w-]+)>/.exec(reason)?.[1];
  if (element) return { key: reason.endsWith('without its effect') ? 'style' : 'element', name: element };
  if (TOO_DEEP.has(reason)) return { key: 'deep', name: '' };
  if (reason === 'comment') return { key: 'comment', name: '' };
  if (format !== 'gitbook') return { key: 'other', name: '' };
  return { key: reason === 'embed' || reason === 'file' ? reason : 'tag', name: reason };
}

/** The same for a line of an import's report, which names the construct and gives its source or a code. */
export function wordsForReported(what: string, detail: string): KeptWords {
  if (what === 'comment') return { key: 'comment', name: '' };
  if (what === 'iframe') return { key: 'element', name: what };
  if (what === 'page' && !TOO_DEEP.has(detail)) return { key: 'page', name: '' };
  if (detail === 'closes what was never opened') return { key: 'stray', name: what };
  return detail.startsWith('{%') ? { key: 'tag', name: what } : wordsForKept('', detail);
}

/** The name of the file that a kept GitBook tag spoke of, or null. */
export function fileNameIn(source: string): string | null {
  const path = /\bsrc="([^"]+)"/.exec(source)?.[1];
  return path?.split('/').at(-1) || null;
}
