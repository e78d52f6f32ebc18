import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const web = process.cwd();
const parts = path.join(web, 'node_modules/@mantine/core/styles');
const sources = globSync('src/**/*.{ts,tsx}', { cwd: web, exclude: (name) => name.includes('.spec.') }).map((file) =>
  readFileSync(path.join(web, file), 'utf8'),
);
const styles = readFileSync(path.join(web, 'src/ui/styles.ts'), 'utf8');

const used = new Set(
  sources
    .flatMap((source) =>
      [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      ),
    )
    .filter((name) => existsSync(path.join(parts, `${name}.css`))),
);

it('loads the style sheet of every part of Mantine that a screen shows', () => {
  expect([...used].filter((name) => !styles.includes(`/styles/${name}.css`))).toEqual([]);
});

it('tells Mantine every variable that the loaded parts read', () => {
  const ours = readFileSync(path.join(web, 'src/ui/mantine.css'), 'utf8');
  const loaded = [...styles.matchAll(/@mantine\/core\/styles\/([\w-]+\.css)/g)].map(([, file = '']) =>
    readFileSync(path.join(parts, file), 'utf8'),
  );
  const read = new Set(loaded.flatMap((sheet) => [...sheet.matchAll(/var\((--mantine-[\w-]+)\)/g)].map(([, name = '']) => name)));
  expect([...read].filter((name) => !ours.includes(`${name}:`))).toEqual([]);
});

it('asks no other host for anything', () => {
  const sheets = globSync('src/**/*.css', { cwd: web }).map((file) => readFileSync(path.join(web, file), 'utf8'));
  expect([...sheets, ...sources].filter((text) => /url\(['"]?(?:https?:)?\/\//.test(text))).toEqual([]);
});
