import { MAX_CHUNK_BYTES } from '@parvis/shared';
import type { FastifyInstance } from 'fastify';

/** What a form of another program sent; what it says is not read. */
export class FormBody {}

/** Reads raw bytes for the routes that take them (`bytes` in the contract), and forms where they may stand; all others refuse such a body. */
export function acceptBytes(server: FastifyInstance): void {
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: MAX_CHUNK_BYTES }, (_request, body, done) =>
    done(null, body),
  );
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: MAX_FORM_BYTES },
    (_request, _body, done) => done(null, new FormBody()),
  );
}
/** `List-Unsubscribe=One-Click` (RFC 8058, 3.1), and room. */
const MAX_FORM_BYTES = 1_024;
