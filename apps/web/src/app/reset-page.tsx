import { Button, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAskPasswordReset, useResetPassword } from '../features/people/people.queries.ts';
import { fieldErrors } from '../lib/problem-error.ts';
import { Notice, ProblemNotice } from '../ui/notice.tsx';
import { Gate } from './gate.tsx';
import { NewPassword } from './new-password.tsx';

/** Without a token: asks for a link. With one (behind `#`): chooses the password. */
export function ResetPage() {
  const [token] = useState(() => window.location.hash.slice(1));
  return token ? <Choose token={token} /> : <Ask />;
}

function Ask() {
  const { t } = useTranslation();
  const ask = useAskPasswordReset();
  const [email, type] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate({ body: { email } });
  };
  return (
    <Gate title={t('reset.title')} lead={t('reset.lead')}>
      {ask.data ? (
        <form>
          <Notice tone="ok">
            {t('reset.sent')} {t('state.reference')} <b>{ask.data.reference}</b>
          </Notice>
          <Link className="link" to="/sign-in">
            {t('reset.back')}
          </Link>
        </form>
      ) : (
        <form onSubmit={send}>
          <TextInput
            label={t('person.email')}
            type="email"
            autoComplete="username"
            required
            value={email}
            onChange={({ currentTarget }) => type(currentTarget.value)}
          />
          <ProblemNotice error={ask.error} />
          <Button type="submit" loading={ask.isPending}>
            {t('reset.send')}
          </Button>
          <Link className="link" to="/sign-in">
            {t('reset.back')}
          </Link>
        </form>
      )}
    </Gate>
  );
}

function Choose({ token }: { token: string }) {
  const { t } = useTranslation();
  const reset = useResetPassword();
  const [password, type] = useState('');
  const errors = fieldErrors(reset.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate({ body: { token, password } });
  };
  return (
    <Gate title={t('reset.choose')}>
      {reset.isSuccess ? (
        <form>
          <Notice tone="ok">{t('reset.done')}</Notice>
          <Link className="link" to="/sign-in">
            {t('reset.back')}
          </Link>
        </form>
      ) : (
        <form onSubmit={send}>
          <NewPassword value={password} error={errors['password']} onChange={type} />
          {!errors['password'] && <ProblemNotice error={reset.error} />}
          <Button type="submit" loading={reset.isPending}>
            {t('action.save')}
          </Button>
        </form>
      )}
    </Gate>
  );
}
