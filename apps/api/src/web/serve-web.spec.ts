import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../platform/config/config.ts';
import type { Log } from '../platform/log/log.ts';
import { serveWeb } from './serve-web.ts';

const PAGE = '<script id="first-answers" type="application/json">{}</script><meta name="csp-nonce" content=""></head>';
const quiet = { warn: () => undefined } as unknown as Log;

let folder: string;
let server: FastifyInstance;
const serve = async (page: string) => {
  await writeFile(path.join(folder, 'index.html'), page);
  await serveWeb(server, { webFolder: folder } as Config, quiet);
};
const open = (cookie?: string) => server.inject({ url: '/communities', headers: cookie ? { cookie } : {} });
const linksIn = (html: string) =>
  [...html.matchAll(/<link rel="(\w+)" crossorigin href="([^"]+)">/g)].map(([, rel, href]) => `${rel} ${href}`);
const answersIn = (html: string) => JSON.parse(/application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? '') as Record<string, unknown>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'parvis-web-'));
  server = Fastify();
  server.get('/api/me', (request, reply) => {
    if (request.headers.cookie === 'session=unknown') return reply.code(503).send({ code: 'unavailable' });
    return request.headers.cookie === 'session=good'
      ? { name: '</script><b>', language: 'en' }
      : reply.code(401).send({ code: 'unauthenticated' });
  });
  server.get('/api/communities', (_, reply) => reply.code(401).send({ code: 'unauthenticated' }));
  server.get('/api/setup', () => ({ needed: false }));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the page of the web workplace', () => {
  it.each([
    ['first-answers', PAGE.replace('{}', '{ }')],
    ['csp-nonce', PAGE.replace('content="">', 'content="" />')],
    ['</head>', PAGE.replace('</head>', '')],
  ])('is refused at the start when the place of %s is not there to the letter', async (name, page) => {
    await expect(serve(page)).rejects.toThrow(name);
  });

  it('says at once that one is nobody, and what the sign-in screen asks, without a cookie and with one that outlived its session', async () => {
    const nobody = { 'GET /api/me': null, 'GET /api/setup': { needed: false } };
    await serve(PAGE);
    expect(answersIn((await open()).body)).toEqual(nobody);
    expect(answersIn((await open('session=gone')).body)).toEqual(nobody);
  });

  it('says nothing of who one is while the database cannot say it: nobody is sent to sign in for that', async () => {
    await serve(PAGE);
    expect(answersIn((await open('session=unknown')).body)).toEqual({});
  });

  it('brings who one is, so that no name ends the script', async () => {
    await serve(PAGE);
    const { body } = await open('session=good');
    expect(answersIn(body)).toEqual({ 'GET /api/me': { name: '</script><b>', language: 'en' } });
  });

  it('brings the accounts to whoever administers, and nothing of a refusal to others', async () => {
    server.get('/api/admin/people', (request, reply) =>
      request.headers.cookie === 'session=good' ? { items: [], nextCursor: null } : reply.code(403).send({ code: 'forbidden' }),
    );
    await serve(PAGE);
    const at = async (url: string, cookie: string) => Object.keys(answersIn((await server.inject({ url, headers: { cookie } })).body));
    expect(await at('/admin/people', 'session=good')).toContain('GET /api/admin/people');
    expect(await at('/admin', 'session=good')).toContain('GET /api/admin/people');
    expect(await at('/admin/audit', 'session=good')).not.toContain('GET /api/admin/people');
    expect(await at('/admin/people', 'session=gone')).not.toContain('GET /api/admin/people');
  });

  it('lets styles of its own in by a nonce that each answer has for itself', async () => {
    await serve(PAGE);
    const nonceOf = ({ body, headers }: { body: string; headers: Record<string, unknown> }): string => {
      const nonce = /name="csp-nonce" content="([\da-f]{32})"/.exec(body)?.[1];
      expect(headers['content-security-policy']).toContain(`; style-src 'self' 'nonce-${nonce}';`);
      expect(headers['content-security-policy']).toContain(`; script-src 'self';`);
      return nonce!;
    };
    expect(nonceOf(await open())).not.toBe(nonceOf(await open()));
  });
});

describe('the files of the first screen', () => {
  const files = (screens: object[]) =>
    writeFile(
      path.join(folder, 'first-files.json'),
      JSON.stringify({ screens, languages: { fr: ['assets/fr-1.js'], en: ['assets/en-1.js'] } }),
    );
  const screens = [
    { address: '^/communities/?$', inside: true, files: ['assets/list-1.css', 'assets/list-1.js'] },
    { address: '^/sign-in/?$', inside: false, files: ['assets/door-1.js'] },
  ];
  const signedIn = ['stylesheet /assets/list-1.css', 'modulepreload /assets/list-1.js'];

  it('are named for somebody who is signed in: those of the address, and her language', async () => {
    await files(screens);
    await serve(PAGE);
    const { body } = await open('session=good');
    expect(linksIn(body)).toEqual([...signedIn, 'modulepreload /assets/en-1.js']);
    // After the page's own stylesheets, which they add to.
    expect(body.indexOf('<link')).toBeGreaterThan(body.indexOf('csp-nonce'));
  });

  it('are those of the sign-in screen for nobody, in the language of the browser', async () => {
    await files(screens);
    await serve(PAGE);
    expect(linksIn((await open()).body)).toEqual(['modulepreload /assets/door-1.js', 'modulepreload /assets/fr-1.js']);
    expect(linksIn((await open('session=gone')).body)).toEqual(['modulepreload /assets/door-1.js', 'modulepreload /assets/fr-1.js']);
    const { body } = await server.inject({ url: '/communities', headers: { 'accept-language': 'en-GB' } });
    expect(linksIn(body)).toContain('modulepreload /assets/en-1.js');
  });

  it('are nothing but files of the build', async () => {
    await files([{ address: '^/$', inside: true, files: ['assets/x.js"><script>'] }]);
    await expect(serve(PAGE)).rejects.toThrow();
  });

  it('are left out when the build does not say them', async () => {
    await serve(PAGE);
    expect(linksIn((await open('session=good')).body)).toEqual([]);
  });

  it('are not told to anybody as a list', async () => {
    await files(screens);
    await serve(PAGE);
    expect((await server.inject({ url: '/first-files.json' })).body).toContain('<script id="first-answers"');
  });
});

describe('the built web workplace', () => {
  const built = path.resolve(import.meta.dirname, '../../../web/dist');
  // Single tests may run where nothing is built yet; the whole of them builds first.
  const whenBuilt = existsSync(path.join(built, 'first-files.json')) ? it : it.skip;

  whenBuilt.each(['/', '/communities', '/c/structures', '/p/1/elastomere', '/sign-in'])(
    'names files for %s that are there',
    async (address) => {
      await serveWeb(server, { webFolder: built } as Config, quiet);
      const signedIn = linksIn((await server.inject({ url: address, headers: { cookie: 'session=good' } })).body);
      const nobody = linksIn((await server.inject({ url: address })).body);
      expect(nobody).toEqual(linksIn((await server.inject({ url: '/sign-in' })).body));
      expect(nobody).not.toEqual(signedIn);
      for (const href of [...signedIn, ...nobody].map((found) => found.split(' ')[1] ?? '')) {
        const { statusCode, headers } = await server.inject({ url: href });
        expect([href, statusCode, String(headers['content-type'])]).toEqual([
          href,
          200,
          expect.stringMatching(/^(?:application\/javascript|text\/css)/),
        ]);
      }
    },
  );
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
