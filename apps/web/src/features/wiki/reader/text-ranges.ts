/** A piece of the text on the screen and where it begins in `pageText` (UTF-16). Breaks and atoms are one long. */
interface Piece {
  node: Text | Element;
  start: number;
  length: number;
}

/**
 * Where each letter of `pageText` stands below the element that a `DocumentReader` drew. Made once for many questions;
 * true until the nodes below the element change (code gets its colours later).
 */
export class TextMap {
  private readonly pieces: readonly Piece[];

  constructor(private readonly root: Element) {
    this.pieces = piecesOf(root);
  }

  /** UTF-16 code units. */
  get length(): number {
    return endOf(this.pieces.at(-1));
  }

  /** The place of a passage, `start` to `end` in `pageText` (UTF-16). Null when the passage is not there. */
  rangeOf(start: number, end: number): Range | null {
    const { pieces } = this;
    const first = pieces[this.firstEndingAfter(start)] ?? pieces.at(-1);
    const last = pieces[this.firstBeginningAt(end) - 1] ?? pieces[0];
    if (!first || !last || start < 0 || start > end || end > this.length) return null;
    const range = this.root.ownerDocument.createRange();
    range.setStart(...this.into(first, start));
    range.setEnd(...this.into(last, end));
    return range;
  }

  /** What is to be painted for a passage: its words piece by piece, without those of the interface between them. */
  wordsOf(start: number, end: number): StaticRange[] {
    return this.between(start, end).flatMap(({ node, start: from, length }) =>
      node instanceof Element
        ? []
        : new StaticRange({
            startContainer: node,
            startOffset: Math.max(0, start - from),
            endContainer: node,
            endOffset: Math.min(length, end - from),
          }),
    );
  }

  /** The elements of a passage that have no words: pictures, cards, formulas, people. */
  atomsOf(start: number, end: number): HTMLElement[] {
    return this.between(start, end).flatMap(({ node }) => (node instanceof HTMLElement && node.tagName !== 'BR' ? node : []));
  }

  /**
   * Where a selection begins and ends in `pageText` (UTF-16). Words of the interface inside it do not count.
   * Null when it holds no text of the document.
   */
  offsetsOf(range: Range): { start: number; end: number } | null {
    const touched = this.pieces.filter(({ node }) => range.intersectsNode(node));
    const starts = touched.map((piece) => piece.start + edgeIn(piece, range.startContainer, range.startOffset, 0));
    const ends = touched.map((piece) => piece.start + edgeIn(piece, range.endContainer, range.endOffset, piece.length));
    const start = Math.min(...starts);
    const end = Math.max(...ends);
    return start < end && touched.length > 0 ? { start, end } : null;
  }

  /** The offset in `pageText` of a place on the screen; of something without words its own. Null outside of the text. */
  offsetAt(node: Node, offset: number): number | null {
    const found = this.pieces.find((piece) => piece.node === node || (piece.node instanceof Element && piece.node.contains(node)));
    return found ? found.start + (found.node === node && found.node instanceof Text ? offset : 0) : null;
  }

  private between(start: number, end: number): readonly Piece[] {
    return this.pieces.slice(this.firstEndingAfter(start), this.firstBeginningAt(end));
  }

  private firstEndingAfter(offset: number): number {
    return lowest(this.pieces.length, (index) => endOf(this.pieces[index]) > offset);
  }

  private firstBeginningAt(offset: number): number {
    return lowest(this.pieces.length, (index) => this.pieces[index]!.start >= offset);
  }

  private into({ node, length, start: from }: Piece, offset: number): [Node, number] {
    const within = Math.min(Math.max(offset - from, 0), length);
    return node instanceof Text ? [node, within] : [node.parentNode ?? this.root, indexOf(node) + within];
  }
}

/** An edge of a selection that lies in this very text counts from there, else the piece is in it whole. */
const edgeIn = ({ node }: Piece, container: Node, offset: number, whole: number): number =>
  node instanceof Text && node === container ? offset : whole;

/** The pieces in the order of `pageText`. Between two runs it has one line break that the screen does not. */
function piecesOf(root: Element): Piece[] {
  const pieces: Piece[] = [];
  let position = -1;
  const add = (node: Text | Element, length: number) => {
    if (length > 0) pieces.push({ node, start: position, length });
    position += length;
  };
  const walk = (parent: Node) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node instanceof Text) add(node, node.data.length);
      else if (node instanceof Element && !node.hasAttribute('data-ui')) {
        if (node.hasAttribute('data-run')) position += 1;
        // What stands inside an atom is how it looks.
        if (node.hasAttribute('data-atom') || node.tagName === 'BR') add(node, 1);
        else walk(node);
      }
    }
  };
  walk(root);
  return pieces;
}

const endOf = (piece: Piece | undefined): number => (piece ? piece.start + piece.length : 0);
const indexOf = (node: Node): number => Array.prototype.indexOf.call(node.parentNode?.childNodes ?? [], node);

/** The lowest index below `length` that holds, when all above it hold too; `length` when none does. */
function lowest(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
