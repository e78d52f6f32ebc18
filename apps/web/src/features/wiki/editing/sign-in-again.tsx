import { Button, Group, Modal, PasswordInput } from '@mantine/core';
import type { Me } from '@parvis/shared';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { speakAlso } from '../../../lib/i18n.ts';
import { ProblemNotice } from '../../../ui/notice.tsx';
import { useWrite } from '../../../lib/use-write.ts';

await speakAlso('writing');

interface Props {
  me: Me;
  opened: boolean;
  onSignedIn: (me: Me) => void;
  onClose: () => void;
}

/** The session has ended while somebody was writing: she signs in again beside her text, which stays as it is. */
export function SignInAgain({ me, opened, onSignedIn, onClose }: Props) {
  const { t } = useTranslation('writing');
  const { t: word } = useTranslation();
  const [password, type] = useState('');
  const signIn = useWrite('signIn');
  const send = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { body: { email: me.email, password, remember: false } },
      {
        onSuccess: ({ user }) => {
          type('');
          onSignedIn(user);
        },
      },
    );
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('signIn.title')} closeButtonProps={{ 'aria-label': word('action.close') }}>
      <form onSubmit={send}>
        <p>{t('signIn.hint')}</p>
        <input type="hidden" name="username" autoComplete="username" value={me.email} />
        <PasswordInput
          mt="sm"
          label={`${word('person.password')} (${me.email})`}
          autoComplete="current-password"
          required
          data-autofocus
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': word('person.showPassword') }}
          onChange={({ currentTarget }) => type(currentTarget.value)}
        />
        <ProblemNotice error={signIn.error} />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('signIn.later')}
          </Button>
          <Button type="submit" loading={signIn.isPending}>
            {t('signIn.send')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
