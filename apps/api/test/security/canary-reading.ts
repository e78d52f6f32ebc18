import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';

/** The canaries in something that was received, keyset cursors opened. */
export function leaksIn(received: string, forbidden: string[]): string[] {
  const opened = [...received.matchAll(/"nextCursor":"([\w-]+)"/g)].map(([, cursor]) => Buffer.from(cursor ?? '', 'base64url').toString());
  const text = [received, decodeURIComponentSafely(received), ...opened].join('\n').toLowerCase();
  return forbidden.filter((canary) => text.includes(canary));
}
function decodeURIComponentSafely(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

/** The names and the text of everything in a zip: packed, no canary would show. */
export async function unpacked(bytes: Buffer): Promise<string> {
  const zip = await fromBufferPromise(bytes);
  const texts: string[] = [];
  for await (const entry of zip.eachEntry()) {
    texts.push(entry.fileName);
    if (!entry.fileName.endsWith('/')) texts.push((await buffer(await zip.openReadStreamPromise(entry))).toString());
  }
  return texts.join('\n');
}
