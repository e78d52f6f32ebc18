import { IconChevronUp } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CARD_GAP, layCards } from './card-layout.ts';
import type { Tops } from './passage-tops.ts';
import { useView } from './use-view.ts';
import classes from './panel.module.css';

interface Card {
  id: string;
  draw: () => ReactNode;
}

interface Props {
  /** Cards without a passage in the text: they stand first. */
  above: ReactNode;
  /** The others, in the order of their passages. */
  cards: readonly Card[];
  /** Where each passage begins; null until that is known: their cards wait. */
  wanted: Tops | null;
  opened: string | undefined;
  /** What went up out of sight is wanted again, or has the focus. */
  onLost: () => void;
}

/** In pixels: of a card before it is measured. */
const USUAL_HEIGHT = 120;
/** In pixels: its head stands on the line of its passage. */
const HEAD = 10;
/** In milliseconds: until cards that come are measured and stand where they belong. */
const SETTLED_AFTER = 600;
const ABOVE = 'above';

/** Cards beside their passages, none over another. Of hundreds, those on the screen and near it are drawn. */
export function CardColumn({ above, cards, wanted, opened, onLost }: Props) {
  const { t } = useTranslation('annotations');
  const column = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [heights, measure] = useHeights();
  const view = useView(wanted !== null);
  const settled = useSettled(wanted !== null);
  useEffect(() => {
    const { current } = column;
    if (!current) return undefined;
    // What stands above it pushes it down.
    const observer = new ResizeObserver(() => setTop(current.getBoundingClientRect().top + window.scrollY));
    for (const element of [current, current.previousElementSibling]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // Beside what is on the screen, to the pixel; what lies far from it is placed exactly when one comes near.
  const wantedTop = (id: string): number => {
    const about = wanted?.get(id, id === opened) ?? top;
    const near = about >= view.from && about <= view.to;
    return near ? (wanted?.get(id, true) ?? about) : about;
  };
  const boxes = cards.map(({ id }) => ({
    id,
    wanted: wantedTop(id) - top - HEAD,
    height: heights.get(id) ?? USUAL_HEIGHT,
  }));
  const first = heights.get(ABOVE) ?? 0;
  const { tops, lift, end } = layCards(boxes, opened, first > 0 ? first + CARD_GAP : 0);
  const isNear = ({ id }: Card) => {
    const place = top + (tops.get(id) ?? 0) - lift;
    return id === opened || (place + (heights.get(id) ?? USUAL_HEIGHT) >= view.from && place <= view.to);
  };
  return (
    <div
      ref={column}
      className={classes['column']}
      data-lifted={lift > 0}
      data-settled={settled}
      style={{ height: end }}
      onFocus={({ target }) => {
        if (lift > 0 && column.current && target.getBoundingClientRect().bottom < column.current.getBoundingClientRect().top) onLost();
      }}
    >
      {lift > 0 && (
        <button type="button" className={classes['back']} aria-label={t('column.back')} title={t('column.back')} onClick={onLost}>
          <IconChevronUp size={16} stroke={1.6} aria-hidden="true" />
        </button>
      )}
      <div className={classes['lift']} style={{ transform: `translateY(${-Math.round(lift)}px)` }}>
        <div ref={measure} data-card={ABOVE} className={classes['top']}>
          {above}
        </div>
        {wanted &&
          cards.filter(isNear).map(({ id, draw }) => (
            <div
              key={id}
              ref={measure}
              data-card={id}
              data-front={id === opened}
              className={classes['place']}
              style={{ transform: `translateY(${Math.round(tops.get(id) ?? 0)}px)` }}
            >
              {draw()}
            </div>
          ))}
      </div>
    </div>
  );
}

/** Whether cards have found their places: from then on one sees them move. */
function useSettled(ready: boolean): boolean {
  const [settled, settle] = useState(false);
  useEffect(() => {
    if (!ready) return undefined;
    const timer = setTimeout(() => settle(true), SETTLED_AFTER);
    return () => clearTimeout(timer);
  }, [ready]);
  return settled;
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
