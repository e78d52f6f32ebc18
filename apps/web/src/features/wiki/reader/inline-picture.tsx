import { type NodeOf, isSafeHref } from '@parvis/shared/document';
import { fileAddress, placeOf } from './files.ts';
import { atom } from './places.ts';
import { useReading } from './reading.ts';
import classes from './prose.module.css';

/** A small picture in a line of text. One that lies elsewhere is not fetched: its words lead there. */
export function InlinePicture({ node }: { node: NodeOf<'inlineImage'> }) {
  const { fileId, src, alt } = node.attrs;
  const own = useReading().files.get(fileId ?? '');
  if (fileId)
    return (
      <img
        {...atom}
        className={classes['small']}
        src={fileAddress(fileId, 640)}
        alt={alt}
        {...placeOf(node.attrs, own)}
        loading="lazy"
        decoding="async"
      />
    );
  if (!src || !isSafeHref(src)) return <span {...atom}>{alt}</span>;
  return (
    <a {...atom} className={classes['link']} href={src} target="_blank" rel="noopener noreferrer">
      {alt || new URL(src).hostname}
    </a>
  );
}
