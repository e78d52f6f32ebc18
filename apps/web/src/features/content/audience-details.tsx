import type { AudienceView } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Portrait } from '../../ui/portrait.tsx';
import classes from './audience.module.css';

/** The rule that decides who sees something, and the first names. */
export function AudienceDetails({ audience: { rule, community, restrictedBy, partners, people, count } }: { audience: AudienceView }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t(`audience.rule.${rule}`, { community: community?.name ?? '' })}</p>
      {restrictedBy && (
        <p>
          {t('audience.restrictedBy')}{' '}
          <Link className="link" to="/p/$id" params={restrictedBy}>
            {restrictedBy.title}
          </Link>
        </p>
      )}
      {partners > 0 && <p>{t('audience.partners', { count: partners })}</p>}
      <ul className={classes['people']}>
        {people.map((person) => (
          <li key={person.id}>
            <Link to="/people/$id" params={person}>
              <Portrait person={person} size="s" />
              {person.name}
            </Link>
          </li>
        ))}
      </ul>
      {count > people.length && <p className="muted">{t('audience.others', { count: count - people.length })}</p>}
    </>
  );
}
