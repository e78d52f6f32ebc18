import { type NodeOf, isSafeHref } from '@parvis/shared/document';
import type { ReactNodeViewProps } from '@tiptap/react';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Picture } from '../../features/wiki/reader/picture.tsx';
import { AtomFrame, stored } from './atom-views.tsx';
import { TextField } from './text-field.tsx';
import classes from './views.module.css';

/** A picture with its words: what it shows is asked for as soon as it stands there. */
export function PictureView(props: ReactNodeViewProps) {
  const { selected, editor, updateAttributes, getPos } = props;
  const { t } = useTranslation('editor');
  const node = stored<'image'>(props);
  const [opened, open] = useState(false);
  const editing = editor.isEditable && (opened || (selected && !node.attrs.alt));
  const done = () => {
    open(false);
    const position = getPos();
    if (position !== undefined)
      editor
        .chain()
        .focus()
        .setTextSelection(position + 1)
        .run();
  };
  return (
    <AtomFrame selected={selected}>
      {canBeShown(node) && <Picture node={node} />}
      {editor.isEditable && !editing && (
        <button type="button" data-tool="" className={classes['tool']} aria-expanded={false} onClick={() => open(true)}>
          <IconPencil size={16} stroke={1.6} aria-hidden="true" />
          {t(node.attrs.alt ? 'image.edit' : 'image.askAlt')}
        </button>
      )}
      {editing && (
        <div className={classes['form']}>
          <TextField
            label={t('image.alt')}
            hint={t('image.altHint')}
            value={node.attrs.alt}
            max={2_000}
            takesFocus={opened}
            onChange={(alt) => {
              open(true);
              updateAttributes({ alt });
            }}
            onDone={done}
          />
          <TextField
            label={t('image.caption')}
            value={node.attrs.caption ?? ''}
            max={4_000}
            onChange={(caption) => updateAttributes({ caption: caption || null })}
            onDone={done}
          />
        </div>
      )}
    </AtomFrame>
  );
}

/** What comes from another screen is checked again before it is drawn. */
const canBeShown = ({ attrs: { fileId, src } }: NodeOf<'image'>): boolean => Boolean(fileId) || (src !== null && isSafeHref(src));
