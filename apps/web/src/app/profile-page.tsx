import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { myself } from '../features/people/people.queries.ts';
import { PasswordForm } from '../features/people/password-form.tsx';
import { ProfileForm } from '../features/people/profile-form.tsx';
import { PhotoForm } from '../features/people/photo-form.tsx';
import { Sessions, Tokens } from '../features/people/sessions.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Loading } from '../ui/states.tsx';
import { NewPassword } from './new-password.tsx';

export function ProfilePage() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  if (!me) return <Loading />;
  return (
    <Page title={me.name} lead={me.email} mark={<PhotoForm me={me} />}>
      <Section title={t('profile.title')}>
        <ProfileForm me={me} />
      </Section>
      <Section title={t('person.password')}>
        <PasswordForm Field={NewPassword} />
      </Section>
      <Section id="sessions" title={t('sessions.title')}>
        <Sessions />
      </Section>
      <Tokens />
    </Page>
  );
}
