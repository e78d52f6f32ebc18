import type { FastifyReply } from 'fastify';

/** RFC 6266 and RFC 8187: the name in UTF-8, with a plain one for old clients. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain =
    name
      .normalize('NFD')
      .replace(/[^\x20-\x7e]|["\\%]/g, '')
      .trim() || 'file';
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Headers under which somebody else's file is harmless: nothing is sniffed, nothing runs, only the reader's own browser keeps it. */
export function sendFileHeaders(reply: FastifyReply, file: { mediaType: string; name: string; inline: boolean }): void {
  void reply
    .header('content-type', file.mediaType)
    .header('content-disposition', disposition(file.inline ? 'inline' : 'attachment', file.name))
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'")
    .header('cache-control', 'private, max-age=600');
}
