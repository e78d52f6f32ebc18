import type { Editor, JSONContent } from '@tiptap/core';
import type { CalloutKind } from '@parvis/shared/document';
import {
  type Icon,
  IconAlertTriangle,
  IconBlockquote,
  IconBulb,
  IconChevronRight,
  IconCode,
  IconFileText,
  IconH1,
  IconH2,
  IconH3,
  IconH4,
  IconHandStop,
  IconInfoCircle,
  IconLayoutNavbar,
  IconLink,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMath,
  IconMathFunction,
  IconMinus,
  IconPaperclip,
  IconPhoto,
  IconPilcrow,
  IconSchema,
  IconStairs,
  IconTable,
  IconUser,
  IconWorld,
} from '@tabler/icons-react';
import { insertBlock } from './insert-block.ts';

/** What can be inserted or turned into. The words of each are `kind.<name>` and `kind.<name>Hint`. */
export type KindName =
  | 'paragraph'
  | 'heading1'
  | 'heading2'
  | 'heading3'
  | 'heading4'
  | 'bulletList'
  | 'orderedList'
  | 'taskList'
  | 'blockquote'
  | 'codeBlock'
  | 'calloutInfo'
  | 'calloutSuccess'
  | 'calloutWarning'
  | 'calloutDanger'
  | 'details'
  | 'tabs'
  | 'steps'
  | 'table'
  | 'horizontalRule'
  | 'image'
  | 'file'
  | 'embed'
  | 'formula'
  | 'inlineFormula'
  | 'diagram'
  | 'pageLink'
  | 'pageCard'
  | 'mention';
export type Category = 'text' | 'lists' | 'blocks' | 'media' | 'links' | 'technical';
export const CATEGORIES: readonly Category[] = ['text', 'lists', 'blocks', 'media', 'links', 'technical'];

/** What the kinds need beyond the text: dialogs of the editor. */
export interface Asking {
  files: (only: 'image' | 'any') => void;
  address: () => void;
  page: () => void;
}

export interface Kind {
  name: KindName;
  Icon: Icon;
  category: Category;
  /** Other words by which one looks for it, French and English, without accents. */
  also: string;
  /** What one types instead. */
  written?: string;
  /** A block of text can be turned into it. */
  turns?: boolean;
  /** Puts it where the cursor is; what was typed to find it is gone. */
  insert: (editor: Editor, asking: Asking) => void;
}

const paragraph = { type: 'paragraph' };
const heading = (level: 1 | 2 | 3 | 4, Icon: Icon): Kind => ({
  name: `heading${level}`,
  Icon,
  category: 'text',
  also: `titre heading h${level} section partie`,
  written: '#'.repeat(level),
  turns: true,
  insert: (editor) => editor.chain().focus().setNode('heading', { level }).run(),
});
const callout = (name: KindName, kind: CalloutKind, Icon: Icon, also: string, written?: string): Kind => ({
  name,
  Icon,
  category: 'blocks',
  also: `encadre encart callout hint note ${also}`,
  ...(written !== undefined && { written }),
  turns: true,
  insert: (editor) => editor.chain().focus().wrapIn('callout', { kind }).run(),
});
const block = (content: JSONContent) => (editor: Editor) => {
  insertBlock(editor, content);
};

