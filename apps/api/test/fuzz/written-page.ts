import { LIVE_FRAGMENT } from '@parvis/shared';
import { type Dice, type EditedPage, PAGE_EDITS, sentenceOf } from '@parvis/shared/anchoring-judge';
import { documentSchema as schema } from '@parvis/shared/document-schema';
import { Fragment, type Node } from '@tiptap/pm/model';
import { Transform, canJoin, canSplit, findWrapping, liftTarget } from '@tiptap/pm/transform';
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import type { LiveScreen } from '../live-screen.ts';

/** A block right on the page, with the letters in it. */
interface Piece {
  node: Node;
  uids: number[];
}

/**
 * A page that is open on a screen and edited as the editor does it: ProseMirror's steps, written into the Yjs document by
 * the editor's own binding. Knows for each letter where it went, by the steps and not by comparing texts.
 */
export class WrittenPage implements EditedPage {
  private doc!: Node;
  /** The letters of the page in reading order. */
  private uids: number[] = [];
  private nextUid = 1;
  private nextId = 1;
  private readonly removed: { index: number; pieces: Piece[] }[] = [];

  constructor(
    private readonly screen: LiveScreen,
    private readonly throwDice: Dice,
  ) {
    this.doc = nodeOn(this.screen);
    this.uids = lettersOf(this.doc).map(() => (this.nextUid += 1));
  }

  /** Takes over what came from elsewhere and says the same: ids of blocks, a text replaced by the same. */
  follow(): void {
    const now = nodeOn(this.screen);
    if (now.textContent !== this.doc.textContent) throw new Error('the page says something else than what was written');
    this.doc = now;
  }

  get document(): unknown {
    return this.doc.toJSON();
  }

  /** The letters between two offsets of `pageText`. */
  uidsAt(start: number, end: number): number[] {
    return placesOf(this.doc).flatMap((place, index) => (place >= start && place < end ? [this.uids[index]!] : []));
  }

  /** Where each letter is in `pageText`. */
  places(): Map<number, number> {
    return new Map(placesOf(this.doc).map((place, index) => [this.uids[index]!, place]));
  }

  /** One edit as people make them. Returns what it was; null when it could not be made there. */
  edit(): string | null {
    const [name, make] = EDITS[this.throwDice(EDITS.length)]!;
    const before = this.doc;
    make(this);
    if (this.doc === before) return null;
    this.doc.check();
    const { doc } = this.screen;
    doc.transact(() => updateYFragment(doc, doc.getXmlFragment(LIVE_FRAGMENT), this.doc, { mapping: new Map(), isOMark: new Map() }));
    return name;
  }

  private freshId = (): string => `w${(this.nextId += 1)}-${this.throwDice(1e9).toString(36)}`;
  private fresh = (node: Node): Piece => ({ node, uids: lettersOf(node).map(() => (this.nextUid += 1)) });
  private words = (count: number): string => sentenceOf(this.throwDice, count);

  private pieces(): Piece[] {
    let at = 0;
    return this.doc.children.map((node) => {
      const { length } = lettersOf(node);
      return { node, uids: this.uids.slice(at, (at += length)) };
    });
  }
  private lay(pieces: readonly Piece[]): void {
    const laid = pieces.length > 0 ? pieces : [this.fresh(this.paragraph(3))];
    this.doc = this.doc.copy(Fragment.from(laid.map(({ node }) => node)));
    this.uids = laid.flatMap(({ uids }) => uids);
  }
  /** Letters go where the steps take them. */
  private apply(tr: Transform): void {
    const known = new Map<number, number>();
    lettersOf(this.doc).forEach((pos, index) => {
      const { deletedAfter, pos: now } = tr.mapping.mapResult(pos, 1);
      if (!deletedAfter) known.set(now, this.uids[index]!);
    });
    this.doc = tr.doc;
    this.uids = lettersOf(tr.doc).map((pos) => known.get(pos) ?? (this.nextUid += 1));
  }

