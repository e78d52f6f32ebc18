import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { backlinks } from '../features/wiki/wiki.queries.ts';
import classes from './page-panel.module.css';

/** The pages that lead to this one; nothing where there are none. */
export function Backlinks({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(backlinks(id));
  if (!data || data.items.length === 0) return null;
  return (
    <section className={classes['section']}>
      <h2>{t('wiki.backlinks')}</h2>
      <ul>
        {data.items.map((from) => (
          <li key={from.id}>
            <Link className="link" to="/p/$id/$slug" params={from}>
              {from.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
