import { autoUpdate, computePosition, flip, inline, offset, shift } from '@floating-ui/dom';
import type { Motivation } from '@parvis/shared';
import { IconLink } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { KIND_ICONS, MOTIVATIONS } from './kinds.ts';
import { loadNoteInput } from './said-form.tsx';
import type { TextPlaces } from './text-places.ts';
import type { Selected } from './use-selection.ts';
import classes from './selection-bar.module.css';

interface Props {
  selected: Selected;
  places: TextPlaces;
  /** An annotation that waits for its passage: the bar offers nothing else then. */
  attaching: boolean;
  /** It is to take the focus: somebody asked for it by a key. */
  focused: boolean;
  onChoose: (motivation: Motivation) => void;
  onAttach: () => void;
  onClose: () => void;
}

/** There is no room for it beside the selection. */
const NARROW = '(max-width: 640px)';

/**
 * What can be done with what is selected. Beside the selection for a mouse and for keys; at the foot of the window for
 * fingers, where the device's own menu does not cover it. The selection stays while one chooses.
 */
export function SelectionBar({ selected, places, attaching, focused, onChoose, onAttach, onClose }: Props) {
  const { t } = useTranslation('annotations');
  const bar = useRef<HTMLDivElement>(null);
  const { start, end, by } = selected;
  const atFoot = by === 'touch' || window.matchMedia(NARROW).matches;
  useBeside(bar, places, start, end, !atFoot);
  // What is written in comes while one chooses.
  useEffect(() => void loadNoteInput(), []);
  useEffect(() => {
    if (focused) bar.current?.querySelector('button')?.focus();
  }, [focused]);
  return (
    // Keys rise from the buttons, of which one has the focus.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={bar}
      role="toolbar"
      aria-label={t('bar.label')}
      className={classes['bar']}
      data-foot={atFoot}
      // The selection stays.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => move(event, bar.current, onClose)}
    >
      {attaching ? (
        <button type="button" onClick={onAttach}>
          <IconLink size={18} stroke={1.6} aria-hidden="true" />
          {t('bar.attach')}
        </button>
      ) : (
        MOTIVATIONS.map((motivation) => {
          const Icon = KIND_ICONS[motivation];
          return (
            <button key={motivation} type="button" data-kind={motivation} onClick={() => onChoose(motivation)}>
              <Icon size={18} stroke={1.6} aria-hidden="true" />
              {t(`bar.${motivation}`)}
            </button>
          );
        })
      )}
    </div>
  );
}

/** Arrows move inside, Escape leaves (WAI-ARIA: toolbar). */
function move(event: KeyboardEvent, bar: HTMLElement | null, onClose: () => void): void {
  if (event.key === 'Escape') {
    event.preventDefault();
    onClose();
    return;
  }
  const buttons = [...(bar?.querySelectorAll('button') ?? [])];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const to = new Map([
    ['ArrowRight', at + 1],
    ['ArrowLeft', at - 1 + buttons.length],
    ['Home', 0],
    ['End', buttons.length - 1],
  ]).get(event.key);
  if (to === undefined) return;
  event.preventDefault();
  buttons[to % buttons.length]?.focus();
}

function useBeside(bar: { current: HTMLElement | null }, places: TextPlaces, start: number, end: number, floats: boolean): void {
  useEffect(() => {
    const { current } = bar;
    const range = places.rangeOf(start, end);
    const container = range?.commonAncestorContainer;
    if (!current || !range || !container || !floats) return undefined;
    const reference = {
      getBoundingClientRect: () => range.getBoundingClientRect(),
      getClientRects: () => range.getClientRects(),
      contextElement: container instanceof Element ? container : (container.parentElement ?? document.body),
    };
    const place = async () => {
      const { x, y } = await computePosition(reference, current, {
        placement: 'top',
        strategy: 'fixed',
        middleware: [inline(), offset(8), flip({ padding: 64 }), shift({ padding: 8 })],
      });
      Object.assign(current.style, { left: `${Math.round(x)}px`, top: `${Math.round(y)}px`, visibility: 'visible' });
    };
    return autoUpdate(reference, current, () => void place());
  }, [bar, places, start, end, floats]);
}
