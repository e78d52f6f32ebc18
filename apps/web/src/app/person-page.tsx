import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { person } from '../features/people/people.queries.ts';
import { Page } from '../ui/page.tsx';
import { Portrait } from '../ui/portrait.tsx';
import { Row, Rows } from '../ui/row.tsx';
import { Failed, Loading } from '../ui/states.tsx';

export function PersonPage() {
  const { t, i18n } = useTranslation();
  const { id } = useParams({ strict: false }) as { id: string };
  const found = useQuery(person(id));
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} whole />;
  const { name, job, organization, email, timeZone, active } = found.data;
  const local = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone }).format(new Date());
  return (
    <Page title={name} lead={job || organization.name} mark={<Portrait person={found.data} size="xl" />}>
      <Rows>
        <Row title={organization.name} detail={t(`people.kind.${organization.kind}`)} />
        <Row
          title={
            <a className="link" href={`mailto:${email}`}>
              {email}
            </a>
          }
          detail={t('person.email')}
        />
        <Row title={t('people.localTime', { time: local })} detail={timeZone} />
        {!active && <Row title={t('people.inactive')} />}
      </Rows>
    </Page>
  );
}
