import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';

export interface Panel {
  opened: boolean;
  /** Open, and beside the page rather than over it. */
  beside: boolean;
  /** The tab that is chosen; empty: what belongs to the page itself. */
  tab: string;
  toggle: () => void;
  close: () => void;
  choose: (tab: string) => void;
  /** Opens it at a tab. */
  show: (tab: string) => void;
}

/**
 * Whether the panel of a page is open, and at what. Where there is room beside the page it stays as this person left it
 * on this device; elsewhere it lies over the page, and starts closed.
 */
export function usePanel(): Panel {
  const wide = useMediaQuery('(min-width: 1241px)', true, { getInitialValueInEffect: false });
  const [kept, keep] = useLocalStorage({ key: 'parvis.panel', defaultValue: true, getInitialValueInEffect: false });
  const [tab, choose] = useLocalStorage({ key: 'parvis.panel.tab', defaultValue: '', getInitialValueInEffect: false });
  const [over, lay] = useState(false);
  const opened = wide ? kept : over;
  const set = wide ? keep : lay;
  return {
    opened,
    beside: wide && kept,
    tab,
    toggle: () => set(!opened),
    close: () => set(false),
    choose,
    show: (next) => {
      choose(next);
      set(true);
    },
  };
}
