import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../platform/config/config.ts';
import type { Log } from '../platform/log/log.ts';
import { serveWeb } from './serve-web.ts';

const PAGE = '<script id="first-answers" type="application/json">{}</script><meta name="csp-nonce" content="">';
const quiet = { warn: () => undefined } as unknown as Log;

let folder: string;
let server: FastifyInstance;
const serve = async (page: string) => {
  await writeFile(path.join(folder, 'index.html'), page);
  await serveWeb(server, { webFolder: folder } as Config, quiet);
};
const open = (cookie?: string) => server.inject({ url: '/communities', headers: cookie ? { cookie } : {} });
const answersIn = (html: string) => JSON.parse(/application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? '') as Record<string, unknown>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-web-'));
  server = Fastify();
  server.decorateReply('cspNonce', { getter: () => ({ style: 'once', script: 'once' }) });
  server.get('/api/me', (request, reply) =>
    request.headers.cookie === 'session=good' ? { name: '</script><b>' } : reply.code(401).send({ code: 'unauthenticated' }),
  );
  server.get('/api/communities', (_, reply) => reply.code(401).send({ code: 'unauthenticated' }));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the page of the web workplace', () => {
  it.each([
    ['first-answers', PAGE.replace('{}', '{ }')],
    ['csp-nonce', PAGE.replace('content="">', 'content="" />')],
  ])('is refused at the start when the place of %s is not there to the letter', async (name, page) => {
    await expect(serve(page)).rejects.toThrow(name);
  });

  it('says at once that one is nobody, without a cookie and with one that outlived its session', async () => {
    await serve(PAGE);
    expect(answersIn((await open()).body)).toEqual({ 'GET /api/me': null });
    expect(answersIn((await open('session=gone')).body)).toEqual({ 'GET /api/me': null });
  });

  it('brings who one is, so that no name ends the script', async () => {
    await serve(PAGE);
    const { body } = await open('session=good');
    expect(answersIn(body)).toEqual({ 'GET /api/me': { name: '</script><b>' } });
    expect(body).toContain('content="once"');
  });
});

describe('the frame in which diagrams are drawn', () => {
  const frame = async () => {
    await mkdir(path.join(folder, 'diagram'));
    await writeFile(path.join(folder, 'diagram', 'frame.html'), '<!doctype html>');
    server.addHook('onRequest', async (_, reply) => {
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'").header('x-frame-options', 'DENY');
    });
    await serve(PAGE);
    return server.inject({ url: '/diagram/frame.html' });
  };

  it('has no origin and no network, and is shown by our own pages alone', async () => {
    const { headers } = await frame();
    expect(headers['content-security-policy']).toMatch(/^sandbox allow-scripts; default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).toContain("frame-ancestors 'self'");
    expect(headers['content-security-policy']).not.toMatch(/connect-src|allow-same-origin|frame-ancestors 'none'/);
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(headers['access-control-allow-origin']).toBe('*');
  });

  it('leaves all other pages unframed, and unknown files below it unanswered', async () => {
    await frame();
    const page = await open();
    expect(page.headers).toMatchObject({ 'x-frame-options': 'DENY' });
    expect(page.headers).not.toHaveProperty('access-control-allow-origin');
    expect((await server.inject({ url: '/diagram/other.js' })).statusCode).toBe(404);
  });
});
