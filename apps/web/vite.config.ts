import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { chunkGroups } from './chunks.ts';
import { compressed } from './compress-plugin.ts';
import { contract } from './contract-plugin.ts';
import { diagramFrame } from './diagram-plugin.ts';
import { firstFiles } from './first-files-plugin.ts';
import { unusedVariables } from './unused-variables-plugin.ts';

const api = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;

export default defineConfig({
  plugins: [unusedVariables(), contract(), diagramFrame(), react(), firstFiles(), compressed()],
  build: {
    target: 'es2023',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: chunkGroups },
      },
    },
  },
  server: { proxy: { '/api': api, '/ws': { target: api, ws: true }, '/collab': { target: api, ws: true } } },
  test: { environment: 'jsdom', globals: true, setupFiles: ['./src/test-setup.ts'], css: { modules: { classNameStrategy: 'non-scoped' } } },
});
