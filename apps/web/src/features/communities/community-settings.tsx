import { Button, Select, TextInput, Textarea } from '@mantine/core';
import type { CommunityView } from '@parvis/shared';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormDraft } from '../../lib/draft.ts';
import formClasses from '../../ui/form.module.css';
import { ProblemNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { toast } from '../../ui/toast.tsx';
import { Unsaved } from '../../ui/unsaved.tsx';
import { AnnotatedBySelect } from './annotated-by-select.tsx';
import {
  useArchiveCommunity,
  useEditCommunity,
  useJoinCommunity,
  useLeaveCommunity,
  useUnarchiveCommunity,
} from './communities.queries.ts';
import { VisibilitySelect } from './create-community.tsx';

export function CommunitySettings({ community }: { community: CommunityView }) {
  const { t } = useTranslation();
  return (
    <>
      {community.can.edit && <EditForm community={community} />}
      <Section title={t('communities.end')}>
        <Endings community={community} />
      </Section>
    </>
  );
}

function EditForm({ community: { id, name, description, visibility, pagesWrittenBy, annotatedBy } }: { community: CommunityView }) {
  const { t } = useTranslation();
  const edit = useEditCommunity();
  const { form, change, changed, drop } = useFormDraft(`community.${id}`, { name, description, visibility, pagesWrittenBy, annotatedBy });
  const send = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate(
      { params: { id }, body: form },
      {
        onSuccess: () => {
          drop();
          toast(t('action.saved'));
        },
      },
    );
  };
  const writers = (['members', 'animators'] as const).map((value) => ({ value, label: t(`communities.writers.${value}`) }));
  return (
    <form className={formClasses['form']} onSubmit={send}>
      <TextInput
        label={t('communities.name')}
        required
        maxLength={80}
        value={form.name}
        onChange={({ currentTarget }) => change({ ...form, name: currentTarget.value })}
      />
      <Textarea
        label={`${t('communities.description')} ${t('person.optional')}`}
        rows={3}
        maxLength={500}
        value={form.description}
        onChange={({ currentTarget }) => change({ ...form, description: currentTarget.value })}
      />
      <VisibilitySelect value={form.visibility} onChange={(chosen) => change({ ...form, visibility: chosen })} />
      <Select
        label={t('communities.whoWrites')}
        data={writers}
        value={form.pagesWrittenBy}
        onChange={(chosen) => chosen && change({ ...form, pagesWrittenBy: chosen as 'members' })}
      />
      <AnnotatedBySelect value={form.annotatedBy} onChange={(chosen) => change({ ...form, annotatedBy: chosen })} />
      <ProblemNotice error={edit.error} />
      <Unsaved shown={changed && !edit.isPending} onDrop={drop} />
      <div>
        <Button type="submit" loading={edit.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}

function Endings({ community: { id, name, slug, visibility, archivedAt, can, membership } }: { community: CommunityView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const archive = useArchiveCommunity();
  const unarchive = useUnarchiveCommunity();
  const leave = useLeaveCommunity();
  const join = useJoinCommunity();
  const params = { id };
  // Whoever left comes back by herself only where everybody may come in.
  const comeBack = () => void join.mutateAsync({ params }).then(() => navigate({ to: '/c/$slug', params: { slug } }));
  const left = () => {
    toast(t('communities.left', { name }), visibility === 'open' ? comeBack : undefined);
    return navigate({ to: '/' });
  };
  const closed = () => toast(t('communities.closed', { name }), () => unarchive.mutate({ params }));
  return (
    <>
      <p className={formClasses['lead']}>{t('communities.archiveHint')}</p>
      <div className={formClasses['actions']}>
        {can.archive &&
          (archivedAt ? (
            <Button variant="default" onClick={() => unarchive.mutate({ params })}>
              {t('communities.unarchive')}
            </Button>
          ) : (
            <Button variant="default" onClick={() => archive.mutate({ params }, { onSuccess: closed })}>
              {t('communities.archive')}
            </Button>
          ))}
        {membership && (
          <Button variant="default" onClick={() => leave.mutate({ params }, { onSuccess: left })}>
            {t('communities.leave')}
          </Button>
        )}
      </div>
      <ProblemNotice error={archive.error ?? unarchive.error ?? leave.error} />
    </>
  );
}
