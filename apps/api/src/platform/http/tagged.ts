import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A raw answer that follows from `parts`: whoever has it already is told so, and it is not made again. */
export class Tagged {
  readonly tag: string;

  constructor(
    parts: readonly string[],
    readonly body: () => string,
  ) {
    this.tag = `"${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32)}"`;
  }

  /** The body, or nothing where the asker has it. The browser keeps it for this person, and asks each time. */
  answer(request: FastifyRequest, reply: FastifyReply): string {
    void reply.header('etag', this.tag).header('cache-control', 'private, no-cache');
    return isKnown(request, this.tag) ? '' : this.body();
  }
}

/** An answer whose tag the asker named is 304, without a body (RFC 9110, 13.1.2). */
export function answerNotModified(server: FastifyInstance): void {
  // With a callback, as all hooks of every answer: whoever waits for what is sent at once needs no listeners.
  server.addHook('onSend', (request, reply, payload, done) => {
    const tag = reply.getHeader('etag');
    if (request.method !== 'GET' || typeof tag !== 'string' || !isKnown(request, tag)) return done(null, payload);
    void reply.code(304).removeHeader('content-length').removeHeader('content-type');
    return done(null, null);
  });
}

/** Compressing on the way may have made the tag a weak one. */
const isKnown = ({ headers }: FastifyRequest, tag: string): boolean =>
  (headers['if-none-match'] ?? '').split(',').some((known) => known.trim().replace(/^W\//, '') === tag);
