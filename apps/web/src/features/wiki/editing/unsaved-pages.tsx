import type { Me } from '@parvis/shared';
import { Suspense, lazy, useEffect, useState } from 'react';
import { sweepCopiesOf } from './copies.ts';
import { type UnsavedPage, unsavedPages } from './unsaved.ts';

const UnsavedSender = lazy(async () => ({ default: (await import('./unsaved-sender.tsx')).UnsavedSender }));

/** At the start: what this device still holds is sent or, where it is saved already, removed. `open` is being written now. */
export function UnsavedPages({ me, open }: { me: Me; open: string | null }) {
  const [pages, find] = useState<readonly UnsavedPage[]>([]);
  useEffect(() => {
    find(unsavedPages(me.id).filter(({ pageId }) => pageId !== open));
    void sweepCopiesOf(me.id);
    // Once, at the start: what is written later is the matter of its own screen.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [me.id]);
  if (pages.length === 0) return null;
  return (
    <Suspense>
      <UnsavedSender me={me} pages={pages} />
    </Suspense>
  );
}