export const KINDS: readonly Kind[] = [
  {
    name: 'paragraph',
    Icon: IconPilcrow,
    category: 'text',
    also: 'texte paragraphe text plain normal',
    turns: true,
    insert: (editor) => editor.chain().focus().clearNodes().run(),
  },
  heading(1, IconH1),
  heading(2, IconH2),
  heading(3, IconH3),
  heading(4, IconH4),
  {
    name: 'blockquote',
    Icon: IconBlockquote,
    category: 'text',
    also: 'citation quote blockquote',
    written: '>',
    turns: true,
    insert: (editor) => editor.chain().focus().wrapIn('blockquote').run(),
  },
  {
    name: 'horizontalRule',
    Icon: IconMinus,
    category: 'text',
    also: 'ligne filet separateur divider rule hr',
    written: '---',
    insert: block({ type: 'horizontalRule' }),
  },
  {
    name: 'bulletList',
    Icon: IconList,
    category: 'lists',
    also: 'liste puces bullet list ul',
    written: '-',
    turns: true,
    insert: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    Icon: IconListNumbers,
    category: 'lists',
    also: 'liste numerotee ordered numbered list ol',
    written: '1.',
    turns: true,
    insert: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'taskList',
    Icon: IconListCheck,
    category: 'lists',
    also: 'taches cases a cocher todo task checklist',
    written: '[]',
    turns: true,
    insert: (editor) => editor.chain().focus().toggleTaskList().run(),
  },
  {
    name: 'steps',
    Icon: IconStairs,
    category: 'lists',
    also: 'etapes procedure marche a suivre steps stepper',
    insert: block({ type: 'steps', content: [1, 2].map(() => ({ type: 'step', attrs: { title: null }, content: [paragraph] })) }),
  },
  callout('calloutInfo', 'info', IconInfoCircle, 'a savoir information info', '!!!'),
  callout('calloutSuccess', 'success', IconBulb, 'conseil astuce bonne pratique tip success'),
  callout('calloutWarning', 'warning', IconAlertTriangle, 'attention mise en garde warning', '!!!!'),
  callout('calloutDanger', 'danger', IconHandStop, 'danger interdit stop error'),
  {
    name: 'details',
    Icon: IconChevronRight,
    category: 'blocks',
    also: 'depliable replie details toggle accordion collapse',
    insert: block({ type: 'details', content: [{ type: 'detailsSummary' }, { type: 'detailsContent', content: [paragraph] }] }),
  },
  {
    name: 'tabs',
    Icon: IconLayoutNavbar,
    category: 'blocks',
    also: 'onglets tabs',
    insert: block({
      type: 'tabs',
      content: [1, 2].map((number) => ({ type: 'tab', attrs: { title: String(number) }, content: [paragraph] })),
    }),
  },
  {
    name: 'table',
    Icon: IconTable,
    category: 'blocks',
    also: 'tableau grille table grid',
    insert: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  { name: 'image', Icon: IconPhoto, category: 'media', also: 'image photo illustration picture', insert: (_, { files }) => files('image') },
  {
    name: 'file',
    Icon: IconPaperclip,
    category: 'media',
    also: 'fichier piece jointe document file attachment upload',
    insert: (_, { files }) => files('any'),
  },
  {
    name: 'embed',
    Icon: IconWorld,
    category: 'media',
    also: 'contenu integre video site web embed card address',
    insert: (_, { address }) => address(),
  },
  {
    name: 'pageLink',
    Icon: IconLink,
    category: 'links',
    also: 'lien page link wiki',
    written: '[[',
    insert: (editor) => editor.chain().focus().insertContent('[[').run(),
  },
  { name: 'pageCard', Icon: IconFileText, category: 'links', also: 'carte page card', insert: (_, { page }) => page() },
  {
    name: 'mention',
    Icon: IconUser,
    category: 'links',
    also: 'mention personne collegue person people',
    written: '@',
    insert: (editor) => editor.chain().focus().insertContent('@').run(),
  },
  {
    name: 'codeBlock',
    Icon: IconCode,
    category: 'technical',
    also: 'code programme script snippet',
    written: '```',
    turns: true,
    insert: (editor) => editor.chain().focus().setNode('codeBlock').run(),
  },
  {
    name: 'diagram',
    Icon: IconSchema,
    category: 'technical',
    also: 'schema diagramme organigramme mermaid diagram flowchart',
    insert: block({ type: 'codeBlock', attrs: { language: 'mermaid' }, content: [{ type: 'text', text: 'graph LR\n  A --> B' }] }),
  },
  {
    name: 'formula',
    Icon: IconMath,
    category: 'technical',
    also: 'formule equation mathematiques latex math',
    written: '$$',
    insert: block({ type: 'formula', attrs: { latex: '' } }),
  },
  {
    name: 'inlineFormula',
    Icon: IconMathFunction,
    category: 'technical',
    also: 'formule dans la ligne inline equation latex math',
    written: '$x$',
    insert: (editor) =>
      editor
        .chain()
        .focus()
        .insertContent({ type: 'inlineFormula', attrs: { latex: '' } })
        .setNodeSelection(editor.state.selection.from)
        .run(),
  },
];

export const TURNS: readonly Kind[] = KINDS.filter(({ turns }) => turns);

/** What the block at the cursor is, by the names above; null for what has none (a picture, a table). */
export function kindAt(editor: Editor): KindName | null {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const { type, attrs } = $from.node(depth);
    if (type.name === 'heading') return headingName(Number(attrs['level']));
    const named = KINDS.find(({ name }) => name === type.name);
    if (named && type.name !== 'paragraph') return named.name;
    if (type.name === 'callout') return CALLOUTS[attrs['kind'] as CalloutKind] ?? 'calloutInfo';
  }
  return $from.parent.type.name === 'paragraph' ? 'paragraph' : null;
}

const CALLOUTS: Record<CalloutKind, KindName> = {
  info: 'calloutInfo',
  success: 'calloutSuccess',
  warning: 'calloutWarning',
  danger: 'calloutDanger',
};
const headingName = (level: number): KindName => `heading${Math.min(4, Math.max(1, level)) as 1 | 2 | 3 | 4}`;
