import type { AnnotationView, PersonChip } from '@parvis/shared';
import { useQuery } from '@tanstack/react-query';
import { IconMessage2 } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { type PageAnnotations, annotationsOf } from './annotations.queries.ts';
import { type Desk, NEW, useDesk } from './desk.ts';
import { inReadingOrder, neighbour, shownOf } from './filters.ts';
import type { Stretch } from './levels.ts';
import { type Passage, paintForeground, paintPassages } from './paint.ts';
import { PassageTops } from './passage-tops.ts';
import { SelectionBar } from './selection-bar.tsx';
import { type AnnotatedPage, type TextPlaces, placeIn, selectionIn } from './text-places.ts';
import { useAnnotating } from './use-annotating.ts';
import { useAnnotationSearch } from './use-annotation-search.ts';
import { useArrivals } from './use-arrivals.ts';
import { usePointing } from './use-pointing.ts';
import { useReveal } from './use-reveal.ts';
import { useSelection } from './use-selection.ts';
import { useTextPlaces } from './use-text-places.ts';
import classes from './annotated-text.module.css';
import './highlights.css';

interface Props {
  page: AnnotatedPage;
  me: PersonChip;
  desk: Desk;
  /** Holds the document as the reader drew it, and this. */
  sheet: HTMLElement;
  placesOf: (root: Element) => TextPlaces;
  /** The annotations are on the screen beside the text, or over it. */
  listed: boolean;
  /** Shows them. */
  onShow: () => void;
}

const NONE: readonly AnnotationView[] = [];

/** The annotations of a page in its text: painted, opened by a click, begun by a selection. */
export function AnnotatedText({ page, me, desk, sheet, placesOf, listed, onShow }: Props) {
  const { t } = useTranslation('annotations');
  const [search, change] = useAnnotationSearch();
  const { data, isError } = useQuery(annotationsOf(page.id));
  const { composing, attaching, pointed } = useDesk(desk);
  const standing = useTextPlaces(sheet, placesOf);
  const layer = useRef<HTMLDivElement>(null);
  // What one may no longer see leaves nothing behind.
  const list: PageAnnotations | null = data && !isError ? data : null;
  const items = list?.items ?? NONE;
  const passages = usePassages(items, page.text, me.id);
  const opened = passages.find(({ id }) => id === search.annotation) ?? null;
  const draft = selectionIn(page.text, composing?.target ?? null);
  const open = (id: string) => {
    change({ annotation: id });
    onShow();
  };

  const begin = () => {
    change({ annotation: undefined });
    onShow();
  };

  usePaint(standing, layer, passages, { opened, pointed: passages.find(({ id }) => id === pointed) ?? null, draft });
  // Without the annotations nothing can be said of their places: told too early, all cards would be drawn as if they had none.
  usePlaces(listed && list ? standing : null, desk, passages, draft);
  useReveal(standing, opened, draft);
  usePointing(standing, passages, {
    opened: search.annotation,
    onOpen: open,
    onAway: () => change({ annotation: undefined }),
    onPoint: (id) => pointed !== id && desk.change({ pointed: id }),
  });
  const [selected, forget] = useSelection(standing, page.text);
  const annotating = useAnnotating({ page, me, desk, selected, may: list?.can.annotate ?? false, onBegin: begin, onDone: forget });
  const goTo = (step: 1 | -1) => () => {
    const id = neighbour(inReadingOrder(shownOf(items, search, me.id)), search.annotation, step);
    if (id === null) return;
    desk.giveFocus(id);
    open(id);
  };
  useShortcut('n', items.length > 0 ? goTo(1) : null);
  useShortcut('p', items.length > 0 ? goTo(-1) : null);
  useShortcut('a', annotating.may ? annotating.ask : null);
  const arrival = useArrivals(list, me.id);
  const said = useDeepLink(search.annotation, list, onShow);

  return (
    <>
      <div ref={layer} className="annotation-marks" aria-hidden="true" data-ui="" />
      {selected && standing && (annotating.may || attaching) && (
        <SelectionBar
          selected={selected}
          places={standing.places}
          attaching={attaching !== null}
          focused={annotating.asked}
          onChoose={annotating.choose}
          onAttach={annotating.attach}
          onClose={forget}
        />
      )}
      {!listed && attaching !== null && (
        <div className={classes['attaching']} role="status">
          <p>{t('attaching')}</p>
          <button type="button" onClick={() => desk.change({ attaching: null })}>
            {t('form.cancel')}
          </button>
        </div>
      )}
      {!listed && attaching === null && list && (items.length > 0 || list.can.annotate) && (
        <button type="button" className={classes['pill']} onClick={onShow}>
          <IconMessage2 size={18} stroke={1.6} aria-hidden="true" />
          {items.length > 0 ? t('pill', { count: shownOf(items, {}, me.id).length }) : t('annotate')}
        </button>
      )}
      <p className="visually-hidden" role="status">
        {selected && annotating.may ? t('bar.announced') : (arrival ?? said)}
      </p>
    </>
  );
}

/** The passages to paint: those that are shown and stand in this very text. */
function usePassages(items: readonly AnnotationView[], text: string, myId: string): Passage[] {
  const [search] = useAnnotationSearch();
  const key = JSON.stringify(search);
  return useMemo(
    () =>
      shownOf(items, JSON.parse(key), myId).flatMap(({ id, motivation, status, target }): Passage[] => {
        const place = target.state === 'ORPHAN' ? null : placeIn(text, target);
        return place ? [{ ...place, id, kind: status === 'resolved' ? 'resolved' : motivation, state: target.state }] : [];
      }),
    [items, text, myId, key],
  );
}

type Standing = ReturnType<typeof useTextPlaces>;

function usePaint(
  standing: Standing,
  layer: { current: HTMLElement | null },
  passages: readonly Passage[],
  { opened, pointed, draft }: Parameters<typeof paintForeground>[1],
): void {
  const places = standing?.places;
  useLayoutEffect(() => {
    if (!places) return undefined;
    performance.mark('annotations-begin');
    const clear = paintPassages(places, passages, layer.current);
    performance.measure('annotations', 'annotations-begin');
    return clear;
  }, [places, passages, layer]);
  const [from, to] = [draft?.start, draft?.end];
  useLayoutEffect(() => {
    if (!places) return undefined;
    const drafted = from !== undefined && to !== undefined ? { start: from, end: to } : null;
    return paintForeground(places, { opened, pointed, draft: drafted }, layer.current);
  }, [places, opened, pointed, from, to, layer]);
}

/** Tells the panel, while there is one, where on the page each passage begins. */
function usePlaces(standing: Standing, desk: Desk, passages: readonly Passage[], draft: { start: number; end: number } | null): void {
  const from = draft?.start;
  const to = draft?.end;
  useEffect(() => {
    if (!standing) return;
    const stretches = new Map<string, Stretch>(passages.map((passage) => [passage.id, passage]));
    if (from !== undefined && to !== undefined) stretches.set(NEW, { start: from, end: to });
    desk.change({ places: new PassageTops(standing.places, stretches) });
  }, [standing, desk, passages, from, to]);
}

/** A link to one annotation shows it; one that leads nowhere any more says so. */
function useDeepLink(id: string | undefined, list: PageAnnotations | null, onShow: () => void): string | null {
  const { t } = useTranslation('annotations');
  const [first] = useState(id);
  const show = useEffectEvent(onShow);
  const ready = list !== null;
  useEffect(() => {
    if (first && ready) show();
  }, [first, ready]);
  return first !== undefined && first === id && list && !list.items.some((item) => item.id === first) ? t('gone') : null;
}
