/** A card beside the text: the height where its passage stands, and its own height, in pixels. */
export interface CardBox {
  id: string;
  wanted: number;
  height: number;
}

interface Laid {
  /** Where each card stands. */
  tops: ReadonlyMap<string, number>;
  /** How far everything goes up, so that the open card stands at its passage though there is no room above it. */
  lift: number;
  /** Where the last one ends. */
  end: number;
}

/** In pixels. */
export const CARD_GAP = 12;

/**
 * Where the cards stand so that none covers another, below `floor`: each at its passage or as near as those before leave
 * it; those before the open one make room for it upwards, as far as there is some. In the order given.
 */
export function layCards(cards: readonly CardBox[], opened: string | undefined, floor = 0, gap = CARD_GAP): Laid {
  const tops = cards.map(({ wanted }) => Math.max(floor, wanted));
  const below = (index: number) => tops[index - 1]! + cards[index - 1]!.height + gap;
  const pushDown = (from: number, to: number) => {
    for (let index = from; index < to; index++) tops[index] = Math.max(tops[index]!, below(index));
  };
  const at = cards.findIndex(({ id }) => id === opened);
  pushDown(1, at);
  for (let index = at - 1; index >= 0; index--)
    tops[index] = Math.max(floor, Math.min(tops[index]!, tops[index + 1]! - cards[index]!.height - gap));
  // Where there was no room above, all go down.
  pushDown(1, cards.length);
  return {
    tops: new Map(cards.map(({ id }, index) => [id, tops[index]!])),
    lift: at < 0 ? 0 : Math.max(0, tops[at]! - Math.max(0, cards[at]!.wanted)),
    end: cards.reduce((end, { height }, index) => Math.max(end, tops[index]! + height), floor),
  };
}
