import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { setupState, useSignIn } from '../features/people/people.queries.ts';
import { ProblemNotice } from '../ui/notice.tsx';
import { enter } from './enter.ts';
import { Gate } from './gate.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  const { back = '/' } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const setup = useQuery(setupState);
  const signIn = useSignIn();
  const [form, change] = useState({ email: '', password: '', remember: false });
  if (setup.data?.needed) return <Navigate to="/set-up" replace />;
  const send = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { body: form },
      {
        onSuccess: async ({ user }) => {
          await enter(user);
          await navigate({ href: back });
        },
      },
    );
  };
  return (
    <Gate title={t('signIn.title')} lead={setup.data?.name ? t('signIn.lead', { name: setup.data.name }) : undefined}>
      <form onSubmit={send}>
        <TextInput
          label={t('person.email')}
          type="email"
          autoComplete="username"
          required
          value={form.email}
          onChange={({ currentTarget }) => change({ ...form, email: currentTarget.value })}
        />
        <PasswordInput
          label={t('person.password')}
          autoComplete="current-password"
          required
          value={form.password}
          visibilityToggleButtonProps={{ 'aria-label': t('person.showPassword') }}
          onChange={({ currentTarget }) => change({ ...form, password: currentTarget.value })}
        />
        <Checkbox
          label={t('signIn.remember')}
          checked={form.remember}
          onChange={({ currentTarget }) => change({ ...form, remember: currentTarget.checked })}
        />
        <ProblemNotice error={signIn.error} />
        <Button type="submit" loading={signIn.isPending}>
          {t('signIn.send')}
        </Button>
        <Link className="link" to="/reset">
          {t('signIn.forgot')}
        </Link>
      </form>
    </Gate>
  );
}
