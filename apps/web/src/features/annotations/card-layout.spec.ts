import { describe, expect, it } from 'vitest';
import { type CardBox, layCards } from './card-layout.ts';

const card = (id: string, wanted: number, height = 100): CardBox => ({ id, wanted, height });
const topsOf = (cards: CardBox[], opened?: string, floor = 0) => [...layCards(cards, opened, floor, 10).tops.values()];

describe('cards beside their passages', () => {
  it('stand at them where there is room', () => expect(topsOf([card('a', 20), card('b', 300)])).toEqual([20, 300]));

  it('go down where the one before is in the way, each after the other', () =>
    expect(topsOf([card('a', 20), card('b', 30), card('c', 40)])).toEqual([20, 130, 240]));

  it('never begin above what stands first', () => expect(topsOf([card('a', -50), card('b', 0)], undefined, 80)).toEqual([80, 190]));

  it('make room upwards for the open one, which stands exactly at its passage', () =>
    expect(topsOf([card('a', 300), card('b', 320), card('c', 340)], 'c')).toEqual([120, 230, 340]));

  it('never cover each other, whatever is open and wherever the passages are', () => {
    for (let seed = 1; seed < 60; seed++) {
      const cards = Array.from({ length: 12 }, (_, index) =>
        card(`c${index}`, (seed * 37 * (index + 1)) % 900, 40 + ((seed * index * 13) % 160)),
      ).toSorted((a, b) => a.wanted - b.wanted);
      const opened = cards[seed % 13]?.id;
      const { tops, lift, end } = layCards(cards, opened, seed % 90);
      let bottom = seed % 90;
      for (const { id, height } of cards) {
        expect(tops.get(id)).toBeGreaterThanOrEqual(bottom);
        bottom = tops.get(id)! + height;
      }
      expect(end).toBe(bottom);
      const wanted = cards.find(({ id }) => id === opened)?.wanted;
      if (opened !== undefined) expect(tops.get(opened)! - lift).toBe(Math.max(0, wanted ?? 0));
    }
  });

  it('are lifted together when there is no room above the open one', () => {
    const laid = layCards([card('a', 0, 200), card('b', 0, 200), card('c', 50)], 'c', 0, 10);
    expect([laid.tops.get('c'), laid.lift]).toEqual([420, 370]);
    expect(layCards([card('a', 0)], undefined).lift).toBe(0);
  });
});
