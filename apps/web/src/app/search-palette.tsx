import { useWindowEvent } from '@mantine/hooks';
import { type ComponentType, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Palette, type PaletteField } from '../features/search/palette/palette.tsx';
import { isPaletteKey } from '../features/search/palette/palette-key.ts';

type Suggestions = ComponentType<{ field: PaletteField; onClose: () => void }>;
const load = async (): Promise<Suggestions> => (await import('./palette-suggestions.tsx')).PaletteSuggestions;
const AT_LATEST_MS = 3_000;

/** The search that opens over any screen by Ctrl + K. What it offers is fetched when the machine has time, before one asks. */
export function SearchPalette() {
  const [opened, open] = useState(false);
  useEffect(() => {
    const fetchCode = () => void load().catch(() => undefined);
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(fetchCode, AT_LATEST_MS);
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(fetchCode, { timeout: AT_LATEST_MS });
    return () => cancelIdleCallback(request);
  }, []);
  useWindowEvent('parvis:search', () => open(true));
  useWindowEvent('keydown', (event) => {
    // In the editor the same key makes a link; a dialog is finished first.
    if (!isPaletteKey(event) || event.defaultPrevented || document.querySelector('[aria-modal="true"], dialog[open]')) return;
    event.preventDefault();
    open(true);
  });
  const close = useCallback(() => open(false), []);
  return opened ? <Palette onClose={close}>{(field) => <Loaded field={field} onClose={close} />}</Palette> : null;
}

/** The field is there at once; the list as soon as its code is. */
function Loaded(props: { field: PaletteField; onClose: () => void }) {
  const { t } = useTranslation();
  const [loaded, keep] = useState<{ List: Suggestions } | 'failed' | null>(null);
  useEffect(() => {
    load().then(
      (List) => keep({ List }),
      () => keep('failed'),
    );
  }, []);
  if (loaded === 'failed') return <p role="alert">{t('state.offline')}</p>;
  return loaded && <loaded.List {...props} />;
}

/** Opens the palette from elsewhere. */
export const showPalette = () => window.dispatchEvent(new Event('parvis:search'));
