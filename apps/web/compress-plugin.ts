import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const pack = { br: promisify(brotliCompress), gz: promisify(gzip) };
/** Smaller files gain less than the header that says so. */
const WORTH_IT_BYTES = 1_024;
/** Nearly as small as the best, in a tenth of its time. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Writes each file beside itself as brotli and gzip, so that the server sends bytes and packs nothing. The page is filled for each reader, and not among them. */
export function compressed(): Plugin {
  return {
    name: 'parvis-compressed',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir) await Promise.all((await textsIn(dir)).map(compress));
    },
  };
}

async function textsIn(dir: string): Promise<string[]> {
  const names = await readdir(dir, { recursive: true });
  return names.filter((name) => /\.(js|css|svg|webmanifest)$/.test(name)).map((name) => path.join(dir, name));
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  if (bytes.length < WORTH_IT_BYTES) return;
  await writeFile(`${file}.br`, await pack.br(bytes, QUALITY));
  await writeFile(`${file}.gz`, await pack.gz(bytes));
}