  private paragraph = (count: number): Node => schema.node('paragraph', { id: this.freshId() }, schema.text(this.words(count)));
  /** The same block as somebody pastes it: its ids are given anew. */
  private pasted(node: Node): Node {
    const content = Fragment.from(node.children.map((child) => this.pasted(child)));
    if (node.isText) return node;
    return node.type.create('id' in node.attrs ? { ...node.attrs, id: this.freshId() } : node.attrs, content, node.marks);
  }

  /** Some run of text in a block, and where it stands. */
  private someText(): { node: Node; pos: number } | null {
    const blocks: { node: Node; pos: number }[] = [];
    this.doc.descendants((node, pos) => {
      if (node.isTextblock && node.textContent.length > 8 && node.firstChild?.isText) blocks.push({ node, pos: pos + 1 });
    });
    return blocks[this.throwDice(Math.max(1, blocks.length))] ?? null;
  }
  /** Between two words of a block, within its first run of text. */
  private edge({ node, pos }: { node: Node; pos: number }): { at: number; room: number; marks: Node['marks'] } {
    const first = node.firstChild!;
    const text = first.text ?? '';
    const edges = [...text].length === text.length ? [...text.matchAll(/ /g)].map(({ index }) => index + 1) : [];
    const at = edges.length > 0 ? edges[this.throwDice(edges.length)]! : 0;
    return { at: pos + at, room: text.length - at, marks: first.marks };
  }

  type(): void {
    const block = this.someText();
    if (!block) return;
    const { at, marks } = this.edge(block);
    this.apply(new Transform(this.doc).insert(at, schema.text(`${this.words(1 + this.throwDice(8))} `, marks)));
  }
  deleteWords(): void {
    const block = this.someText();
    if (!block) return;
    const { at, room } = this.edge(block);
    this.apply(new Transform(this.doc).delete(at, at + Math.min(room, 3 + this.throwDice(40))));
  }
  replaceWords(): void {
    const block = this.someText();
    if (!block) return;
    const { at, room, marks } = this.edge(block);
    const text = schema.text(`${this.words(2)} `, marks);
    this.apply(new Transform(this.doc).replaceWith(at, at + Math.min(room, 3 + this.throwDice(20)), text));
  }
  mendTypo(): void {
    const block = this.someText();
    if (!block) return;
    const text = block.node.firstChild!;
    const at = block.pos + this.throwDice(Math.max(1, (text.text ?? '').length - 1));
    if (/[\ud800-\udfff]/.test(text.text ?? '')) return;
    this.apply(new Transform(this.doc).replaceWith(at, at + 1, schema.text('e', text.marks)));
  }
  split(): void {
    const block = this.someText();
    if (!block) return;
    const { at } = this.edge(block);
    const depth = this.doc.resolve(at).node(-1).type.name === 'listItem' ? 2 : 1;
    if (!canSplit(this.doc, at, depth)) return;
    const tr = new Transform(this.doc).split(at, depth);
    const made = tr.doc.resolve(tr.mapping.map(at, 1));
    if ('id' in made.parent.attrs) tr.setNodeAttribute(made.before(), 'id', this.freshId());
    this.apply(tr);
  }
  join(): void {
    const edges: number[] = [];
    this.doc.descendants((node, pos, parent, index) => {
      const before = index > 0 ? parent?.child(index - 1) : null;
      if (node.isTextblock && before?.type === node.type && canJoin(this.doc, pos)) edges.push(pos);
    });
    const at = edges[this.throwDice(Math.max(1, edges.length))];
    if (at !== undefined) this.apply(new Transform(this.doc).join(at));
  }
  move(): void {
    const pieces = this.pieces();
    const [piece] = pieces.splice(this.throwDice(pieces.length), 1);
    if (piece) this.lay(pieces.toSpliced(this.throwDice(pieces.length + 1), 0, piece));
  }
  cutAndPaste(): void {
    const pieces = this.pieces();
    const [piece] = pieces.splice(this.throwDice(pieces.length), 1);
    if (piece) this.lay(pieces.toSpliced(this.throwDice(pieces.length + 1), 0, { ...piece, node: this.pasted(piece.node) }));
  }
  insertBlock(): void {
    const pieces = this.pieces();
    this.lay(pieces.toSpliced(this.throwDice(pieces.length + 1), 0, this.fresh(this.paragraph(20))));
  }
  duplicate(): void {
    const pieces = this.pieces();
    const index = this.throwDice(pieces.length);
    this.lay(pieces.toSpliced(index + this.throwDice(2), 0, this.fresh(this.pasted(pieces[index]!.node))));
  }
  deleteBlocks(): void {
    const pieces = this.pieces();
    const index = this.throwDice(pieces.length);
    this.removed.push({ index, pieces: pieces.splice(index, 1 + this.throwDice(2)) });
    this.lay(pieces);
  }
  /** The last deletion is taken back. */
  undo(): void {
    const last = this.removed.pop();
    if (last) this.lay(this.pieces().toSpliced(last.index, 0, ...last.pieces));
  }
  changeType(): void {
    const block = this.someText();
    if (!block) return;
    const { type, attrs } = block.node;
    const wanted = type.name === 'heading' ? schema.nodes['paragraph']! : type.name === 'paragraph' ? schema.nodes['heading']! : null;
    if (!wanted || this.doc.resolve(block.pos).depth > 1) return;
    this.apply(
      new Transform(this.doc).setBlockType(block.pos, block.pos, wanted, {
        id: attrs['id'],
        ...(wanted.name === 'heading' && { level: 2 }),
      }),
    );
  }
  wrap(): void {
    const block = this.someText();
    const range = block && this.doc.resolve(block.pos).blockRange();
    const wrapping = range && findWrapping(range, schema.nodes['blockquote']!, { id: this.freshId() });
    if (range && wrapping) this.apply(new Transform(this.doc).wrap(range, wrapping));
  }
  lift(): void {
    const block = this.someText();
    const range = block && this.doc.resolve(block.pos).blockRange();
    const depth = range && liftTarget(range);
    if (range && depth !== null) this.apply(new Transform(this.doc).lift(range, depth!));
  }
  emphasise(): void {
    const block = this.someText();
    if (!block || !block.node.type.allowsMarkType(schema.marks['bold']!)) return;
    const { at, room } = this.edge(block);
    this.apply(new Transform(this.doc).addMark(at, at + Math.min(room, 12), schema.mark('bold')));
  }
}

