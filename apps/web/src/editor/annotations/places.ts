import { type Anchored, type Passage, passageAt, reanchor } from '@parvis/shared/anchoring';
import type { TextBlock } from '@parvis/shared/document';
import { type PlacedBlock, type Range, passageIn, rangeOf, textOf } from './page-places.ts';

/** Where the server has an annotation: in which revision, and between which offsets of its `pageText`. */
export interface Anchor {
  id: string;
  motivation: string;
  /** Empty while the server has not answered: it is where it was selected here. */
  revisionId: string;
  /** Null where it has no place: the whole page, or an orphan. */
  place: Spot | null;
  /** Somebody chose the place, so that it may be anywhere else than it was. */
  byHand: boolean;
}
interface Spot {
  start: number;
  end: number;
  exact: string;
}

/** An annotation on the screen. */
export interface Place extends Range {
  id: string;
  motivation: string;
}

/** What is known of the annotations of a page while it is written. */
export interface Places {
  anchors: readonly Anchor[];
  shown: readonly Place[];
  /** What was last said by those that lost their place while somebody wrote here, so that undoing brings them back. */
  lost: ReadonlyMap<string, Passage>;
}
export const NO_PLACES: Places = { anchors: [], shown: [], lost: new Map() };

/** The passage that somebody is about to annotate: it follows the text as annotations do. */
export const BEING_WRITTEN = 'being-written';

/** Texts of revisions that anchors count in, as far as they are known. */
export type Revisions = ReadonlyMap<string, readonly TextBlock[]>;

/**
 * What the server says of places, over what is known here. What is written here may be ahead of it: an annotation that
 * is shown stays where writing took it, unless the server's place is where it says and touches it. One that is not
 * shown is carried from the text of its revision to this one, as the server carries it; where that text is not known,
 * it is not shown.
 */
export function heard(before: Places, anchors: readonly Anchor[], blocks: readonly PlacedBlock[], revisions: Revisions): Places {
  const text = textOf(blocks);
  const known = new Map(before.anchors.map((anchor) => [anchor.id, anchor]));
  const there = new Map(before.shown.map((place) => [place.id, place]));
  for (const anchor of anchors) if (anchor.byHand && !sameSpot(known.get(anchor.id)?.place, anchor.place)) there.delete(anchor.id);
  const carried = carriedOver(
    anchors.filter(({ id }) => !there.has(id)),
    blocks,
    revisions,
  );
  const shown = anchors.flatMap(({ id, motivation, place }): Place[] => {
    const range = place && (agreed(text, blocks, there.get(id), place) ?? there.get(id) ?? carried.get(id));
    return range ? [{ from: range.from, to: range.to, id, motivation }] : [];
  });
  const written = there.get(BEING_WRITTEN);
  const listed = new Set(anchors.map(({ id }) => id));
  const back = new Set(shown.map(({ id }) => id));
  const lost = new Map([...before.lost].filter(([id]) => (listed.has(id) || id === BEING_WRITTEN) && !back.has(id)));
  return { anchors, shown: written ? [...shown, written] : shown, lost };
}

/** Revisions whose text must be known to show what is not shown yet. */
export function missingRevisions({ anchors, shown }: Places): string[] {
  const there = new Set(shown.map(({ id }) => id));
  return [...new Set(anchors.filter(({ id, place }) => place && !there.has(id)).map(({ revisionId }) => revisionId))].filter(Boolean);
}

const sameSpot = (one: Spot | null | undefined, other: Spot | null): boolean =>
  one?.start === other?.start && one?.end === other?.end && one?.exact === other?.exact;

/** The server's place, when the text here says the same there and it is about the same letters. */
function agreed(text: string, blocks: readonly PlacedBlock[], there: Range | undefined, { start, end, exact }: Spot): Range | null {
  if (!there || text.slice(start, end) !== exact) return null;
  const range = rangeOf(blocks, { start, end });
  return range && range.from < there.to && there.from < range.to ? range : null;
}

/** Places carried from the texts that they count in to the one on this screen: one comparison for each revision. */
function carriedOver(anchors: readonly Anchor[], blocks: readonly PlacedBlock[], revisions: Revisions): Map<string, Range> {
  const ranges = new Map<string, Range>();
  for (const [revisionId, group] of Map.groupBy(anchors, (anchor) => anchor.revisionId)) {
    const base = revisionId === '' ? blocks : revisions.get(revisionId);
    if (!base) continue;
    const text = textOf(base);
    const known = group.flatMap(({ id, place }) => {
      const passage = place && passageAt(text, base, place.start, place.end);
      return passage?.exact === place?.exact && passage ? [{ id, passage }] : [];
    });
    const found = reanchor(
      base,
      blocks,
      known.map(({ passage }) => ({ original: passage, last: passage, there: true })),
    );
    known.forEach(({ id }, index) => {
      const range = found[index]?.passage && rangeOf(blocks, found[index].passage);
      if (range) ranges.set(id, range);
    });
  }
  return ranges;
}

/** After what was written here: places follow the letters. One whose letters are gone is not shown. */
export function mapped(
  before: Places,
  blocksBefore: () => readonly PlacedBlock[],
  map: (position: number, side: 1 | -1) => number,
): Places {
  const lost = new Map(before.lost);
  const shown = before.shown.flatMap((place): Place[] => {
    const [from, to] = [map(place.from, 1), map(place.to, -1)];
    if (from < to) return [{ ...place, from, to }];
    const said = passageIn(blocksBefore(), place);
    if (said) lost.set(place.id, said);
    return [];
  });
  return { ...before, shown, lost };
}

/**
 * After what came from elsewhere, which says nothing of positions: the two texts are compared, as the server does.
 * A change by somebody else keeps a place only while it says what it said; of any other the server will tell the new
 * place. Undoing is mine: what was lost may come back, and what it changed stays.
 */
export function compared(before: Places, blocksBefore: readonly PlacedBlock[], blocksNow: readonly PlacedBlock[], isMine: boolean): Places {
  const known = before.shown.flatMap((place) => {
    const said = passageIn(blocksBefore, place);
    return said ? [{ place, said }] : [];
  });
  const missed = isMine ? [...before.lost] : [];
  const targets = [
    ...known.map(({ said }) => ({ original: said, last: said, there: true })),
    ...missed.map(([, said]) => ({ original: said, last: said, there: false })),
  ];
  if (targets.length === 0) return before;
  const found = reanchor(blocksBefore, blocksNow, targets);
  const lost = new Map(before.lost);
  const rangeIn = (anchored: Anchored | undefined, said: Passage) =>
    anchored?.passage && (isMine || anchored.passage.exact === said.exact) ? rangeOf(blocksNow, anchored.passage) : null;
  const kept = known.flatMap(({ place, said }, index): Place[] => {
    const range = rangeIn(found[index], said);
    if (range) return [{ ...place, ...range }];
    lost.set(place.id, said);
    return [];
  });
  const back = missed.flatMap(([id, said], index): Place[] => {
    const motivation = before.anchors.find((anchor) => anchor.id === id)?.motivation ?? id;
    const range = rangeIn(found[known.length + index], said);
    if (!range) return [];
    lost.delete(id);
    return [{ id, motivation, ...range }];
  });
  return { ...before, shown: [...kept, ...back], lost };
}
