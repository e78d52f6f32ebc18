import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { wait } from '../lib/load.ts';
import type { Product } from '../lib/product.ts';
import type { World } from '../lib/seed.ts';
import { Writer } from '../lib/words.ts';

const PAGES = 400;

/** Pages that an uploaded zip of Markdown becomes each second. */
export async function importing({ url }: Product, { cookie, communityIds }: World): Promise<{ pages: number; perSecond: number }> {
  const form = new FormData();
  form.set('file', new Blob([await manual()], { type: 'application/zip' }), 'manuel.zip');
  const begun = performance.now();
  const sent = await fetch(`${url}/api/communities/${communityIds[0]}/imports`, {
    method: 'POST',
    headers: { cookie, origin: url },
    body: form,
  });
  if (!sent.ok) throw new Error(`${sent.status} ${await sent.text()}`);
  const { id } = (await sent.json()) as { id: string };
  for (;;) {
    const { state } = (await (await fetch(`${url}/api/imports/${id}`, { headers: { cookie } })).json()) as { state: string };
    if (state === 'failed') throw new Error('The import failed.');
    if (state === 'done') break;
    await wait(50);
  }
  return { pages: PAGES, perSecond: (PAGES * 1_000) / (performance.now() - begun) };
}

/** A manual of folders with headings, lists, tables and links, some 3 kB a page. */
async function manual(): Promise<Buffer<ArrayBuffer>> {
  const writer = new Writer(7);
  const zip = new ZipFile();
  for (let nth = 0; nth < PAGES; nth++) {
    const parts = Array.from(
      { length: 4 },
      (_, part) => `## ${writer.title()}\n\n${writer.paragraph(90)}\n\n- ${writer.sentence(6)}\n- [Suite](${part}.md)\n`,
    );
    const table = '| Mesure | Valeur |\n|---|---|\n| Température | 12 °C |\n| Flèche | 3 mm |\n';
    zip.addBuffer(Buffer.from(`# ${writer.title()}\n\n${parts.join('\n')}\n${table}`), `partie-${Math.floor(nth / 20)}/${nth % 20}.md`);
  }
  zip.end();
  const chunks: Buffer[] = [];
  await pipeline(zip.outputStream, new Writable({ write: (chunk: Buffer, _, done) => (chunks.push(chunk), done()) }));
  return Buffer.concat(chunks);
}
