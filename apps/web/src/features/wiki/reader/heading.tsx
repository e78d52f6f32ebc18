import { type NodeOf, plainText } from '@parvis/shared/document';
import { IconHash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../../ui/toast.tsx';
import { copyText } from './copy-text.ts';
import { Inline } from './inline.tsx';
import { block, run, ui } from './places.ts';
import { useReading } from './reading.ts';
import classes from './prose.module.css';

/** A heading that can be led to. The page's title is the first level, so its parts begin with the second. */
export function Heading({ node }: { node: NodeOf<'heading'> }) {
  const anchor = useReading().anchors.get(node);
  const Tag = `h${Math.min(6, Math.max(2, node.attrs.level))}` as 'h2';
  return (
    <Tag {...block(node)} {...run} id={anchor || undefined} data-level={node.attrs.level}>
      <Inline nodes={node.content} />
      {anchor && <AnchorLink anchor={anchor} title={plainText(node).trim()} />}
    </Tag>
  );
}

/** Leads here and copies the address: what one wants of it is to send it to somebody. */
function AnchorLink({ anchor, title }: { anchor: string; title: string }) {
  const { t } = useTranslation();
  const copy = async () => {
    const address = new URL(window.location.href);
    address.hash = anchor;
    if (await copyText(address.href)) toast(t('reader.linkCopied'));
  };
  return (
    <a {...ui} className={classes['anchor']} href={`#${anchor}`} aria-label={t('reader.anchor', { title })} onClick={() => void copy()}>
      <IconHash size={16} stroke={1.8} aria-hidden="true" />
    </a>
  );
}
