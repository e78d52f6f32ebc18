import { createReadStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const own = fileURLToPath(new URL('diagram/', import.meta.url));
const mermaid = path.dirname(fileURLToPath(import.meta.resolve('mermaid')));
/** Already bundled, in pieces that come when a kind of diagram needs them. */
const CHUNKS = 'chunks/mermaid.esm.min';

/** Where each file below `/diagram/` lies. */
function files(): Map<string, string> {
  const pieces = readdirSync(path.join(mermaid, CHUNKS)).filter((name) => name.endsWith('.mjs'));
  return new Map([
    ...readdirSync(own).map((name) => [name, path.join(own, name)] as const),
    ['mermaid/mermaid.esm.min.mjs', path.join(mermaid, 'mermaid.esm.min.mjs')],
    ...pieces.map((name) => [`mermaid/${CHUNKS}/${name}`, path.join(mermaid, CHUNKS, name)] as const),
  ]);
}

/**
 * Serves the frame in which diagrams are drawn, with Mermaid as its authors bundled it, below `/diagram/`: a page of its
 * own without an origin, and no part of what the workplace loads.
 */
export function diagramFrame(): Plugin {
  return {
    name: 'parvis-diagram-frame',
    generateBundle() {
      for (const [name, file] of files()) this.emitFile({ type: 'asset', fileName: `diagram/${name}`, source: readFileSync(file) });
    },
    configureServer(server) {
      const known = files();
      server.middlewares.use('/diagram/', (request, response, next) => {
        const file = known.get((request.url ?? '').replace(/^\/|\?.*$/g, ''));
        if (!file || !existsSync(file)) return next();
        response.setHeader('content-type', file.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8');
        response.setHeader('access-control-allow-origin', '*');
        createReadStream(file).pipe(response);
      });
    },
  };
}
