import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../platform/config/config.ts';
import { allowOwnStyles } from '../platform/http/headers.ts';
import { sendProblem } from '../platform/http/problem-filter.ts';
import { notFound } from '../platform/http/refusal.ts';
import type { Log } from '../platform/log/log.ts';
import { firstAnswers } from './first-answers.ts';
import { FirstFiles } from './first-files.ts';

const ANSWERS = '<script id="first-answers" type="application/json">{}</script>';
const NONCE = '<meta name="csp-nonce" content="">';
/** Where a screen's stylesheets belong: after those that all screens share. */
const HEAD_END = '</head>';

/** The frame that draws diagrams: no origin, no network, only its own code; shown by our own pages. */
const FRAMED = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Its scripts are asked for from no origin, so they must be anybody's to read; they are public code. */
function letBeFramed(reply: Pick<FastifyReply, 'header'>): void {
  void reply.header('content-security-policy', FRAMED).header('x-frame-options', 'SAMEORIGIN').header('access-control-allow-origin', '*');
}

/** Serves the web workplace: its files, and its page for every address that is not a file. */
export async function serveWeb(server: FastifyInstance, config: Config, log: Log): Promise<void> {
  const page = await readFile(path.join(config.webFolder, 'index.html'), 'utf8').catch(() => null);
  if (page === null) {
    log.warn({ folder: config.webFolder }, 'the web workplace is not built: only the API is served');
    return;
  }
  demandPlaces(page);
  const files = await FirstFiles.in(config.webFolder);
  if (!files) log.warn({ folder: config.webFolder }, 'the web workplace does not say which files its screens need: they come later');
  await server.register(fastifyStatic, {
    root: config.webFolder,
    index: false,
    wildcard: false,
    decorateReply: false,
    preCompressed: true,
    globIgnore: ['first-files.json'],
    setHeaders: (reply, file) => {
      const hashed = file.includes(`${path.sep}assets${path.sep}`);
      if (file.includes(`${path.sep}diagram${path.sep}`)) letBeFramed(reply);
      void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    },
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const address = request.url.split('?')[0] ?? '/';
    if (/^\/(?:api|ws|collab|assets|diagram|metrics)(?:\/|$)/.test(address)) return sendProblem(notFound(), request, reply, log);
    const { json, me } = await firstAnswers(server, address, request.headers.cookie);
    const html = page
      .replace(HEAD_END, () => (files?.links(address, me !== null, me?.language ?? guessedLanguage(request)) ?? '') + HEAD_END)
      .replace(ANSWERS, () => `<script id="first-answers" type="application/json">${json}</script>`)
      .replace(NONCE, () => `<meta name="csp-nonce" content="${allowOwnStyles(reply)}">`);
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html);
  };
  server.get('/', answer);
  server.get('/*', answer);
}

/** The language before anybody is known, as the web workplace guesses it where nothing was chosen. */
const guessedLanguage = ({ headers }: FastifyRequest): 'fr' | 'en' => (headers['accept-language']?.startsWith('en') ? 'en' : 'fr');

/** Without the places that are filled, every screen would ask for what it should have brought, or break the policy: it is not served. */
function demandPlaces(page: string): void {
  const missing = [ANSWERS, NONCE, HEAD_END].filter((place) => !page.includes(place));
  if (missing.length > 0) throw new Error(`The page of the web workplace (index.html) must hold, to the letter: ${missing.join(' and ')}`);
}
