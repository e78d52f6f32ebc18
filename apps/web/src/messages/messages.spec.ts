import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

type Messages = { [key: string]: string | Messages };
const here = join(process.cwd(), 'src', 'messages');
const read = (file: string) => JSON.parse(readFileSync(join(here, file), 'utf8')) as Messages;

/** Every message with its path, e.g. `people.search`. */
const flat = (messages: Messages, path = ''): [key: string, text: string][] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const variables = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1] ?? '').sort();

const frenchFiles = globSync('fr*.json', { cwd: here });
const inEnglish = (file: string) => file.replace(/^fr/, 'en');

it('are in both languages, file by file', () => {
  expect(globSync('en*.json', { cwd: here }).sort()).toEqual(frenchFiles.map(inEnglish).sort());
});

describe.each(frenchFiles)('%s and its English', (file) => {
  const fr = new Map(flat(read(file)));
  const en = new Map(flat(read(inEnglish(file))));

  it('say the same things', () => {
    expect([...en.keys()].sort()).toEqual([...fr.keys()].sort());
  });

  it('name the same values in each message', () => {
    const different = [...fr].filter(([key, text]) => String(variables(text)) !== String(variables(en.get(key) ?? ''))).map(([key]) => key);
    expect(different).toEqual([]);
  });

  it('leave nothing empty, and do not exclaim', () => {
    const poor = [...fr, ...en].filter(([, text]) => text.trim() === '' || text.includes('!')).map(([key]) => key);
    expect(poor).toEqual([]);
  });

  it('follow French typography: no ordinary space before : ; ? nor inside « », and curly apostrophes', () => {
    const wrong = [...fr].filter(([, text]) => / [:;?»]|« |\w'\w/.test(text)).map(([key]) => key);
    expect(wrong).toEqual([]);
  });
});

describe('the screens', () => {
  const known = new Set(frenchFiles.flatMap((file) => flat(read(file)).map(([key]) => key.replace(/_(one|other|many|zero)$/, ''))));

  it('ask only for messages that exist', () => {
    const screens = globSync('src/**/*.tsx', { cwd: process.cwd(), exclude: (name) => name.includes('.spec.') }).filter((file) =>
      readFileSync(file, 'utf8').includes('useTranslation('),
    );
    const missing = screens.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((key) => !known.has(key))
        .map((key) => `${file}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});
