import type { Node } from '@tiptap/pm/model';
import type { EditorFacts } from './props.ts';

/** A word is letters and digits with what joins them: « l’appareil », « rez-de-chaussée » and « 3,5 » are one each. */
const WORD = /[\p{L}\p{N}]+(?:['’.,\-‑][\p{L}\p{N}]+)*/gu;

/** Words, characters and headings of the text. Atoms between words divide them. */
export function factsOf(doc: Node, uploads: number): EditorFacts {
  let words = 0;
  let characters = 0;
  const headings: EditorFacts['headings'] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, undefined, ' ');
    words += text.match(WORD)?.length ?? 0;
    characters += text.length;
    if (node.type.name === 'heading' && text.trim())
      headings.push({ id: String(node.attrs['id'] ?? ''), level: Number(node.attrs['level'] ?? 1), text: text.trim() });
    return false;
  });
  return { words, characters, headings, uploads };
}
