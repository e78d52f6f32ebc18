import type { MultipartFile } from '@fastify/multipart';
import { Refusal } from './refusal.ts';

/** All bytes of a file that was sent. @throws Refusal 413 with `detail` when there are more than `limit`. */
export async function readAtMost({ file }: MultipartFile, limit: number, detail: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of file as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refusal(413, 'too-large', detail);
    chunks.push(chunk);
  }
  if (file.truncated) throw new Refusal(413, 'too-large', detail);
  return Buffer.concat(chunks);
}
