import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressed } from './compress-plugin.ts';
import { contract } from './contract-plugin.ts';
import { diagramFrame } from './diagram-plugin.ts';

const api = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;

export default defineConfig({
  plugins: [contract(), diagramFrame(), react(), compressed()],
  build: {
    target: 'es2023',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every screen needs comes in one file rather than in thirty; so do the pictures on buttons that many share.
          groups: [
            { name: 'start', tags: ['$initial'] },
            { name: 'icons', test: /@tabler\/icons-react|\/ui\/dates/, minShareCount: 3 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': api, '/ws': { target: api, ws: true }, '/collab': { target: api, ws: true } } },
  test: { environment: 'jsdom', globals: true, setupFiles: ['./src/test-setup.ts'], css: { modules: { classNameStrategy: 'non-scoped' } } },
});
