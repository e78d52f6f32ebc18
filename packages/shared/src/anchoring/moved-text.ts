/** Text that was at `from` and is at `to` now, unchanged. */
export interface KeptRun {
  from: number;
  to: number;
  length: number;
}

/** Letters that are the same in a row, and stand only there, are the same text: fewer stand anywhere. */
export const TELLING = 14;

/**
 * Text that went elsewhere than between its neighbours: cut out of one block and pasted into another, or in a block that
 * was moved and split or joined in one go. Known by runs of letters that stand only once in what has no place yet, before
 * and after.
 */
export function movedText(before: string, after: string, runs: readonly KeptRun[]): KeptRun[] {
  const lost = gaps(
    runs.map(({ from, length }) => [from, length]),
    before.length,
  );
  const came = gaps(
    runs.map(({ to, length }) => [to, length]),
    after.length,
  );
  if (lost.length === 0 || came.length === 0) return [];
  const there = onlyPlaces(after, came);
  const here = onlyPlaces(before, lost);
  const moved: KeptRun[] = [];
  for (const [start, end] of lost) {
    for (let from = start; from + TELLING <= end; from++) {
      const piece = before.slice(from, from + TELLING);
      const to = there.get(piece);
      if (!to || to.place < 0 || here.get(piece)?.place !== from) continue;
      const run = grown(before, after, { from, to: to.place }, { from: [start, end], to: to.gap });
      moved.push(run);
      from = run.from + run.length - 1;
    }
  }
  return moved;
}

export type Gap = readonly [start: number, end: number];

/** What lies between spans, where there is room for something telling. */
function gaps(spans: readonly (readonly [start: number, length: number])[], end: number): Gap[] {
  const open: Gap[] = [];
  let at = 0;
  for (const [start, length] of spans.toSorted(([a], [b]) => a - b)) {
    if (start - at >= TELLING) open.push([at, start]);
    at = Math.max(at, start + length);
  }
  if (end - at >= TELLING) open.push([at, end]);
  return open;
}

/** Where each run of letters stands; −1 when it stands there more than once. */
export function onlyPlaces(text: string, open: readonly Gap[]): Map<string, { place: number; gap: Gap }> {
  const places = new Map<string, { place: number; gap: Gap }>();
  for (const gap of open)
    for (let at = gap[0]; at + TELLING <= gap[1]; at++) {
      const piece = text.slice(at, at + TELLING);
      places.set(piece, { place: places.has(piece) ? -1 : at, gap });
    }
  return places;
}

/** As far as the letters agree on both sides, within their gaps. */
export function grown(before: string, after: string, { from, to }: { from: number; to: number }, within: { from: Gap; to: Gap }): KeptRun {
  let [back, on] = [0, TELLING];
  while (from - back > within.from[0] && to - back > within.to[0] && before[from - back - 1] === after[to - back - 1]) back += 1;
  while (from + on < within.from[1] && to + on < within.to[1] && before[from + on] === after[to + on]) on += 1;
  return { from: from - back, to: to - back, length: back + on };
}
