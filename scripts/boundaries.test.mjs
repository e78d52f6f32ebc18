import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from './lib/console.mjs';

/** Each rule of `.dependency-cruiser.cjs`, and an import that it refuses: from one file, to another. */
const REFUSED = {
  'no-circles': ['apps/api/src/platform/a.ts', 'apps/api/src/platform/b.ts', 'apps/api/src/platform/a.ts'],
  'platform-knows-nothing-above': ['apps/api/src/platform/a.ts', 'apps/api/src/people/public.ts'],
  'people-knows-nothing-above': ['apps/api/src/people/a.ts', 'apps/api/src/communities/public.ts'],
  'communities-knows-nothing-above': ['apps/api/src/communities/a.ts', 'apps/api/src/content/public.ts'],
  'content-knows-nothing-above': ['apps/api/src/content/a.ts', 'apps/api/src/features/wiki/public.ts'],
  'features-knows-nothing-above': ['apps/api/src/features/wiki/a.ts', 'apps/api/src/sinks/push.ts'],
  'layers-meet-through-public': ['apps/api/src/communities/a.ts', 'apps/api/src/people/person.entity.ts'],
  'features-use-layers-through-public': ['apps/api/src/features/wiki/a.ts', 'apps/api/src/content/visibility.ts'],
  'features-meet-through-public': ['apps/api/src/features/wiki/a.ts', 'apps/api/src/features/files/files.service.ts'],
  'sinks-know-no-feature': ['apps/api/src/sinks/push.ts', 'apps/api/src/features/wiki/public.ts'],
  'controllers-hold-no-data-access': ['apps/api/src/features/wiki/a.controller.ts', 'apps/api/src/features/wiki/page.entity.ts'],
  'one-place-opens-sockets': ['apps/api/src/features/wiki/a.ts', 'node_modules/socket.io/index.js'],
  'shared-is-a-leaf': ['packages/shared/src/a.ts', 'apps/web/src/lib/a.ts'],
  'web-features-apart': ['apps/web/src/features/wiki/a.ts', 'apps/web/src/features/people/a.ts'],
  'web-never-sees-api': ['apps/web/src/lib/a.ts', 'apps/api/src/platform/a.ts'],
  'reading-never-loads-the-editor': ['apps/web/src/features/wiki/a.ts', 'node_modules/@tiptap/core/index.js'],
  'tests-stay-out': ['apps/api/src/platform/a.ts', 'apps/api/src/platform/b.spec.ts'],
};

const ALLOWED = ['apps/api/src/features/training/lessons.ts', 'apps/api/src/people/public.ts'];

/** What the tool says of a tree in which every one of these imports stands. */
function complaints() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parvis-boundaries-'));
  try {
    for (const files of [...Object.values(REFUSED), ALLOWED]) {
      for (const [index, file] of files.entries()) {
        const target = path.join(folder, file);
        fs.mkdirSync(path.dirname(target), { recursive: true });
        const next = files[index + 1] && path.relative(path.dirname(target), path.join(folder, files[index + 1]));
        // A type alone is knowledge too.
        fs.appendFileSync(target, next ? `import type {} from './${next}';\n` : 'export {};\n');
      }
    }
    fs.copyFileSync(path.join(root, 'tsconfig.base.json'), path.join(folder, 'tsconfig.base.json'));
    const tool = path.join(root, 'node_modules/.bin/depcruise');
    const args = ['--config', path.join(root, '.dependency-cruiser.cjs'), '--output-type', 'err', 'apps', 'packages'];
    return spawnSync(tool, args, { cwd: folder, encoding: 'utf8' }).stdout;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const said = complaints();

test('every rule is shown to refuse something', async () => {
  const { default: config } = await import(path.join(root, '.dependency-cruiser.cjs'));
  assert.deepEqual(config.forbidden.map(({ name }) => name).toSorted(), Object.keys(REFUSED).toSorted());
});

for (const [rule, [from, to]] of Object.entries(REFUSED)) {
  test(`${rule}: ${from} may not import ${to}`, () => {
    const pairs = said.split('\n').filter((line) => line.includes(`error ${rule}: `));
    assert.ok(
      pairs.some((line) => line.includes(from) && (rule === 'no-circles' || line.includes(to))),
      said,
    );
  });
}

test('what goes down through public.ts is allowed', () => {
  assert.doesNotMatch(said, /lessons\.ts/);
});
