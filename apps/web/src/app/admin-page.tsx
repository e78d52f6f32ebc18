import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { myCommunities } from '../features/communities/communities.queries.ts';
import { AdminPeople } from '../features/people/admin/admin-people.tsx';
import { myself } from '../features/people/people.queries.ts';
import { speakAlso } from '../lib/i18n.ts';
import { Page } from '../ui/page.tsx';
import { Forbidden, Loading, NotThere } from '../ui/states.tsx';
import { TabLinks } from './tab-links.tsx';

await speakAlso('admin');

// Each part but the first comes when it is opened: dialogs and tables weigh more than the screen around them.
const AdminInvitations = lazy(async () => ({ default: (await import('../features/people/admin/admin-invitations.tsx')).AdminInvitations }));
const AdminOrganizations = lazy(async () => ({
  default: (await import('../features/people/admin/admin-organizations.tsx')).AdminOrganizations,
}));
const AdminAudit = lazy(async () => ({ default: (await import('../features/people/admin/admin-audit.tsx')).AdminAudit }));
const AdminMails = lazy(async () => ({ default: (await import('../features/people/admin/admin-mails.tsx')).AdminMails }));
const AdminSettings = lazy(async () => ({ default: (await import('../features/people/admin/admin-settings.tsx')).AdminSettings }));

const FOR_ADMINISTRATORS = ['people', 'invitations', 'organizations', 'audit', 'mails', 'settings'] as const;

/** What administrators decide, and what auditors read: the journal alone. */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const { data: me } = useQuery(myself);
  const { tab } = useParams({ strict: false });
  if (!me) return null;
  const open = me.can.administer ? FOR_ADMINISTRATORS : me.can.audit ? (['audit'] as const) : [];
  if (open.length === 0) return <Forbidden />;
  const current = tab ?? open[0];
  return (
    <Page title={t('title')} lead={t('lead')}>
      <TabLinks
        label={t('tab.label')}
        tabs={open.map((name) => ({ to: `/admin/${name}`, label: t(`tab.${name}`), current: name === current }))}
      />
      <Suspense fallback={<Loading />}>
        <Part name={open.find((name) => name === current)} />
      </Suspense>
    </Page>
  );
}

function Part({ name }: { name: (typeof FOR_ADMINISTRATORS)[number] | undefined }) {
  const mine = useQuery(myCommunities);
  switch (name) {
    case 'people':
      return <AdminPeople />;
    case 'invitations':
      return <AdminInvitations communities={(mine.data?.items ?? []).filter(({ can }) => can.manageMembers)} />;
    case 'organizations':
      return <AdminOrganizations />;
    case 'audit':
      return <AdminAudit />;
    case 'mails':
      return <AdminMails />;
    case 'settings':
      return <AdminSettings />;
    case undefined:
      return <NotThere />;
  }
}
