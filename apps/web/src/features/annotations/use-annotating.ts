import type { Motivation, PersonChip } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newId } from '../../lib/new-id.ts';
import { toast } from '../../ui/toast.tsx';
import { useAnnotate, useDeleteAnnotation, usePlace } from './annotations.queries.ts';
import { type Desk, useDesk } from './desk.ts';
import { emptyNote } from './note.ts';
import { type AnnotatedPage, selectedText } from './text-places.ts';
import type { Selected } from './use-selection.ts';

interface Given {
  page: AnnotatedPage;
  me: PersonChip;
  desk: Desk;
  selected: Selected | null;
  may: boolean;
  /** Something is being written: it is to be seen. */
  onBegin: () => void;
  onDone: () => void;
}

/** What is done with a selection: a highlight at once, anything else is written first; or an annotation attached to it. */
export function useAnnotating({ page, me, desk, selected, may, onBegin, onDone }: Given) {
  const { t } = useTranslation('annotations');
  const [askedFor, askFor] = useState<Selected | null>(null);
  const { attaching } = useDesk(desk);
  const annotate = useAnnotate(me, page.id);
  const remove = useDeleteAnnotation(page.id);
  const place = usePlace(page.id);

  const highlight = async (chosen: Selected) => {
    const id = newId();
    const target = selectedText(page, chosen);
    await annotate
      .mutateAsync({ id, sourceId: page.id, motivation: 'highlighting', visibility: 'private', target, ...emptyNote() })
      .then(() => toast(t('highlighted'), () => remove.mutate({ id })))
      .catch(() => toast(t('notHighlighted')));
  };
  const choose = (motivation: Motivation) => {
    if (!selected) return;
    if (motivation === 'highlighting') void highlight(selected);
    else {
      desk.begin(selectedText(page, selected), motivation);
      onBegin();
    }
    onDone();
  };
  const attach = () => {
    if (!selected || attaching === null) return;
    place.mutate(
      { id: attaching, target: selectedText(page, selected) },
      { onSuccess: () => toast(t('attached')), onError: () => toast(t('notAttached')) },
    );
    desk.change({ attaching: null });
    onDone();
  };
  return {
    may,
    choose,
    attach,
    /** The bar was asked for by a key, for this selection. */
    asked: askedFor !== null && askedFor === selected,
    /** A key: the bar for what is selected, else an annotation of the whole page. */
    ask: () => {
      if (!may) return;
      if (selected) askFor(selected);
      else {
        desk.begin(null, 'commenting');
        onBegin();
      }
    },
  };
}
