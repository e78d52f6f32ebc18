import type { FastifyInstance, FastifyReply } from 'fastify';
import helmet from 'helmet';
import { randomBytes } from 'node:crypto';
import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Config } from '../config/config.ts';

/** What pages may load: only what we serve ourselves. Styles that the page makes itself carry the nonce. */
const POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'blob:', 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  mediaSrc: ["'self'", 'blob:'],
  manifestSrc: ["'self'"],
  workerSrc: ["'self'"],
  frameSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Security headers on every answer. They are the same for all, and worked out once. */
export function sendSecurityHeaders(server: FastifyInstance, config: Config): void {
  const headers = { ...securityHeaders(config), 'permissions-policy': 'camera=(), geolocation=(), microphone=()' };
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
}

/** Lets styles that the page makes itself carry a nonce of this answer alone. Returns the nonce. */
export function allowOwnStyles(reply: FastifyReply): string {
  const nonce = randomBytes(16).toString('hex');
  void reply.header('content-security-policy', policy({ ...POLICY, styleSrc: [...POLICY.styleSrc, `'nonce-${nonce}'`] }));
  return nonce;
}

function securityHeaders({ publicUrl }: Config): OutgoingHttpHeaders {
  const https = publicUrl?.startsWith('https:') ?? false;
  const answer = new ServerResponse(new IncomingMessage(new Socket()));
  const secure = helmet({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
  secure(answer.req, answer, () => undefined);
  return { ...answer.getHeaders(), 'content-security-policy': policy(POLICY) };
}

/** Names are written with dashes (W3C, Content Security Policy 3). */
const policy = (directives: Record<string, readonly string[]>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${sources.join(' ')}`)
    .join('; ');
