import { Button, PasswordInput } from '@mantine/core';
import { type ComponentType, type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../lib/problem-error.ts';
import formClasses from '../../ui/form.module.css';
import { ProblemNotice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.tsx';
import { useChangePassword } from './people.queries.ts';

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** Changes my password; my other sessions end. */
export function PasswordForm({ Field }: { Field: ComponentType<FieldProps> }) {
  const { t } = useTranslation();
  const change = useChangePassword();
  const [form, type] = useState({ current: '', next: '' });
  const errors = fieldErrors(change.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { body: form },
      {
        onSuccess: () => {
          type({ current: '', next: '' });
          toast(t('profile.passwordChanged'));
        },
      },
    );
  };
  return (
    <form className={formClasses['form']} onSubmit={send}>
      <PasswordInput
        label={t('profile.currentPassword')}
        autoComplete="current-password"
        required
        value={form.current}
        error={errors['current']}
        visibilityToggleButtonProps={{ 'aria-label': t('person.showPassword') }}
        onChange={({ currentTarget }) => type({ ...form, current: currentTarget.value })}
      />
      <Field value={form.next} error={errors['next']} onChange={(next) => type({ ...form, next })} />
      {Object.keys(errors).length === 0 && <ProblemNotice error={change.error} />}
      <div>
        <Button type="submit" variant="default" loading={change.isPending}>
          {t('profile.changePassword')}
        </Button>
      </div>
    </form>
  );
}
