import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type ESTree, Visitor, normalizePath, parseSync } from 'vite';

const sources = normalizePath(fileURLToPath(new URL('./src/', import.meta.url)));
export const ROUTER = 'app/router.tsx';

/** A screen as the router knows it. */
export interface Screen {
  /** Its address, as the router writes it: `/p/$id/$slug`. */
  path: string;
  /** The module that shows it, whole path. */
  module: string;
  /** Only for somebody who is signed in. */
  inside: boolean;
}

/** The whole path of a file of the web workplace, as the build names modules. */
export const sourceOf = (file: string): string => sources + file;

/** The screens that the router shows, read out of its source, so that no second table has to be kept. */
export function screens(source = readFileSync(sourceOf(ROUTER), 'utf8')): Screen[] {
  const found: Screen[] = [];
  let read: Partial<Screen> = {};
  const visitor = new Visitor({
    VariableDeclarator: () => void (read = { inside: false }),
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && (callee.name === 'screen' || callee.name === 'outside')) read.path = textOf(first);
      if (callee.type === 'Identifier' && callee.name === 'screen') read.inside = true;
    },
    Property({ key, value }) {
      if (key.type !== 'Identifier') return;
      if (key.name === 'path') read.path = textOf(value);
      if (key.name === 'getParentRoute' && value.type === 'ArrowFunctionExpression')
        read.inside = value.body.type === 'Identifier' && value.body.name === 'inside';
    },
    ImportExpression: ({ source: file }) => void (read.module = sourceOf(`app/${textOf(file)?.replace('./', '')}`)),
    'VariableDeclarator:exit'({ id }) {
      const { path, module, inside = false } = read;
      if (!module) return;
      if (!path) throw new Error(`${ROUTER}: the address of "${id.type === 'Identifier' ? id.name : module}" cannot be read`);
      found.push({ path, module, inside });
    },
  });
  visitor.visit(parseSync('router.tsx', source).program);
  return found;
}

const textOf = (node: ESTree.Node | undefined): string | undefined =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
