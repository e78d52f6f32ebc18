import { type Target, passageAt, reanchor } from '@parvis/shared/anchoring';
import type { TextBlock } from '@parvis/shared/document';
import { type Percentiles, percentiles } from '../lib/load.ts';
import { Writer, dice } from '../lib/words.ts';

const CHARACTERS = 34_000;
const ANNOTATIONS = 200;
const SAVES = 200;

interface Block {
  id: string;
  text: string;
}

/** Milliseconds to carry 200 annotations of a page of 34,000 characters over one save each of an editing session. */
export function reanchoring(): Percentiles & { mean: number; worst: number } {
  const throwDice = dice(11);
  const writer = new Writer(11);
  let page: Block[] = [];
  for (let length = 0; length < CHARACTERS; length += page.at(-1)!.text.length + 1) {
    page.push({ id: `b${page.length}`, text: writer.paragraph(20 + throwDice(60)) });
  }
  const text = page.map((block) => block.text).join('\n');
  let targets: Target[] = Array.from({ length: ANNOTATIONS }, () => {
    const start = throwDice(text.length - 80);
    const passage = passageAt(text, blocksOf(page), start, start + 6 + throwDice(60));
    return { original: passage, last: passage, there: true };
  });
  const times: number[] = [];
  for (let save = 0; save < SAVES; save++) {
    const next = edited(page, throwDice, writer, save);
    const begun = performance.now();
    const found = reanchor(blocksOf(page), blocksOf(next), targets);
    times.push(performance.now() - begun);
    targets = targets.map((target, nth) => {
      const passage = found[nth]?.passage;
      return { ...target, last: passage ?? target.last, there: Boolean(passage) };
    });
    page = next;
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { ...percentiles(times), mean, worst: Math.max(...times) };
}

function blocksOf(page: readonly Block[]): TextBlock[] {
  let start = 0;
  return page.map(({ id, text }) => {
    const block = { start, text, blockId: id };
    start += text.length + 1;
    return block;
  });
}

/** What is written between two saves: most often in one place, sometimes a paragraph comes, goes or moves. */
function edited(page: readonly Block[], throwDice: (below: number) => number, writer: Writer, save: number): Block[] {
  const next = page.map((block) => ({ ...block }));
  const at = throwDice(next.length);
  const block = next[at] as Block;
  const act = throwDice(10);
  if (act < 6) {
    const place = throwDice(block.text.length);
    block.text = `${block.text.slice(0, place)}${writer.sentence(4)} ${block.text.slice(place + throwDice(12))}`;
  } else if (act === 6) next.splice(at, 0, { id: `n${save}`, text: writer.paragraph(40) });
  else if (act === 7) next.splice(at, 1);
  else if (act === 8) next.splice(throwDice(next.length), 0, ...next.splice(at, 1));
  else {
    const cut = Math.floor(block.text.length / 2);
    next.splice(at, 1, { ...block, text: block.text.slice(0, cut) }, { id: `n${save}`, text: block.text.slice(cut) });
  }
  return next;
}
