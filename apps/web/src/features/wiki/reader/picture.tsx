import type { NodeOf } from '@parvis/shared/document';
import { IconExternalLink, IconPhotoOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { webHost } from './embed-card.tsx';
import { fileAddress, placeOf, sourceSet } from './files.ts';
import { atom, block, run } from './places.ts';
import { useReading } from './reading.ts';
import { Zoom } from './zoom.tsx';
import cards from './cards.module.css';
import classes from './picture.module.css';

/** The text column is 38 rem wide, or the window less its margins. */
const SIZES = '(min-width: 42rem) 38rem, calc(100vw - 2rem)';
const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** A picture: its place is kept while it comes, the browser takes the width that it needs, a click or Enter shows it whole. */
export function Picture({ node }: { node: NodeOf<'image'> }) {
  const { t } = useTranslation();
  const [zoomed, zoom] = useState(false);
  const [broken, setBroken] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { fileId, alt, caption, title } = node.attrs;
  const own = useReading().files.get(fileId ?? '');
  const place = { ...block(node), ...run, ...atom };
  if (!fileId) return <OutsidePicture node={node} />;
  if (broken)
    return (
      <div {...place} className={`${cards['card']} ${cards['neutral']}`}>
        <IconPhotoOff {...icon} />
        <span className={cards['words']}>
          {t('reader.pictureMissing')}
          {alt && ` (${alt})`}
        </span>
      </div>
    );
  const close = () => {
    zoom(false);
    button.current?.focus();
  };
  return (
    <figure {...place} className={classes['figure']}>
      <button
        ref={button}
        type="button"
        className={classes['zoom']}
        onClick={() => zoom(true)}
        aria-haspopup="dialog"
        aria-label={alt ? t('reader.enlargeNamed', { alt }) : t('reader.enlarge')}
      >
        <img
          src={fileAddress(fileId)}
          srcSet={sourceSet(fileId, own?.width ?? null)}
          sizes={SIZES}
          alt={alt}
          title={title ?? undefined}
          {...placeOf(node.attrs, own)}
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      </button>
      {caption && <figcaption>{caption}</figcaption>}
      {zoomed && <Zoom src={fileAddress(fileId)} alt={alt} caption={caption} onClose={close} />}
    </figure>
  );
}

/** A picture that lies elsewhere is not fetched: its site would learn who reads. */
function OutsidePicture({ node }: { node: NodeOf<'image'> }) {
  const { t } = useTranslation();
  const { src, alt, caption } = node.attrs;
  const place = { ...block(node), ...run, ...atom };
  const host = src ? webHost(src) : null;
  const named = caption || alt;
  const words = (
    <span className={cards['words']}>
      <b>{named || t('reader.outsidePicture')}</b>{' '}
      <small>{host ? t(named ? 'reader.outsideOpen' : 'reader.outsideOn', { host }) : named && t('reader.outsidePicture')}</small>
    </span>
  );
  if (!src || !host)
    return (
      <div {...place} className={`${cards['card']} ${cards['neutral']}`}>
        <IconPhotoOff {...icon} />
        {words}
      </div>
    );
  return (
    <a {...place} className={cards['card']} href={src} target="_blank" rel="noopener noreferrer">
      <IconPhotoOff {...icon} />
      {words}
      <IconExternalLink {...icon} className={cards['end']} />
    </a>
  );
}
