import type { CalloutKind } from '@parvis/shared/document';
import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { IconAlertTriangle, IconBulb, IconHandStop, IconInfoCircle, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import callout from '../../features/wiki/reader/callout.module.css';
import parts from '../../features/wiki/reader/parts.module.css';
import tabs from '../../features/wiki/reader/tabs.module.css';
import { deleteBlock } from '../blocks/block-commands.ts';
import { CALLOUT_KINDS } from '../nodes/containers.ts';
import classes from './views.module.css';

const ICONS = { info: IconInfoCircle, success: IconBulb, warning: IconAlertTriangle, danger: IconHandStop } as const;
const WORDS = {
  info: 'reader.calloutInfo',
  success: 'reader.calloutSuccess',
  warning: 'reader.calloutWarning',
  danger: 'reader.calloutDanger',
} as const;

export function CalloutView({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const { t } = useTranslation(['translation', 'editor']);
  const kind = CALLOUT_KINDS.find((known) => known === node.attrs['kind']) ?? 'info';
  const Icon = ICONS[kind];
  return (
    <NodeViewWrapper className={`${callout['callout']} ${callout[kind]}`}>
      <span contentEditable={false} className={callout['icon']}>
        <Icon size={20} stroke={1.6} aria-hidden="true" />
      </span>
      <div className={callout['words']}>
        <div contentEditable={false} className={`${callout['kind']} ${classes['kind']}`}>
          <select
            className={classes['select']}
            aria-label={t('editor:callout.kind')}
            value={kind}
            disabled={!editor.isEditable}
            onChange={({ currentTarget }) => updateAttributes({ kind: currentTarget.value as CalloutKind })}
          >
            {CALLOUT_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(WORDS[one])}
              </option>
            ))}
          </select>
        </div>
        <NodeViewContent className={classes['content']} />
      </div>
    </NodeViewWrapper>
  );
}

/** Lies open while one writes; the box says how readers find it. */
export function DetailsView({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  return (
    <NodeViewWrapper className={`${parts['details']} ${classes['details']}`}>
      <label contentEditable={false} className={classes['option']}>
        <input
          type="checkbox"
          checked={node.attrs['open'] === true}
          disabled={!editor.isEditable}
          onChange={({ currentTarget }) => updateAttributes({ open: currentTarget.checked })}
        />
        {t('details.open')}
      </label>
      <NodeViewContent />
    </NodeViewWrapper>
  );
}

/** All tabs one below the other: what is written in one is seen, found and counted. */
export function TabsView({ node, editor, getPos }: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  const add = () => {
    const position = getPos();
    if (position === undefined) return;
    const title = t('tabs.new', { number: node.childCount + 1 });
    const end = position + node.nodeSize - 1;
    editor
      .chain()
      .insertContentAt(end, { type: 'tab', attrs: { title }, content: [{ type: 'paragraph' }] })
      .focus(end + 2)
      .run();
  };
  return (
    <NodeViewWrapper className={`${tabs['tabs']} ${classes['tabs']}`}>
      <NodeViewContent />
      {editor.isEditable && <AddButton words={t('tabs.add')} onClick={add} />}
    </NodeViewWrapper>
  );
}

export function TabView(props: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  const title = String(props.node.attrs['title'] ?? '');
  return (
    <NodeViewWrapper className={classes['tab']}>
      <PartHead
        {...props}
        label={t('tabs.title')}
        value={title}
        onTitle={(words) => props.updateAttributes({ title: words })}
        remove={t('tabs.remove', { title })}
      />
      <NodeViewContent className={classes['content']} />
    </NodeViewWrapper>
  );
}

export function StepsView({ node, editor, getPos }: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  const add = () => {
    const position = getPos();
    if (position === undefined) return;
    const end = position + node.nodeSize - 1;
    editor
      .chain()
      .insertContentAt(end, { type: 'step', attrs: { title: null }, content: [{ type: 'paragraph' }] })
      .focus(end + 2)
      .run();
  };
  return (
    <NodeViewWrapper>
      <NodeViewContent className={classes['steps']} />
      {editor.isEditable && <AddButton words={t('steps.add')} onClick={add} />}
    </NodeViewWrapper>
  );
}

export function StepView(props: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  return (
    <NodeViewWrapper className={classes['step']}>
      <PartHead
        {...props}
        label={t('steps.title')}
        value={String(props.node.attrs['title'] ?? '')}
        onTitle={(words) => props.updateAttributes({ title: words || null })}
        remove={t('steps.remove')}
      />
      <NodeViewContent className={classes['content']} />
    </NodeViewWrapper>
  );
}

type HeadProps = Pick<ReactNodeViewProps, 'editor' | 'getPos'> & {
  label: string;
  value: string;
  remove: string;
  onTitle: (title: string) => void;
};

/** The title of a part, and how to do without the part. */
function PartHead({ editor, getPos, label, value, remove, onTitle }: HeadProps) {
  const removePart = () => {
    const position = getPos();
    if (position === undefined) return;
    const $at = editor.state.doc.resolve(position);
    const node = $at.nodeAfter;
    if (node) deleteBlock(editor, { node, from: position, to: position + node.nodeSize, parent: $at.parent, index: $at.index() });
    editor.commands.focus();
  };
  return (
    <div contentEditable={false} className={classes['partHead']}>
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={300}
        readOnly={!editor.isEditable}
        onChange={({ currentTarget }) => onTitle(currentTarget.value)}
        onKeyDown={(event) => event.stopPropagation()}
      />
      {editor.isEditable && (
        <button type="button" className={classes['icon']} aria-label={remove} title={remove} onClick={removePart}>
          <IconTrash size={16} stroke={1.6} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

const AddButton = ({ words, onClick }: { words: string; onClick: () => void }) => (
  <button type="button" contentEditable={false} className={classes['tool']} onClick={onClick}>
    <IconPlus size={16} stroke={1.6} aria-hidden="true" />
    {words}
  </button>
);
