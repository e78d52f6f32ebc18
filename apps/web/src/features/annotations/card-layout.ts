/** A card beside the text: the height where its passage stands, and its own height, in pixels. */
export interface CardBox {
  id: string;
  wanted: number;
  height: number;
}

/** In pixels. */
export const CARD_GAP = 12;

/**
 * Where the cards stand so that none covers another: each at its passage or as near as those before leave it; the open
 * one exactly at its passage, and those before it make room upwards, as far as there is some. In the order given.
 */
export function layCards(cards: readonly CardBox[], opened: string | undefined, gap = CARD_GAP): Map<string, number> {
  const tops = cards.map(({ wanted }) => Math.max(0, wanted));
  const pushDown = (from: number) => {
    for (let index = Math.max(1, from); index < cards.length; index++)
      tops[index] = Math.max(tops[index]!, tops[index - 1]! + cards[index - 1]!.height + gap);
  };
  const at = cards.findIndex(({ id }) => id === opened);
  for (let index = 1; index < at; index++) tops[index] = Math.max(tops[index]!, tops[index - 1]! + cards[index - 1]!.height + gap);
  for (let index = at - 1; index >= 0; index--)
    tops[index] = Math.max(0, Math.min(tops[index]!, tops[index + 1]! - cards[index]!.height - gap));
  // Where there was no room above, all go down.
  pushDown(1);
  return new Map(cards.map(({ id }, index) => [id, tops[index]!]));
}

/** How high the column of cards is. */
export const columnHeight = (cards: readonly CardBox[], tops: ReadonlyMap<string, number>): number =>
  cards.reduce((most, { id, height }) => Math.max(most, (tops.get(id) ?? 0) + height), 0);
