import { Button } from '@mantine/core';
import { api } from '@parvis/shared';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { Portrait } from '../../ui/portrait.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { SearchField, useSearch } from '../../ui/search-field.tsx';

const SHOWN = 6;
const peopleNamed = (q: string) =>
  queryOptions({
    queryKey: ['people', q],
    queryFn: ({ signal }) => call(api.listPeople, { query: { q, limit: SHOWN } }, signal),
    enabled: q.length > 1,
  });

/** Finds somebody by name. */
export function PersonPicker({ onPick }: { onPick: (personId: string) => void }) {
  const { t } = useTranslation();
  const { typed, type, q } = useSearch();
  const found = useQuery(peopleNamed(q));
  return (
    <>
      <SearchField label={t('members.search')} value={typed} onChange={type} />
      <Rows label={t('members.search')}>
        {found.data?.items.map((person) => (
          <Row
            key={person.id}
            mark={<Portrait person={person} size="s" />}
            title={person.name}
            detail={person.job || person.organization.name}
            end={
              <Button
                variant="default"
                onClick={() => {
                  onPick(person.id);
                  type('');
                }}
                aria-label={t('members.inviteNamed', { name: person.name })}
              >
                {t('members.invite')}
              </Button>
            }
          />
        ))}
      </Rows>
      {found.data?.items.length === 0 && <p className="muted">{t('members.nobody')}</p>}
    </>
  );
}
