import { useLocalStorage } from '@mantine/hooks';
import { useCallback } from 'react';

/**
 * Whether the navigation is folded to a rail of pictures, as this person left it on this device. Beside a page that
 * needs the width (`cramped`) it is remembered apart, and starts folded.
 */
export function useRail(cramped: boolean): [folded: boolean, fold: () => void] {
  const [wide, setWide] = useLocalStorage({ key: 'parvis.rail', defaultValue: false, getInitialValueInEffect: false });
  const [beside, setBeside] = useLocalStorage({ key: 'parvis.rail.reading', defaultValue: true, getInitialValueInEffect: false });
  const set = cramped ? setBeside : setWide;
  return [cramped ? beside : wide, useCallback(() => set((before) => !before), [set])];
}
