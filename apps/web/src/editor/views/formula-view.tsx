import type { ReactNodeViewProps } from '@tiptap/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DrawnFormula } from '../../features/wiki/reader/formula.tsx';
import formula from '../../features/wiki/reader/formula.module.css';
import { AtomFrame } from './atom-views.tsx';
import { TextField } from './text-field.tsx';
import classes from './views.module.css';

/** A formula: drawn as readers see it; when chosen, its LaTeX below, drawn as one types. */
export function FormulaView({ node, selected, editor, updateAttributes, getPos }: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  const inline = node.isInline;
  const latex = String(node.attrs['latex'] ?? '');
  const [opened, open] = useState(false);
  const editing = editor.isEditable && (opened || (selected && latex === ''));
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
  const drawn = latex ? <DrawnFormula latex={latex} display={!inline} /> : <span className={classes['waiting']}>{t('formula.empty')}</span>;
  const Box = inline ? 'span' : 'div';
  return (
    <AtomFrame selected={selected} inline={inline}>
      {editor.isEditable ? (
        <button
          type="button"
          data-tool=""
          className={classes['drawn']}
          aria-label={t('formula.edit')}
          aria-expanded={editing}
          onClick={() => open(true)}
        >
          <span className={inline ? undefined : formula['formula']}>{drawn}</span>
        </button>
      ) : (
        drawn
      )}
      {editing && (
        <Box className={classes[inline ? 'floatingForm' : 'form']}>
          <TextField
            label={t('formula.source')}
            value={latex}
            max={inline ? 2_000 : 10_000}
            lines={inline ? 1 : 4}
            mono
            takesFocus
            onChange={(value) => {
              open(true);
              updateAttributes({ latex: value });
            }}
            onDone={done}
          />
          <button type="button" data-tool="" className={classes['tool']} onClick={done}>
            {t('formula.done')}
          </button>
        </Box>
      )}
    </AtomFrame>
  );
}
