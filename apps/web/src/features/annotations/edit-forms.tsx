import type { AnnotationReply, AnnotationView } from '@parvis/shared';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../lib/draft.ts';
import { useEditAnnotation } from './annotations.queries.ts';
import { MOTIVATIONS } from './kinds.ts';
import { NOTHING_NEW } from './note.ts';
import { usePanelTools } from './panel-context.ts';
import { peopleOf } from './said.tsx';
import { KindChoice, SaidForm, WhoSees } from './said-form.tsx';

/** Changes a thread: its words, its kind, who sees it. */
export function EditThread({ thread, onDone }: { thread: AnnotationView; onDone: () => void }) {
  const { t } = useTranslation('annotations');
  const { page, me } = usePanelTools();
  const { id, motivation, visibility, body, text } = thread;
  const [saved] = useState({ motivation, visibility, body, text, ...NOTHING_NEW });
  const [draft, write, forget] = useDraft(`edit.${me.id}.${id}`, saved);
  const edit = useEditAnnotation(page.id);
  const end = () => {
    forget();
    onDone();
  };
  const save = async () => {
    const said = draft.body === saved.body ? undefined : draft;
    await edit
      .mutateAsync({ id, motivation: draft.motivation, visibility: draft.visibility, ...(said && { said }) })
      .then(end)
      .catch(() => undefined);
  };
  return (
    <SaidForm
      label={t('form.label')}
      placeholder={t(`form.placeholder.${draft.motivation}`)}
      said={draft}
      people={peopleOf(thread)}
      files={thread.files}
      send={t('form.save')}
      mayBeEmpty={draft.motivation === 'highlighting'}
      busy={edit.isPending}
      error={edit.error}
      onChange={(said) => write({ ...draft, ...said })}
      onSend={() => void save()}
      onCancel={end}
    >
      <KindChoice value={draft.motivation} kinds={MOTIVATIONS} onChange={(next) => write({ ...draft, motivation: next })} />
      <WhoSees value={draft.visibility} onChange={(next) => write({ ...draft, visibility: next })} />
    </SaidForm>
  );
}

/** Changes an answer. */
export function EditReply({
  reply: { id, body, text },
  thread,
  onDone,
}: {
  reply: AnnotationReply;
  thread: AnnotationView;
  onDone: () => void;
}) {
  const { t } = useTranslation('annotations');
  const { page, me } = usePanelTools();
  const [saved] = useState({ body, text, ...NOTHING_NEW });
  const [said, write, forget] = useDraft(`edit.${me.id}.${id}`, saved);
  const edit = useEditAnnotation(page.id);
  const end = () => {
    forget();
    onDone();
  };
  return (
    <SaidForm
      label={t('form.reply')}
      placeholder={t('form.placeholder.reply')}
      said={said}
      people={peopleOf(thread)}
      files={thread.files}
      send={t('form.save')}
      busy={edit.isPending}
      error={edit.error}
      onChange={write}
      onSend={() =>
        void edit
          .mutateAsync({ id, said })
          .then(end)
          .catch(() => undefined)
      }
      onCancel={end}
    />
  );
}
