/** What the parser pairs with each other within a paragraph: each with all before it, at worst. */
const MARK = /[*_[\]<~$]/g;
/** Some seconds of parsing. A paragraph of people has some dozen marks; ten thousand in one are as much as this. */
const MOST_PAIRS = 10_000 ** 2;
const FENCE = /^ {0,3}(```|~~~)/;
/** Lines that end a paragraph: nothing at all, headings, items of lists. */
const BEGINS_ANEW = /^[\s>]*(?:$|#{1,6}\s|[-+*]\s|1[.)]\s)/;
const DELIMITERS = /^[\s>]*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?\s*$/;

/**
 * Whether a text (Markdown) is built so that a parser takes minutes: its time grows with the square of the marks in one
 * paragraph. Code between fences and rows of tables are read line by line, and count so.
 */
export function hasTooManyMarks(source: string): boolean {
  let pairs = 0;
  let marks = 0;
  let fence: string | null = null;
  let inTable = false;
  for (const line of source.split(/\r?\n/)) {
    const [, opening] = FENCE.exec(line) ?? [];
    if (fence !== null ? opening === fence : opening !== undefined) {
      fence = fence === null ? (opening ?? null) : null;
      continue;
    }
    if (fence !== null) continue;
    const anew = BEGINS_ANEW.test(line);
    inTable = !anew && (inTable || DELIMITERS.test(line));
    if (anew || inTable) marks = 0;
    const more = line.match(MARK)?.length ?? 0;
    pairs += (marks + more) ** 2 - marks ** 2;
    marks += more;
    if (pairs > MOST_PAIRS) return true;
  }
  return false;
}
