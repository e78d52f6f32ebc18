import { Button, Select, TextInput } from '@mantine/core';
import type { Me } from '@parvis/shared';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speak } from '../../lib/i18n.ts';
import { fieldErrors } from '../../lib/problem-error.ts';
import { ProblemNotice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { useEditMe } from './people.queries.ts';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
const LANGUAGES = [{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }];

export function ProfileForm({ me: { name, job, language, timeZone } }: { me: Me }) {
  const { t } = useTranslation();
  const edit = useEditMe();
  const [form, change] = useState({ name, job, language, timeZone });
  const errors = fieldErrors(edit.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({ body: form }, { onSuccess: async () => { await speak(form.language); toast(t('action.saved')); } });
  };
  const zones = TIME_ZONES.includes(timeZone) ? TIME_ZONES : [timeZone, ...TIME_ZONES];
  return (
    <form onSubmit={send}>
      <TextInput mt="sm" label={t('person.name')} required maxLength={120} autoComplete="name" value={form.name} error={errors['name']} onChange={({ currentTarget }) => change({ ...form, name: currentTarget.value })} />
      <TextInput mt="sm" label={t('person.job')} maxLength={120} autoComplete="organization-title" value={form.job} error={errors['job']} onChange={({ currentTarget }) => change({ ...form, job: currentTarget.value })} />
      <Select mt="sm" label={t('person.language')} data={LANGUAGES} value={form.language} onChange={(chosen) => chosen && change({ ...form, language: chosen as 'fr' })} />
      <Select mt="sm" label={t('person.timeZone')} data={zones} searchable value={form.timeZone} onChange={(chosen) => chosen && change({ ...form, timeZone: chosen })} />
      {Object.keys(errors).length === 0 && <ProblemNotice error={edit.error} />}
      <Button type="submit" mt="md" loading={edit.isPending}>{t('action.save')}</Button>
    </form>
  );
}
