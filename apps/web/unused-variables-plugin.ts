import type { Plugin } from 'vite';

const FROM = /@mantine\/core\/esm\/core\/MantineProvider\/MantineProvider\.mjs$/;

/**
 * Mantine works out all its variables while its code is loaded, some 10 ms before anything is drawn. We bring them as a
 * stylesheet (`withCssVariables={false}`), so the part that does it is left out.
 */
export const unusedVariables = (): Plugin => ({
  name: 'parvis-unused-variables',
  enforce: 'pre',
  resolveId(id, importer) {
    return id.endsWith('/MantineCssVariables.mjs') && importer && FROM.test(importer) ? '\0unused-variables' : null;
  },
  load: (id) => (id === '\0unused-variables' ? 'export const MantineCssVariables = () => null;' : null),
});
