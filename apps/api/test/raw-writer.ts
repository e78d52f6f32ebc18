import { LIVE_FRAGMENT } from '@parvis/shared';
import { json } from 'node:stream/consumers';
import * as Y from 'yjs';
import { openLive } from './live-screen.ts';

/**
 * Writes on a page as no editor would: whatever nodes come on standard input, straight into the Yjs document, unchecked.
 * Each group is sent over a socket of its own. Prints for each what became of it.
 *
 *     node test/raw-writer.ts <address> <page id> <cookie> < groups.json
 */
interface RawNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RawNode[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

const [address = '', pageId = '', cookie = ''] = process.argv.slice(2);
const groups = (await json(process.stdin)) as RawNode[][];
const outcomes: string[] = [];
for (const group of groups) outcomes.push(await write(group));
console.log(JSON.stringify(outcomes));
process.exit(0);

async function write(group: RawNode[]): Promise<string> {
  const screen = await openLive(address, pageId, { cookie });
  try {
    const fragment = screen.doc.getXmlFragment(LIVE_FRAGMENT);
    screen.doc.transact(() => fragment.push(group.map(elementOf)));
    const refused = () => screen.told.find(({ kind }) => kind === 'refused');
    return await Promise.race([
      screen.saved().then(
        () => 'saved',
        () => 'not saved',
      ),
      (async () => {
        while (!refused() && screen.reasons.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        const told = refused();
        return told?.kind === 'refused' ? `refused: ${told.code}` : `closed: ${screen.reasons.join()}`;
      })(),
    ]);
  } finally {
    screen.close();
  }
}

/** The node as y-tiptap keeps it: attributes as they are, marks as the formats of a text. */
function elementOf({ type, attrs = {}, content = [], text, marks = [] }: RawNode): Y.XmlElement | Y.XmlText {
  if (type === 'text') {
    const words = new Y.XmlText();
    words.insert(0, text ?? '', Object.fromEntries(marks.map((mark) => [mark.type, mark.attrs ?? {}])));
    return words;
  }
  const element = new Y.XmlElement<Record<string, never>>(type);
  for (const [name, value] of Object.entries(attrs)) element.setAttribute(name, value as never);
  element.insert(0, content.map(elementOf));
  return element as unknown as Y.XmlElement;
}
