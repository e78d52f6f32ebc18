import { type NodeOf, plainText } from '@parvis/shared/document';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.ts';
import { useOverflow } from './overflow.ts';
import { block, run, ui } from './places.ts';
import classes from './code.module.css';

const TOLD_MS = 2_000;

/** Code: plain at once, coloured when the colours have come. They are loaded only where a page has code that needs them. */
export function CodeBlock({ node }: { node: NodeOf<'codeBlock'> }) {
  const { t } = useTranslation();
  const { language, title } = node.attrs;
  const code = plainText(node);
  const box = useRef<HTMLPreElement>(null);
  const scrolls = useOverflow(box, 'x');
  const name = language ? t('reader.codeIn', { language }) : t('reader.code');
  return (
    <figure {...block(node)} className={classes['code']}>
      <div {...ui} className={title ? classes['head'] : classes['corner']}>
        {title && <figcaption>{title}</figcaption>}
        {language && <span className={classes['language']}>{language}</span>}
        <CopyButton code={code} box={box} />
      </div>
      <pre ref={box} {...(scrolls && { role: 'region', 'aria-label': title ?? name, tabIndex: 0 })}>
        <code {...run}>{useColours(code, language) ?? code}</code>
      </pre>
    </figure>
  );
}

function CopyButton({ code, box }: { code: string; box: { current: HTMLElement | null } }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'copied' | 'copyYourself' | null>(null);
  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(null), TOLD_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const copied = await copyText(code);
    // Where the browser forbids it, one key is left to press.
    if (!copied && box.current) window.getSelection()?.selectAllChildren(box.current);
    setOutcome(copied ? 'copied' : 'copyYourself');
  };
  const Icon = outcome === 'copied' ? IconCheck : IconCopy;
  return (
    <button type="button" className={classes['copy']} onClick={() => void copy()}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span aria-live="polite">{t(outcome ? `reader.${outcome}` : 'reader.copy')}</span>
    </button>
  );
}

/** The coloured code, or null until it is there and where its language is not known. */
function useColours(code: string, language: string | null): ReactNode {
  const [coloured, setColoured] = useState<{ of: string; as: string; nodes: ReactNode } | null>(null);
  useEffect(() => {
    if (!language) return undefined;
    let current = true;
    const load = async () => {
      const { colour } = await import('./colours.tsx');
      const nodes = await colour(code, language);
      if (current) setColoured({ of: code, as: language, nodes });
    };
    // Colours that cannot be fetched are not worth a word: the code is there.
    const cancel = whenIdle(() => void load().catch(() => undefined));
    return () => {
      current = false;
      cancel();
    };
  }, [code, language]);
  return coloured?.of === code && coloured.as === language ? coloured.nodes : null;
}

/** Runs after the page has been painted. Safari has no idle callbacks. */
function whenIdle(work: () => void): () => void {
  if ('requestIdleCallback' in window) {
    const handle = window.requestIdleCallback(work, { timeout: 1_000 });
    return () => window.cancelIdleCallback(handle);
  }
  const timer = setTimeout(work, 50);
  return () => clearTimeout(timer);
}
