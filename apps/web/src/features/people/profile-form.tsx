import { Button, Select, TextInput } from '@mantine/core';
import type { Me } from '@parvis/shared';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormDraft } from '../../lib/draft.ts';
import { speak } from '../../lib/i18n.ts';
import { fieldErrors } from '../../lib/problem-error.ts';
import formClasses from '../../ui/form.module.css';
import { ProblemNotice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { Unsaved } from '../../ui/unsaved.tsx';
import { useEditMe } from './people.queries.ts';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');
const LANGUAGES = [
  { value: 'fr', label: 'Français' },
  { value: 'en', label: 'English' },
];

export function ProfileForm({ me: { id, name, job, language, timeZone } }: { me: Me }) {
  const { t } = useTranslation();
  const edit = useEditMe();
  const { form, change, changed, drop } = useFormDraft(`profile.${id}`, { name, job, language, timeZone });
  const errors = fieldErrors(edit.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate(
      { body: form },
      {
        onSuccess: async () => {
          drop();
          await speak(form.language);
          toast(t('action.saved'));
        },
      },
    );
  };
  const zones = TIME_ZONES.includes(timeZone) ? TIME_ZONES : [timeZone, ...TIME_ZONES];
  return (
    <form className={formClasses['form']} onSubmit={send}>
      <TextInput
        label={t('person.name')}
        required
        maxLength={120}
        autoComplete="name"
        value={form.name}
        error={errors['name']}
        onChange={({ currentTarget }) => change({ ...form, name: currentTarget.value })}
      />
      <TextInput
        label={`${t('person.job')} ${t('person.optional')}`}
        maxLength={120}
        autoComplete="organization-title"
        value={form.job}
        error={errors['job']}
        onChange={({ currentTarget }) => change({ ...form, job: currentTarget.value })}
      />
      <Select
        label={t('person.language')}
        data={LANGUAGES}
        value={form.language}
        onChange={(chosen) => chosen && change({ ...form, language: chosen as 'fr' })}
      />
      <Select
        label={t('person.timeZone')}
        data={zones}
        searchable
        value={form.timeZone}
        onChange={(chosen) => chosen && change({ ...form, timeZone: chosen })}
      />
      {Object.keys(errors).length === 0 && <ProblemNotice error={edit.error} />}
      <Unsaved shown={changed && !edit.isPending} onDrop={drop} />
      <div>
        <Button type="submit" loading={edit.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  );
}
