import { type NodeOf, isSafeHref } from '@parvis/shared/document';
import { IconExternalLink, IconWorld } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { atom, block, run } from './places.ts';
import classes from './cards.module.css';

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** Something that lies elsewhere, as a card: nothing of it is loaded here, and its site is not told who reads. */
export function EmbedCard({ node }: { node: NodeOf<'embed'> }) {
  const { t } = useTranslation();
  const { url, title, description } = node.attrs;
  const place = { ...block(node), ...run, ...atom };
  const host = webHost(url);
  if (!host)
    return (
      <div {...place} className={`${classes['card']} ${classes['neutral']}`}>
        <IconWorld {...icon} />
        <span className={classes['words']}>{title ?? url}</span>
      </div>
    );
  return (
    <a {...place} className={classes['card']} href={url} target="_blank" rel="noopener noreferrer">
      <IconWorld {...icon} />
      <span className={classes['words']}>
        <b>{title || host}</b> {description && <span className={classes['description']}>{description}</span>}{' '}
        <small>
          {title ? host : pathOf(url)} <span className="visually-hidden">{t('reader.newTab')}</span>
        </small>
      </span>
      <IconExternalLink {...icon} className={classes['end']} />
    </a>
  );
}

/** The name of the site behind a web address, or null where it is none. */
export function webHost(url: string): string | null {
  if (typeof url !== 'string' || !isSafeHref(url) || !URL.canParse(url)) return null;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? hostname.replace(/^www\./, '') : null;
}

/** The end of an address as people read it, without accents in escapes. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  if (pathname === '/' && !search) return url;
  try {
    return decodeURIComponent(pathname + search);
  } catch {
    return pathname + search;
  }
}
