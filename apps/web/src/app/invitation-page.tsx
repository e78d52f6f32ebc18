import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAcceptInvitation, useReadInvitation } from '../features/people/people.queries.ts';
import { ProblemError, fieldErrors } from '../lib/problem-error.ts';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { Loading } from '../ui/states.tsx';
import { enter } from './enter.ts';
import { Gate } from './gate.tsx';
import { NewPassword } from './new-password.tsx';

/** The token stands behind `#`: it reaches no server's log. */
export function InvitationPage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const [token] = useState(() => window.location.hash.slice(1));
  const { mutate: read, data: invitation, error: unread } = useReadInvitation();
  const accept = useAcceptInvitation();
  const [form, change] = useState({ name: '', password: '' });
  const [waits, setWaits] = useState(false);
  const errors = fieldErrors(accept.error);
  useEffect(() => read({ body: { token } }, { onSuccess: ({ name }) => change((typed) => ({ ...typed, name })) }), [read, token]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const language = i18n.language === 'en' ? 'en' : 'fr';
    accept.mutate(
      { body: { ...form, token, language } },
      {
        onSuccess: async ({ user }) => {
          if (!user) return setWaits(true);
          await enter(user);
          await navigate({ to: '/' });
        },
      },
    );
  };
  if (unread)
    return (
      <Gate title={t('invitation.title')}>
        {/* Cut off, used up or withdrawn: to whoever holds it, the link is no longer good. */}
        {unread instanceof ProblemError && unread.status < 500 ? (
          <Notice tone="warn">{t('invitation.broken')}</Notice>
        ) : (
          <ProblemNotice error={unread} />
        )}
      </Gate>
    );
  if (!invitation)
    return (
      <Gate title={t('invitation.title')}>
        <Loading />
      </Gate>
    );
  if (waits)
    return (
      <Gate title={t('invitation.title')}>
        <Notice>{t('invitation.waits')}</Notice>
      </Gate>
    );
  return (
    <Gate
      title={t('invitation.welcome', { workspace: invitation.workspace })}
      lead={t('invitation.lead', { email: invitation.email, organization: invitation.organization })}
    >
      <form onSubmit={send}>
        <TextInput
          label={t('person.name')}
          autoComplete="name"
          required
          value={form.name}
          error={errors['name']}
          onChange={({ currentTarget }) => change({ ...form, name: currentTarget.value })}
        />
        <NewPassword value={form.password} error={errors['password']} onChange={(password) => change({ ...form, password })} />
        {Object.keys(errors).length === 0 && <ProblemNotice error={accept.error} />}
        <Button type="submit" loading={accept.isPending}>
          {t('invitation.send')}
        </Button>
      </form>
    </Gate>
  );
}
