/** A piece of the text on the screen and where it begins in `pageText` (UTF-16). Breaks and atoms are one long. */
interface Piece {
  node: Node;
  start: number;
  length: number;
}

/**
 * The place on the screen of a passage, `start` to `end` in `pageText` (UTF-16), below the element that a
 * `DocumentReader` drew. Null when the passage is not there.
 */
export function textOffsetToRange(root: Element, start: number, end: number): Range | null {
  const pieces = piecesOf(root);
  const first = pieces.find((piece) => start < piece.start + piece.length) ?? pieces.at(-1);
  const last = pieces.findLast((piece) => end > piece.start) ?? pieces[0];
  if (!first || !last || start < 0 || start > end || end > lengthOf(pieces)) return null;
  const range = root.ownerDocument.createRange();
  const into = ({ node, length, start: from }: Piece, offset: number): [Node, number] => {
    const within = Math.min(Math.max(offset - from, 0), length);
    return node instanceof Text ? [node, within] : [node.parentNode ?? root, indexOf(node) + within];
  };
  range.setStart(...into(first, start));
  range.setEnd(...into(last, end));
  return range;
}

/**
 * Where a selection begins and ends in `pageText` (UTF-16). Words of the interface inside it do not count.
 * Null when it holds no text of the document.
 */
export function rangeToTextOffsets(root: Element, range: Range): { start: number; end: number } | null {
  const touched = piecesOf(root).filter(({ node }) => range.intersectsNode(node));
  const starts = touched.map((piece) => piece.start + edgeIn(piece, range.startContainer, range.startOffset, 0));
  const ends = touched.map((piece) => piece.start + edgeIn(piece, range.endContainer, range.endOffset, piece.length));
  const start = Math.min(...starts);
  const end = Math.max(...ends);
  return start < end && touched.length > 0 ? { start, end } : null;
}

/** An edge of a selection that lies in this very text counts from there, else the piece is in it whole. */
const edgeIn = ({ node }: Piece, container: Node, offset: number, whole: number): number =>
  node instanceof Text && node === container ? offset : whole;

/** The pieces in the order of `pageText`. Between two runs it has one line break that the screen does not. */
function piecesOf(root: Element): Piece[] {
  const pieces: Piece[] = [];
  let position = -1;
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    (node instanceof Element && node.hasAttribute('data-ui')) || node.parentElement?.closest('[data-atom]')
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const add = (node: Node, length: number) => {
    pieces.push({ node, start: position, length });
    position += length;
  };
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) add(node, node.data.length);
    else if (node instanceof Element) {
      if (node.hasAttribute('data-run')) position += 1;
      if (node.hasAttribute('data-atom') || node.tagName === 'BR') add(node, 1);
    }
  }
  return pieces;
}

const lengthOf = (pieces: Piece[]): number => (pieces.at(-1)?.start ?? 0) + (pieces.at(-1)?.length ?? 0);
const indexOf = (node: Node): number => Array.prototype.indexOf.call(node.parentNode?.childNodes ?? [], node);
