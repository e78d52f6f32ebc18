import { Button, Modal, Select, TextInput, Textarea } from '@mantine/core';
import type { CommunityVisibility } from '@parvis/shared';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../lib/draft.ts';
import { newId } from '../../lib/new-id.ts';
import { fieldErrors } from '../../lib/problem-error.ts';
import formClasses from '../../ui/form.module.css';
import { ProblemNotice } from '../../ui/notice.tsx';
import { useCreateCommunity } from './communities.queries.ts';

const EMPTY = { name: '', description: '', visibility: 'open' as CommunityVisibility };

export function CreateCommunity({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useCreateCommunity();
  const [draft, write, forget] = useDraft('community', EMPTY);
  const id = useRef(newId());
  const errors = fieldErrors(create.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { body: { ...draft, id: id.current } },
      {
        onSuccess: ({ slug }) => {
          id.current = newId();
          forget();
          onClose();
          void navigate({ to: '/c/$slug', params: { slug } });
        },
      },
    );
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('communities.create')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form className={formClasses['dialog']} onSubmit={send}>
        <TextInput
          label={t('communities.name')}
          required
          maxLength={80}
          data-autofocus
          value={draft.name}
          error={errors['name']}
          onChange={({ currentTarget }) => write({ ...draft, name: currentTarget.value })}
        />
        <Textarea
          label={`${t('communities.description')} ${t('person.optional')}`}
          autosize={false}
          rows={3}
          maxLength={500}
          value={draft.description}
          error={errors['description']}
          onChange={({ currentTarget }) => write({ ...draft, description: currentTarget.value })}
        />
        <VisibilitySelect value={draft.visibility} onChange={(visibility) => write({ ...draft, visibility })} />
        {create.error && !errors['name'] && <ProblemNotice error={create.error} />}
        <Button type="submit" loading={create.isPending}>
          {t('communities.create')}
        </Button>
      </form>
    </Modal>
  );
}

/** Who reads, in plain words below the choice. */
export function VisibilitySelect({ value, onChange }: { value: CommunityVisibility; onChange: (value: CommunityVisibility) => void }) {
  const { t } = useTranslation();
  const options = (['open', 'closed', 'secret'] as const).map((option) => ({
    value: option,
    label: t(`communities.visibility.${option}`),
  }));
  return (
    <Select
      label={t('communities.access')}
      data={options}
      value={value}
      description={t(`communities.explained.${value}`)}
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(chosen) => chosen && onChange(chosen)}
    />
  );
}
