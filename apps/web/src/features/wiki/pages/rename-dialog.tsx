import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import formClasses from '../../../ui/form.module.css';
import { Notice } from '../../../ui/notice.tsx';
import { toast } from '../../../ui/toast.tsx';
import { useRenamePage } from './pages.queries.ts';
import { refusalWords } from './refusal-words.ts';

/** Another name for the page that is open. */
export function RenameDialog({ page: { id, title }, onClose }: { page: { id: string; title: string }; onClose: () => void }) {
  const { t } = useTranslation('pages');
  const { t: common } = useTranslation();
  const [name, setName] = useState(title);
  const rename = useRenamePage();
  const send = (event: FormEvent) => {
    event.preventDefault();
    const wanted = name.trim();
    rename.mutate(
      { params: { id }, body: { title: wanted } },
      {
        onSuccess: () => {
          toast(t('renamed', { title: wanted }), () => rename.mutate({ params: { id }, body: { title } }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={t('menu.rename')} closeButtonProps={{ 'aria-label': common('action.close') }}>
      <form className={formClasses['dialog']} onSubmit={send}>
        <TextInput
          label={t('newTitle')}
          description={t('renameHint')}
          value={name}
          maxLength={200}
          data-autofocus
          onFocus={(event) => event.currentTarget.select()}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        {rename.error && <Notice tone="bad">{refusalWords(rename.error, t)}</Notice>}
        <Button type="submit" loading={rename.isPending} disabled={name.trim() === ''}>
          {common('action.save')}
        </Button>
      </form>
    </Modal>
  );
}
