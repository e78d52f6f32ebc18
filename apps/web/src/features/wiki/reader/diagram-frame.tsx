import { useCallback, useEffect, useRef, useState } from 'react';
import classes from './diagram.module.css';

const FRAME = '/diagram/frame.html';
/** In pixels: what a frame may ask for. */
const TALLEST = 4_000;

interface Props {
  source: string;
  title: string;
  /** Whether it could be drawn; what was wrong. */
  onOutcome?: (drawn: boolean, detail: string | null) => void;
}

/**
 * Mermaid in a frame without an origin: it gets the source, and answers with its height or with what it could not read.
 * It is loaded when it comes near the screen.
 */
export function DiagramFrame({ source, title, onOutcome }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const outcome = useRef(onOutcome);
  const [ready, setReady] = useState(false);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    outcome.current = onOutcome;
  });
  const send = useCallback(() => {
    // The frame has no origin that could be named.
    frame.current?.contentWindow?.postMessage({ kind: 'diagram', source, dark: isDark() }, '*');
  }, [source]);
  useEffect(() => {
    const hear = ({ source: from, data }: MessageEvent<unknown>) => {
      if (from === null || from !== frame.current?.contentWindow) return;
      const { kind, height: asked, detail } = (data ?? {}) as { kind?: unknown; height?: unknown; detail?: unknown };
      if (kind === 'diagram-ready') setReady(true);
      if (kind === 'diagram-height' && typeof asked === 'number' && asked > 0) {
        setHeight(Math.min(TALLEST, Math.ceil(asked)));
        outcome.current?.(true, null);
      }
      if (kind === 'diagram-failed') outcome.current?.(false, typeof detail === 'string' ? detail.slice(0, 500) : null);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, []);
  useEffect(() => {
    if (!ready) return undefined;
    send();
    const observer = new MutationObserver(send);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-mantine-color-scheme'] });
    return () => observer.disconnect();
  }, [ready, send]);
  return (
    <iframe
      ref={frame}
      className={classes['frame']}
      src={FRAME}
      title={title}
      sandbox="allow-scripts"
      loading="lazy"
      referrerPolicy="no-referrer"
      height={height || undefined}
    />
  );
}

const isDark = (): boolean => getComputedStyle(document.documentElement).colorScheme === 'dark';
