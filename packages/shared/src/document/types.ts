/** A mark on text: emphasis, or where it leads. */
export type DocumentMark =
  | { type: 'bold' | 'italic' | 'strike' | 'code' | 'underline' | 'highlight' | 'superscript' | 'subscript' }
  | { type: 'link'; attrs: { href: string } }
  | { type: 'pageLink'; attrs: { pageId: string; anchor: string | null } }
  | { type: 'fileLink'; attrs: { fileId: string } };

interface Pictured {
  fileId: string | null;
  src: string | null;
  alt: string;
  width: number | null;
  height: number | null;
}
interface Cell {
  colspan: number;
  rowspan: number;
  colwidth: number[] | null;
  align: 'left' | 'center' | 'right' | null;
}
export type CalloutKind = 'info' | 'success' | 'warning' | 'danger';
interface Block {
  id: string | null;
}
interface Attributes {
  doc: never;
  text: never;
  hardBreak: never;
  inlineImage: Pictured;
  /** Whoever it is: her name is the reader's to learn, not the document's to keep. */
  mention: { personId: string };
  inlineFormula: { latex: string };
  paragraph: Block;
  heading: Block & { level: 1 | 2 | 3 | 4 | 5 | 6 };
  horizontalRule: Block;
  bulletList: Block;
  orderedList: Block & { start: number };
  listItem: never;
  taskList: Block;
  taskItem: { checked: boolean };
  blockquote: Block;
  codeBlock: Block & { language: string | null; title: string | null };
  callout: Block & { kind: CalloutKind };
  details: Block & { open: boolean };
  detailsSummary: never;
  detailsContent: never;
  tabs: Block;
  tab: { title: string };
  steps: Block;
  step: { title: string | null };
  table: Block;
  tableRow: never;
  tableHeader: Cell;
  tableCell: Cell;
  image: Block & Pictured & { title: string | null; caption: string | null };
  file: Block & { fileId: string; name: string; size: number; mediaType: string };
  embed: Block & { url: string; title: string | null; description: string | null };
  formula: Block & { latex: string };
  pageCard: Block & { pageId: string; title: string };
  kept: Block & { format: 'markdown' | 'html' | 'gitbook'; source: string; reason: string };
}
export type NodeType = keyof Attributes;

/** A node of a stored document: ProseMirror's JSON. */
export type DocumentNode = {
  [Type in NodeType]: {
    type: Type;
    content?: DocumentNode[];
    text?: string;
    marks?: DocumentMark[];
  } & ([Attributes[Type]] extends [never] ? { attrs?: undefined } : { attrs: Attributes[Type] });
}[NodeType];

/** The node of one type. */
export type NodeOf<Type extends NodeType> = Extract<DocumentNode, { type: Type }>;
export type StoredDocumentNode = NodeOf<'doc'>;
