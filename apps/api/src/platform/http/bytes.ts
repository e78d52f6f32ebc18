import { MAX_CHUNK_BYTES } from '@parvis/shared';
import type { FastifyInstance } from 'fastify';

/** Reads raw bytes for the routes that take them (`bytes` in the contract); the others refuse such a body. */
export function acceptBytes(server: FastifyInstance): void {
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: MAX_CHUNK_BYTES }, (_request, body, done) =>
    done(null, body),
  );
}
