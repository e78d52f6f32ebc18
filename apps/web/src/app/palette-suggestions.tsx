import { useQuery } from '@tanstack/react-query';
import { myself } from '../features/people/people.queries.ts';
import type { PaletteField } from '../features/search/palette/palette.tsx';
import { PaletteList } from '../features/search/palette/palette-list.tsx';
import { usePaletteActions } from './palette-actions.ts';
import { useHere } from './use-here.ts';
import type { Me } from '@parvis/shared';

/** What the palette offers: what is found, and what this person can do here and elsewhere. */
export function PaletteSuggestions(props: { field: PaletteField; onClose: () => void }) {
  const { data: me } = useQuery(myself);
  return me ? <Mine {...props} me={me} /> : null;
}

function Mine({ field, onClose, me }: { field: PaletteField; onClose: () => void; me: Me }) {
  const here = useHere();
  const actions = usePaletteActions(me, here);
  return <PaletteList field={field} actions={actions} community={here.community} pageId={here.page?.id ?? null} onClose={onClose} />;
}
