import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { columnHeight, layCards } from './card-layout.ts';
import classes from './panel.module.css';

interface Card {
  id: string;
  element: ReactNode;
}

interface Props {
  /** In the order of their passages. */
  cards: readonly Card[];
  /** Where each passage begins, in pixels from the top of the document. */
  wanted: ReadonlyMap<string, number>;
  opened: string | undefined;
}

/** In pixels: of a card before it is measured. */
const USUAL_HEIGHT = 120;
/** In pixels: its head stands on the line of its passage. */
const HEAD = 10;

/** Cards beside their passages, none over another. */
export function CardColumn({ cards, wanted, opened }: Props) {
  const column = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [heights, measure] = useHeights();
  useEffect(() => {
    const { current } = column;
    if (!current) return undefined;
    // What stands above it pushes it down.
    const observer = new ResizeObserver(() => setTop(current.getBoundingClientRect().top + window.scrollY));
    for (const element of [current, current.previousElementSibling]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const boxes = cards.map(({ id }) => ({
    id,
    wanted: (wanted.get(id) ?? top) - top - HEAD,
    height: heights.get(id) ?? USUAL_HEIGHT,
  }));
  const tops = layCards(boxes, opened);
  return (
    <div ref={column} className={classes['column']} style={{ height: columnHeight(boxes, tops) }}>
      {cards.map(({ id, element }) => (
        <div
          key={id}
          ref={measure}
          data-card={id}
          data-front={id === opened}
          className={classes['place']}
          style={{ transform: `translateY(${Math.round(tops.get(id) ?? 0)}px)` }}
        >
          {element}
        </div>
      ))}
    </div>
  );
}

/** How high each card is, as it is drawn. */
function useHeights(): [ReadonlyMap<string, number>, (card: HTMLElement | null) => (() => void) | undefined] {
  const [heights, set] = useState<ReadonlyMap<string, number>>(new Map());
  const observer = useMemo(
    () =>
      new ResizeObserver((entries) =>
        set((before) => {
          const next = new Map(before);
          for (const { target } of entries) if (target instanceof HTMLElement) next.set(target.dataset['card'] ?? '', target.offsetHeight);
          return next;
        }),
      ),
    [],
  );
  const measure = useCallback(
    (card: HTMLElement | null) => {
      if (!card) return undefined;
      observer.observe(card);
      return () => observer.unobserve(card);
    },
    [observer],
  );
  return [heights, measure];
}
