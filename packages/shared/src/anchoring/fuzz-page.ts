import type { TextBlock } from '../document/page-text.ts';
import { type Dice, type EditedPage, PAGE_EDITS, sentenceOf } from './fuzz-judge.ts';

/** One letter that is known for good: after any number of edits it can be told where it went. */
interface Letter {
  char: string;
  uid: number;
}
interface FuzzBlock {
  id: string;
  letters: Letter[];
}

/** A page on which structural edits can be made at random, and which knows where each letter went. */
export class FuzzPage implements EditedPage {
  blocks: FuzzBlock[] = [];
  private nextUid = 1;
  private nextId = 1;
  private removed: { index: number; blocks: FuzzBlock[] }[] = [];

  private readonly throwDice: Dice;

  constructor(throwDice: Dice, texts: readonly string[]) {
    this.throwDice = throwDice;
    this.blocks = texts.map((text) => this.block(text));
  }

  static generate(throwDice: Dice, blocks: number): FuzzPage {
    return new FuzzPage(
      throwDice,
      Array.from({ length: blocks }, () => sentenceOf(throwDice, 12 + throwDice(60))),
    );
  }

  private block(text: string): FuzzBlock {
    return { id: `b${(this.nextId += 1)}`, letters: this.lettersOf(text) };
  }
  private lettersOf = (text: string): Letter[] => text.split('').map((char) => ({ char, uid: (this.nextUid += 1) }));

  /** As `textBlocks` gives them. */
  textBlocks(): TextBlock[] {
    let start = 0;
    return this.blocks.map(({ id, letters }) => {
      const text = letters.map(({ char }) => char).join('');
      const block = { start, text, blockId: id };
      start += text.length + 1;
      return block;
    });
  }

  /** The letters between two offsets; breaks between blocks have none. */
  uidsAt(start: number, end: number): number[] {
    const uids: number[] = [];
    let at = 0;
    for (const { letters } of this.blocks) {
      for (let index = Math.max(0, start - at); index < letters.length && at + index < end; index++) uids.push(letters[index]!.uid);
      at += letters.length + 1;
    }
    return uids;
  }

  /** Where letters are now. */
  places(): Map<number, number> {
    const places = new Map<number, number>();
    let at = 0;
    for (const { letters } of this.blocks) {
      for (const { uid } of letters) places.set(uid, at++);
      at += 1;
    }
    return places;
  }

  /**
   * One edit as people make them. `alone`: nothing else is in the same save, as when an import writes all of it again.
   * Returns what it was.
   */
  edit(alone: boolean): string {
    const { throwDice } = this;
    const [name, run] = EDITS[throwDice(EDITS.length)]!;
    if (alone || name !== 'replace all') run(this);
    if (this.blocks.length === 0) this.blocks.push(this.block(sentenceOf(throwDice, 20)));
    return name;
  }

  some(): FuzzBlock {
    return this.blocks[this.throwDice(this.blocks.length)]!;
  }
  /** Between two words of a block. */
  edge({ letters }: FuzzBlock): number {
    const edges = letters.flatMap(({ char }, index) => (char === ' ' ? [index + 1] : []));
    return edges.length > 0 ? edges[this.throwDice(edges.length)]! : 0;
  }
  type(): void {
    const block = this.some();
    block.letters.splice(this.edge(block), 0, ...this.lettersOf(`${sentenceOf(this.throwDice, 1 + this.throwDice(8))} `));
  }
  deleteWords(): void {
    const block = this.some();
    block.letters.splice(this.edge(block), 3 + this.throwDice(40));
  }
  replaceWords(): void {
    const block = this.some();
    const at = this.edge(block);
    block.letters.splice(at, 3 + this.throwDice(20), ...this.lettersOf(`${sentenceOf(this.throwDice, 2)} `));
  }
  mendTypo(): void {
    const block = this.some();
    if (block.letters.length > 0) block.letters.splice(this.throwDice(block.letters.length), 1, ...this.lettersOf('e'));
  }
  split(): void {
    const index = this.throwDice(this.blocks.length);
    const block = this.blocks[index]!;
    const rest = block.letters.splice(this.edge(block));
    this.blocks.splice(index + 1, 0, { ...this.block(''), letters: rest });
  }
  join(): void {
    const index = this.throwDice(this.blocks.length - 1);
    const [gone] = this.blocks.splice(index + 1, 1);
    this.blocks[index]!.letters.push(...this.lettersOf(' '), ...(gone?.letters ?? []));
  }
  move(): void {
    const [block] = this.blocks.splice(this.throwDice(this.blocks.length), 1);
    if (block) this.blocks.splice(this.throwDice(this.blocks.length + 1), 0, block);
  }
  /** Cut and pasted: the same text in blocks with other ids. */
  cutAndPaste(): void {
    const [block] = this.blocks.splice(this.throwDice(this.blocks.length), 1);
    if (block) this.blocks.splice(this.throwDice(this.blocks.length + 1), 0, { ...this.block(''), letters: block.letters });
  }
  insertBlock(): void {
    this.blocks.splice(this.throwDice(this.blocks.length + 1), 0, this.block(sentenceOf(this.throwDice, 20)));
  }
  /** A copy of a block, before or after it. */
  duplicate(): void {
    const index = this.throwDice(this.blocks.length);
    const text = this.blocks[index]!.letters.map(({ char }) => char).join('');
    this.blocks.splice(index + this.throwDice(2), 0, this.block(text));
  }
  deleteBlocks(): void {
    const index = this.throwDice(this.blocks.length);
    this.removed.push({ index, blocks: this.blocks.splice(index, 1 + this.throwDice(2)) });
  }
  /** The last deletion is taken back. */
  undo(): void {
    const last = this.removed.pop();
    if (last) this.blocks.splice(Math.min(last.index, this.blocks.length), 0, ...last.blocks);
  }
  /** All of the text again by request, without ids, as an import does. */
  replaceAll(): void {
    this.blocks = this.blocks.map(({ letters }) => ({ ...this.block(''), letters }));
  }
}

const EDITS: readonly (readonly [string, (page: FuzzPage) => void])[] = [...PAGE_EDITS, ['replace all', (page) => page.replaceAll()]];