const EDITS: readonly (readonly [string, (page: WrittenPage) => void])[] = [
  ...PAGE_EDITS,
  ['heading or paragraph', (page) => page.changeType()],
  ['wrap', (page) => page.wrap()],
  ['lift', (page) => page.lift()],
  ['emphasise', (page) => page.emphasise()],
];

const nodeOn = ({ doc }: LiveScreen): Node => yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(LIVE_FRAGMENT), schema);

/** The document that a screen shows. */
export const onScreen = (screen: LiveScreen): unknown => nodeOn(screen).toJSON();

/** The position of each letter (UTF-16), in reading order. */
function lettersOf(root: Node): number[] {
  const letters: number[] = [];
  const add = (node: Node, pos: number) => {
    for (let index = 0; index < (node.text?.length ?? 0); index++) letters.push(pos + index);
  };
  if (root.isText) add(root, 0);
  root.descendants((node, pos) => {
    if (node.isText) add(node, pos);
  });
  return letters;
}

/** Where each letter stands in `pageText`: blocks joined by a break, one character for what has no text. */
function placesOf(doc: Node): number[] {
  const places: number[] = [];
  let at = 0;
  doc.descendants((node) => {
    if (!node.isTextblock) {
      if (node.isLeaf && node.isBlock) at += 2;
      return true;
    }
    for (const inline of node.children) {
      for (let index = 0; index < (inline.text?.length ?? 0); index++) places.push(at + index);
      at += inline.text?.length ?? 1;
    }
    at += 1;
    return false;
  });
  return places;
}
