import { NodeViewContent, NodeViewWrapper, type ReactNodeViewProps } from '@tiptap/react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiagramFrame } from '../../features/wiki/reader/diagram-frame.tsx';
import code from '../../features/wiki/reader/code.module.css';
import { LANGUAGES } from '../code/languages.ts';
import classes from './views.module.css';

const DIAGRAM = 'mermaid';

/** Code with its language and title; a diagram is drawn below what is written, as it is written. */
export function CodeView({ node, editor, updateAttributes }: ReactNodeViewProps) {
  const { t } = useTranslation('editor');
  const language = (node.attrs['language'] as string | null) ?? '';
  const title = (node.attrs['title'] as string | null) ?? '';
  const isKnown = language === '' || language === DIAGRAM || LANGUAGES.some(([name]) => name === language);
  return (
    <NodeViewWrapper className={`${code['code']} ${classes['code']}`}>
      <div className={code['head']} contentEditable={false}>
        <input
          type="text"
          className={classes['codeTitle']}
          aria-label={t('code.title')}
          placeholder={editor.isEditable ? t('code.title') : undefined}
          value={title}
          maxLength={300}
          readOnly={!editor.isEditable}
          onChange={({ currentTarget }) => updateAttributes({ title: currentTarget.value || null })}
          onKeyDown={(event) => event.stopPropagation()}
        />
        <select
          className={classes['select']}
          aria-label={t('code.language')}
          value={language}
          disabled={!editor.isEditable}
          onChange={({ currentTarget }) => updateAttributes({ language: currentTarget.value || null })}
        >
          <option value="">{t('code.plain')}</option>
          <option value={DIAGRAM}>{t('code.diagram')}</option>
          {!isKnown && <option value={language}>{language}</option>}
          {LANGUAGES.map(([name, called]) => (
            <option key={name} value={name}>
              {called}
            </option>
          ))}
        </select>
      </div>
      <pre spellCheck={false}>
        <NodeViewContent<'code'> as="code" />
      </pre>
      {language === DIAGRAM && <Preview source={node.textContent} />}
    </NodeViewWrapper>
  );
}

function Preview({ source }: { source: string }) {
  const { t } = useTranslation('editor');
  const [wrong, setWrong] = useState<string | null>(null);
  const shown = useDeferredValue(source);
  if (!shown.trim()) return null;
  return (
    <div contentEditable={false} className={classes['preview']}>
      <DiagramFrame source={shown} title={t('code.preview')} onOutcome={(drawn, detail) => setWrong(drawn ? null : (detail ?? ''))} />
      {wrong !== null && (
        <p role="status">
          {t('code.wrong')} <small>{wrong}</small>
        </p>
      )}
    </div>
  );
}
