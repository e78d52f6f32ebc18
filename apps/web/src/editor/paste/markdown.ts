import type { DocumentNode } from '@parvis/shared/document';
import { markdownToDocument } from '@parvis/shared/markdown';
import { Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { fileOf, pageOf } from '../nodes/links.ts';

/**
 * Markdown as what can be pasted, or null where nothing of it can stand. Comes with its own file: reading Markdown weighs
 * as much as half the editor, and few pastes need it.
 */
export function markdownSlice(text: string, schema: Schema): Slice | null {
  const { document, title } = markdownToDocument(text, {
    link: (href) => {
      const page = pageOf(href);
      if (page) return { kind: 'page', ...page };
      return fileOf(href) ? { kind: 'broken', reason: 'not pasted' } : external(href);
    },
    image: external,
    include: () => null,
  });
  const blocks = [...headingOf(text, title), ...(document.content ?? [])].flatMap((node) => checked(node, schema));
  if (blocks.length === 0) return null;
  return Slice.maxOpen(Fragment.from(blocks));
}

/** Only what says where it leads: what is relative leads nowhere here. */
const external = (href: string) =>
  URL.canParse(href) ? ({ kind: 'external', href } as const) : ({ kind: 'broken', reason: 'relative' } as const);

/** A page takes its first heading as its title; a piece that is pasted keeps it. */
function headingOf(text: string, title: string | null): DocumentNode[] {
  if (!title || /^\ufeff?---/.test(text)) return [];
  return [{ type: 'heading', attrs: { id: null, level: 1 }, content: [{ type: 'text', text: title }] }];
}

function checked(node: DocumentNode, schema: Schema) {
  try {
    const made = schema.nodeFromJSON(node);
    made.check();
    return [made];
  } catch (error) {
    // ProseMirror says that it may not stand so: what it says stays, as words.
    if (!(error instanceof RangeError)) throw error;
    const words = JSON.stringify(node).length < 2_000 ? ((node.content?.[0]?.text ?? '') as string) : '';
    return words ? [schema.nodes['paragraph']!.create(null, schema.text(words))] : [];
  }
}
