import { type DocumentMark, type DocumentNode, isSafeHref, plainText } from '@parvis/shared/document';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOnPaper } from './address-on-paper.ts';
import { InlineFormula } from './formula.tsx';
import { InlinePicture } from './inline-picture.tsx';
import { Mention } from './mention.tsx';
import { fileAddress } from './files.ts';
import { atom, ui } from './places.ts';
import { useReading } from './reading.ts';
import classes from './prose.module.css';

type LinkMark = Extract<DocumentMark, { attrs: object }>;

const EMPHASIS: ReadonlyMap<string, 'strong' | 'em' | 's' | 'code' | 'u' | 'mark' | 'sup' | 'sub'> = new Map([
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['code', 'code'],
  ['underline', 'u'],
  ['highlight', 'mark'],
  ['superscript', 'sup'],
  ['subscript', 'sub'],
]);

/** Text, with what stands in its lines. A link that changes its emphasis half-way stays one link. */
export function Inline({ nodes = [] }: { nodes?: readonly DocumentNode[] | undefined }) {
  return byLink(nodes).map(({ link, inside }, index) => {
    const words = inside.map((node, at) => <Fragment key={at}>{emphasised(node)}</Fragment>);
    return link ? (
      <Linked key={index} link={link} said={inside.map(plainText).join('')}>
        {words}
      </Linked>
    ) : (
      <Fragment key={index}>{words}</Fragment>
    );
  });
}

/** Neighbours that lead to the same place, together. */
function byLink(nodes: readonly DocumentNode[]): { link: LinkMark | undefined; inside: DocumentNode[] }[] {
  const groups: { link: LinkMark | undefined; key: string; inside: DocumentNode[] }[] = [];
  for (const node of nodes) {
    const link = node.marks?.find((mark): mark is LinkMark => mark.type === 'link' || mark.type === 'pageLink' || mark.type === 'fileLink');
    const key = link ? JSON.stringify(link) : '';
    const last = groups.at(-1);
    if (last?.key === key) last.inside.push(node);
    else groups.push({ link, key, inside: [node] });
  }
  return groups;
}

function emphasised(node: DocumentNode): ReactNode {
  return (node.marks ?? []).reduceRight<ReactNode>((inside, { type }) => {
    const Tag = EMPHASIS.get(type);
    return Tag ? <Tag>{inside}</Tag> : inside;
  }, plain(node));
}

function plain(node: DocumentNode): ReactNode {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return <br />;
  if (node.type === 'inlineImage') return <InlinePicture node={node} />;
  if (node.type === 'inlineFormula') return <InlineFormula node={node} />;
  if (node.type === 'mention') return <Mention node={node} />;
  return <UnknownInline node={node} />;
}

/** Something in a line that this version does not know: its words where it has some, else its kind. */
function UnknownInline({ node: { type, attrs = {} } }: { node: { type: string; attrs?: object | undefined } }) {
  const words = Object.entries(attrs).find(([name, value]) => /^(label|text|title|name)$/.test(name) && typeof value === 'string');
  return (
    <span {...atom} className={classes['unknownInline']}>
      {String(words?.[1] ?? type)}
    </span>
  );
}

function Linked({ link, said, children }: { link: LinkMark; said: string; children: ReactNode }) {
  if (link.type === 'pageLink') return <PageLink {...link.attrs}>{children}</PageLink>;
  if (link.type === 'fileLink')
    return (
      <a className={classes['link']} href={fileAddress(link.attrs.fileId)}>
        {children}
      </a>
    );
  return (
    <AddressLink href={link.attrs.href} said={said}>
      {children}
    </AddressLink>
  );
}

/** Checked once more where it is shown: an address that may not be opened is only its words. */
function AddressLink({ href, said, children }: { href: string; said: string; children: ReactNode }) {
  if (typeof href !== 'string' || !isSafeHref(href)) return children;
  const elsewhere = href.startsWith('#') ? {} : { rel: 'noopener noreferrer' };
  return (
    <a className={classes['link']} href={href} data-paper={addressOnPaper(href, said)} {...elsewhere}>
      {children}
    </a>
  );
}

/** A page that the reader may not see: the writer's words stay, where they lead is not told. */
function PageLink({ pageId, anchor, children }: { pageId: string; anchor: string | null; children: ReactNode }) {
  const { t } = useTranslation();
  const page = useReading().pages.get(pageId);
  if (page)
    return (
      <Link className={classes['link']} to="/p/$id/$slug" params={page} hash={anchor ?? undefined}>
        {children}
      </Link>
    );
  return (
    <span className={classes['unavailable']} title={t('reader.pageUnavailable')}>
      {children}
      <span {...ui} className="visually-hidden">
        {' '}
        ({t('reader.pageUnavailable')})
      </span>
    </span>
  );
}
