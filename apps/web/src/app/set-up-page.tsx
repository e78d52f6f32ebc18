import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupState, useSetUp } from '../features/people/people.queries.ts';
import { fieldErrors } from '../lib/problem-error.ts';
import { ProblemNotice } from '../ui/notice.tsx';
import { enter } from './enter.ts';
import { Gate } from './gate.tsx';
import { NewPassword } from './new-password.tsx';

export function SetUpPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const setUp = useSetUp();
  const { data: state } = useQuery(setupState);
  const [form, change] = useState({ code: '', organization: '', name: '', email: '', password: '' });
  const errors = fieldErrors(setUp.error);
  const field = (name: keyof typeof form) => ({
    required: true,
    value: form[name],
    error: errors[name],
    onChange: ({ currentTarget }: { currentTarget: HTMLInputElement }) => change({ ...form, [name]: currentTarget.value }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const language = i18n.language === 'en' ? 'en' : 'fr';
    setUp.mutate(
      { body: { ...form, code: form.code.trim(), language } },
      {
        onSuccess: async ({ user }) => {
          await enter(user);
          await navigate({ to: '/' });
        },
      },
    );
  };
  // There is an administrator already: one signs in.
  if (state?.needed === false && !setUp.isSuccess) return <Navigate to="/sign-in" replace />;
  return (
    <Gate title={t('setUp.title')} lead={t('setUp.lead')}>
      <form onSubmit={send}>
        <TextInput label={t('setUp.code')} description={t('setUp.codeHint')} autoComplete="one-time-code" {...field('code')} />
        <TextInput label={t('setUp.organization')} autoComplete="organization" {...field('organization')} />
        <TextInput label={t('person.name')} autoComplete="name" {...field('name')} />
        <TextInput label={t('person.email')} type="email" autoComplete="username" {...field('email')} />
        <NewPassword value={form.password} error={errors['password']} onChange={(password) => change({ ...form, password })} />
        {Object.keys(errors).length === 0 && <ProblemNotice error={setUp.error} />}
        <Button type="submit" loading={setUp.isPending}>
          {t('setUp.send')}
        </Button>
      </form>
    </Gate>
  );
}
