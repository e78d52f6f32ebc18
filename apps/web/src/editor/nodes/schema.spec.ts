import { getSchema } from '@tiptap/core';
import { documentSchema } from '@parvis/shared/document-schema';
import type { Schema } from '@tiptap/pm/model';
import { describe, expect, it } from 'vitest';
import { vocabulary } from './index.ts';

const editorSchema = getSchema(vocabulary);
const defaultsOf = (attrs: object | undefined) =>
  Object.fromEntries(Object.entries(attrs ?? {}).map(([name, spec]) => [name, (spec as { default?: unknown }).default]));
const nodesOf = ({ nodes }: Schema) =>
  Object.fromEntries(
    Object.entries(nodes).map(([name, { spec }]) => [
      name,
      {
        content: spec.content ?? '',
        group: spec.group ?? '',
        marks: spec.marks,
        inline: spec.inline ?? false,
        atom: spec.atom ?? false,
        code: spec.code ?? false,
        isolating: spec.isolating ?? false,
        attrs: defaultsOf(spec.attrs),
      },
    ]),
  );
const marksOf = ({ marks }: Schema) =>
  Object.fromEntries(
    Object.entries(marks).map(([name, { spec }]) => [name, { excludes: spec.excludes, group: spec.group, attrs: defaultsOf(spec.attrs) }]),
  );

describe('what one types in and what is stored', () => {
  it('have the same nodes', () => expect(nodesOf(editorSchema)).toEqual(nodesOf(documentSchema)));
  it('have the same marks', () => expect(marksOf(editorSchema)).toEqual(marksOf(documentSchema)));
  it('have both in the same order', () => {
    const blocks = (schema: Schema) =>
      Object.values(schema.nodes)
        .filter((type) => type.isBlock && type.isInGroup('block'))
        .map(({ name }) => name);
    expect(blocks(editorSchema)).toEqual(blocks(documentSchema));
    expect(Object.keys(editorSchema.marks)).toEqual(Object.keys(documentSchema.marks));
  });
});
