import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { myself } from '../features/people/people.queries.ts';
import { PasswordForm } from '../features/people/password-form.tsx';
import { PhotoForm } from '../features/people/photo-form.tsx';
import { Sessions, Tokens } from '../features/people/sessions.tsx';
import { Page, Section } from '../ui/page.tsx';
import { Loading } from '../ui/states.tsx';
import { NewPassword } from './new-password.tsx';

const ProfileForm = lazy(async () => ({ default: (await import('../features/people/profile-form.tsx')).ProfileForm }));

export function ProfilePage() {
  const { t } = useTranslation();
  const { data: me } = useQuery(myself);
  if (!me) return <Loading />;
  return (
    <Page title={me.name} lead={me.email} mark={<PhotoForm me={me} />}>
      <Section title={t('profile.title')}>
        <Suspense fallback={<Loading />}>
          <ProfileForm me={me} />
        </Suspense>
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
