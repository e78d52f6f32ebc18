import { type DocumentNode, type NodeOf, isSafeHref } from '@parvis/shared/document';
import { NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmbedCard } from '../../features/wiki/reader/embed-card.tsx';
import { FileRow } from '../../features/wiki/reader/file-row.tsx';
import { InlinePicture } from '../../features/wiki/reader/inline-picture.tsx';
import { KeptBlock } from '../../features/wiki/reader/kept-block.tsx';
import { PageCard } from '../../features/wiki/reader/page-card.tsx';
import { useReading } from '../../features/wiki/reader/reading.ts';
import mention from '../../features/wiki/reader/mention.module.css';
import { TextField } from './text-field.tsx';
import classes from './views.module.css';

/** The node as documents hold it: what the reader draws. */
export const stored = <Type extends DocumentNode['type']>({ node }: Pick<ReactNodeViewProps, 'node'>): NodeOf<Type> =>
  node.toJSON() as NodeOf<Type>;

/** While one writes, a click chooses; nothing is followed, fetched or enlarged by accident. */
function chooses(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('a, button') && !event.target.closest('[data-tool]')) {
    event.preventDefault();
    if (event.target.closest('button')) event.stopPropagation();
  }
}

/** What has no text of its own, drawn as readers see it. */
export function AtomFrame({ selected, inline = false, children }: { selected: boolean; inline?: boolean; children: ReactNode }) {
  return (
    <NodeViewWrapper
      as={inline ? 'span' : 'div'}
      className={`${classes[inline ? 'inlineAtom' : 'atom']} ${selected ? classes['chosen'] : ''}`}
      onClickCapture={chooses}
      data-drag-handle=""
      contentEditable={false}
    >
      {children}
    </NodeViewWrapper>
  );
}

export const FileView = (props: ReactNodeViewProps) => (
  <AtomFrame selected={props.selected}>
    <FileRow node={stored<'file'>(props)} />
  </AtomFrame>
);
export const PageCardView = (props: ReactNodeViewProps) => (
  <AtomFrame selected={props.selected}>
    <PageCard node={stored<'pageCard'>(props)} />
  </AtomFrame>
);
export const KeptView = (props: ReactNodeViewProps) => (
  <AtomFrame selected={props.selected}>
    <KeptBlock node={stored<'kept'>(props)} />
  </AtomFrame>
);
export const InlinePictureView = (props: ReactNodeViewProps) => (
  <AtomFrame selected={props.selected} inline>
    <InlinePicture node={stored<'inlineImage'>(props)} />
  </AtomFrame>
);

/** Its title can be given: the site itself is never asked. */
export function EmbedView(props: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  const { selected, editor, updateAttributes } = props;
  const node = stored<'embed'>(props);
  return (
    <AtomFrame selected={selected}>
      {isSafeHref(node.attrs.url ?? '') && <EmbedCard node={node} />}
      {selected && editor.isEditable && (
        <TextField
          label={t('embed.title')}
          value={node.attrs.title ?? ''}
          max={500}
          onChange={(title) => updateAttributes({ title: title || null })}
        />
      )}
    </AtomFrame>
  );
}

export function MentionView({ node, selected }: ReactNodeViewProps) {
  const { t } = useTranslation();
  const person = useReading().people.get(String(node.attrs['personId']));
  return (
    <AtomFrame selected={selected} inline>
      <span className={mention[person ? 'mention' : 'unknown']}>{person?.name ?? t('reader.somebody')}</span>
    </AtomFrame>
  );
}
