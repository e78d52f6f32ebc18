import { Menu } from '@mantine/core';
import type { AnnotationReply, AnnotationView } from '@parvis/shared';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../lib/draft.ts';
import { newId } from '../../lib/new-id.ts';
import { toast } from '../../ui/toast.tsx';
import { useDeleteAnnotation, useReply, useRestoreReply } from './annotations.queries.ts';
import { EditReply } from './edit-forms.tsx';
import { emptyNote } from './note.ts';
import { usePanelTools } from './panel-context.ts';
import { Reactions } from './reactions.tsx';
import { Byline, SaidBody, peopleOf } from './said.tsx';
import { SaidForm } from './said-form.tsx';
import classes from './card.module.css';

/** What was answered, in order. */
export function Replies({ thread }: { thread: AnnotationView }) {
  const { t } = useTranslation('annotations');
  if (thread.replies.length === 0) return null;
  return (
    <ol className={classes['replies']} aria-label={t('card.answers')}>
      {thread.replies.map((reply) => (
        <Reply key={reply.id} reply={reply} thread={thread} />
      ))}
    </ol>
  );
}

function Reply({ reply, thread }: { reply: AnnotationReply; thread: AnnotationView }) {
  const [editing, edit] = useState(false);
  return (
    <li>
      <div className={classes['head']}>
        <Byline said={reply} />
        <ReplyMenu reply={reply} onEdit={() => edit(true)} />
      </div>
      {editing ? <EditReply reply={reply} thread={thread} onDone={() => edit(false)} /> : <SaidBody said={reply} thread={thread} />}
      <Reactions said={reply} mayReact={thread.can.reply} opened />
    </li>
  );
}

function ReplyMenu({ reply: { id, can, author }, onEdit }: { reply: AnnotationReply; onEdit: () => void }) {
  const { t } = useTranslation('annotations');
  const { page, me } = usePanelTools();
  const remove = useDeleteAnnotation(page.id);
  const restore = useRestoreReply(page.id);
  if (!can.edit && !can.delete) return null;
  const takeBack = () =>
    remove.mutateAsync({ id }).then(
      // Who moderates takes back for good: only its author brings it back.
      () => toast(t('replyDeleted'), author?.id === me.id ? () => restore.mutate({ id }) : undefined),
      () => toast(t('notDone')),
    );
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={classes['icon']} aria-label={t('card.moreReply', { name: author?.name ?? t('nobody') })}>
          <IconDots size={16} stroke={1.6} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {can.edit && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={onEdit}>
            {t('menu.edit')}
          </Menu.Item>
        )}
        {can.delete && (
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={() => void takeBack()}>
            {t('menu.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** An answer to a thread. What was typed stays on this device until it is sent or given up. */
export function ReplyForm({ thread, onDone }: { thread: AnnotationView; onDone: () => void }) {
  const { t } = useTranslation('annotations');
  const { page, me } = usePanelTools();
  const [empty] = useState(emptyNote);
  const [said, write, forget] = useDraft(`reply.${me.id}.${thread.id}`, empty);
  const [id] = useState(() => newId());
  const reply = useReply(me, page.id);
  const send = async () => {
    try {
      await reply.mutateAsync({ id, rootId: thread.id, ...said });
      forget();
      onDone();
    } catch {
      // The form says why; what was written is still in it.
    }
  };
  // It stands among the answers already.
  if (reply.isPending) return null;
  return (
    <div className={classes['answer']}>
      <SaidForm
        label={t('form.reply')}
        placeholder={t('form.placeholder.reply')}
        said={said}
        people={peopleOf(thread)}
        files={thread.files}
        send={t('form.sendReply')}
        busy={false}
        error={reply.error}
        onChange={write}
        onSend={() => void send()}
        onCancel={() => {
          forget();
          onDone();
        }}
      />
    </div>
  );
}
