import { autoScrollForElements, autoScrollWindowForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { refusalWords } from './refusal-words.ts';
import { useMovePage } from './pages.queries.ts';
import { type Drop, armRow } from './tree-rows.ts';

interface Props {
  list: RefObject<HTMLUListElement | null>;
  communityId: string;
  /** Opens a page that something is held over. */
  onOpen: (id: string) => void;
}

/** Lets the lines of a tree be dragged, by pointer and by touch; shows nothing itself. The menu of each line does the same. */
export function TreeDrag({ list, communityId, onOpen }: Props) {
  const { t } = useTranslation('pages');
  const move = useMovePage(communityId);
  const put = ({ id, title, place, back }: Drop) =>
    move.mutate(
      { id, place },
      {
        onSuccess: () => toast(t('moved', { title }), () => move.mutate({ id, place: back })),
        onError: (error) => toast(refusalWords(error, t)),
      },
    );
  const onDrop = useEffectEvent(put);
  const open = useEffectEvent(onOpen);
  useEffect(() => {
    const tree = list.current;
    if (!tree) return;
    const armed = new Map<HTMLElement, () => void>();
    const sync = () => {
      for (const [row, disarm] of armed) {
        if (tree.contains(row)) continue;
        disarm();
        armed.delete(row);
      }
      for (const row of tree.querySelectorAll<HTMLElement>('[data-page]')) {
        if (!armed.has(row))
          armed.set(
            row,
            armRow(
              row,
              (drop) => onDrop(drop),
              (id) => open(id),
            ),
          );
      }
    };
    sync();
    const observer = new MutationObserver(sync);
    observer.observe(tree, { childList: true, subtree: true });
    const scroll = scrollingAround(tree);
    const stopScrolling = combine(autoScrollWindowForElements(), scroll ? autoScrollForElements({ element: scroll }) : () => undefined);
    return () => {
      observer.disconnect();
      stopScrolling();
      for (const disarm of armed.values()) disarm();
    };
  }, [list]);
  return null;
}

function scrollingAround(element: HTMLElement): HTMLElement | null {
  for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return null;
}
