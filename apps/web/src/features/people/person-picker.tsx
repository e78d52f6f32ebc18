import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PersonPicking } from '../../ui/person-picking.ts';
import { Portrait } from '../../ui/portrait.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { SearchField, useSearch } from '../../ui/search-field.tsx';
import { peopleNamed } from './people.queries.ts';

const NOBODY: ReadonlySet<string> = new Set();

/** Finds somebody by name. */
export function PersonPicker({ action, actionFor, without = NOBODY, onPick }: PersonPicking) {
  const { t } = useTranslation();
  const { typed, type, q } = useSearch();
  const found = useQuery(peopleNamed(q));
  const shown = found.data?.items.filter(({ id }) => !without.has(id));
  return (
    <>
      <SearchField label={t('members.search')} value={typed} onChange={type} />
      <Rows label={t('members.search')}>
        {shown?.map((person) => (
          <Row
            key={person.id}
            mark={<Portrait person={person} size="s" />}
            title={person.name}
            detail={person.job || person.organization.name}
            end={
              <Button
                variant="default"
                onClick={() => {
                  onPick(person);
                  type('');
                }}
                aria-label={actionFor(person.name)}
              >
                {action}
              </Button>
            }
          />
        ))}
      </Rows>
      {shown?.length === 0 && (
        <p className="muted" role="status">
          {t('members.nobody')}
        </p>
      )}
    </>
  );
}
