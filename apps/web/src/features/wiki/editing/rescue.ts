import { LIVE_FRAGMENT, type PageView, addressOf, api } from '@parvis/shared';
import * as Y from 'yjs';

type Known = Pick<PageView, 'links' | 'files'> & { mentions?: PageView['mentions'] };

/** The text as Markdown, to be kept elsewhere; as bare text where its form is not one that can be written. */
export async function textOf(live: Y.Doc, title: string, known: Known): Promise<string> {
  try {
    const [{ documentIn }, { pageToMarkdown }] = await Promise.all([
      import('../../../editor/live-document.ts'),
      import('@parvis/shared/markdown-out'),
    ]);
    return pageToMarkdown(title, documentIn(live), {
      page: (id, anchor) => ({ href: `${location.origin}/p/${id}${anchor ? `#${anchor}` : ''}` }),
      file: (id) => ({
        words: known.files.find((file) => file.id === id)?.name ?? `${location.origin}/api${addressOf(api.readFile, { params: { id } })}`,
      }),
      person: (id) => known.mentions?.find((person) => person.id === id)?.name ?? '',
    });
  } catch {
    return `${title}\n\n${bareText(live)}`;
  }
}

/** All words, a line for each block. */
function bareText(live: Y.Doc): string {
  const lines = [''];
  for (const node of live.getXmlFragment(LIVE_FRAGMENT).createTreeWalker(() => true)) {
    if (node instanceof Y.XmlText)
      lines[lines.length - 1] += node
        .toDelta()
        .map(({ insert }: { insert: unknown }) => (typeof insert === 'string' ? insert : ''))
        .join('');
    else lines.push('');
  }
  return lines.filter((line) => line !== '').join('\n');
}

/** Hands a text to the browser as a file. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
