import { type SearchHit, api } from '@parvis/shared';
import { Link } from '@tanstack/react-router';
import { IconFile, IconFileText, IconMessage2, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addressIn } from '../../../lib/api.ts';
import { fileSize } from '../../../lib/file-size.ts';
import { When } from '../../../ui/dates.tsx';
import { Emblem } from '../../../ui/emblem.tsx';
import { Portrait } from '../../../ui/portrait.tsx';
import { Chip, RowIcon } from '../../../ui/row.tsx';
import { Marked } from '../marked.tsx';
import classes from './hit.module.css';

/** One thing that was found: what it is called, where it says what was looked for, where it is, by whom and since when. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation('search');
  const { kind, titleParts, excerpt } = hit;
  return (
    <li className={classes['hit']} data-hit={kind}>
      <Mark hit={hit} />
      <div className={classes['words']}>
        <h3 className={classes['title']}>
          {kind === 'annotation' && <span className={classes['kind']}>{t('hit.on')} </span>}
          <Link to={addressOf(hit)} className={classes['link'] ?? ''}>
            <Marked text={titleParts} />
          </Link>
          <States hit={hit} />
        </h3>
        {hit.person ? (
          <p className={classes['about']}>{[hit.person.job, hit.person.organization].filter(Boolean).join(' · ')}</p>
        ) : (
          excerpt.length > 0 && (
            <p className={classes['excerpt']} data-kind={kind}>
              <Marked text={excerpt} />
            </p>
          )
        )}
        <About hit={hit} />
      </div>
    </li>
  );
}

/** Somebody's screen is known here alone. */
const addressOf = ({ kind, id, url }: SearchHit): string => url ?? (kind === 'person' ? `/people/${id}` : '/');

function Mark({ hit: { kind, person, community, file } }: { hit: SearchHit }) {
  if (person) return <Portrait person={person} />;
  if (kind === 'community' && community) return <Emblem number={community.emblem} size={28} />;
  if (kind === 'annotation') return <RowIcon icon={IconMessage2} />;
  if (kind === 'file') return <RowIcon icon={file?.mediaType.startsWith('image/') ? IconPhoto : IconFile} />;
  return <RowIcon icon={IconFileText} />;
}

function States({ hit: { state, audience, person } }: { hit: SearchHit }) {
  const { t } = useTranslation('search');
  return (
    <>
      {state === 'draft' && <Chip tone="warn">{t('hit.draft')}</Chip>}
      {state === 'archived' && <Chip>{t('hit.archived')}</Chip>}
      {audience === 'participants' && state !== 'draft' && <Chip>{t('hit.restricted')}</Chip>}
      {audience === 'members' && <Chip>{t('hit.members')}</Chip>}
      {person?.active === false && <Chip>{t('hit.gone')}</Chip>}
    </>
  );
}

/** Where it is, by whom, since when. */
function About({ hit }: { hit: SearchHit }) {
  const { t, i18n } = useTranslation('search');
  const { kind, community, breadcrumb, author, updatedAt, page, file } = hit;
  if (kind === 'person') return null;
  if (kind === 'community') return <p className={classes['about']}>{community && t(`visibility.${community.visibility}`)}</p>;
  return (
    <p className={classes['about']}>
      {community && (
        <span className={classes['place']}>
          <Emblem number={community.emblem} />
          <Link to="/c/$slug" params={community}>
            {community.name}
          </Link>
          {breadcrumb.map((above) => (
            <span key={above.id}>
              <Link to="/p/$id/$slug" params={above}>
                {above.title}
              </Link>
            </span>
          ))}
          {kind === 'file' && page && (
            <span>
              <Link to="/p/$id/$slug" params={page}>
                {page.title}
              </Link>
            </span>
          )}
        </span>
      )}
      {author && (
        <Link to="/people/$id" params={author} className={classes['author'] ?? ''}>
          {author.name}
        </Link>
      )}
      {updatedAt && <When at={updatedAt} />}
      {file && (
        <>
          <span>{fileSize(file.size, i18n.language)}</span>
          <a href={addressIn(api.readFile, { params: { id: file.id } })} target="_blank" rel="noopener">
            {t('hit.open')}
          </a>
        </>
      )}
    </p>
  );
}
