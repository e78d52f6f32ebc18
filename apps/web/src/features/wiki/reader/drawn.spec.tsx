import { type DocumentNode, pageText } from '@parvis/shared/document';
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { NOEMIE, SECRET_ID } from './reader.fixture.ts';
import { read } from './reader.test-kit.tsx';

const paragraph = (...content: object[]) => ({ type: 'paragraph', attrs: { id: 'p' }, content }) as DocumentNode;
const inline = (latex: string) => ({ type: 'inlineFormula', attrs: { latex } });
const formula = (latex: string): DocumentNode => ({ type: 'formula', attrs: { id: 'f', latex } });
const mermaid = (text: string): DocumentNode => ({
  type: 'codeBlock',
  attrs: { id: 'd', language: 'mermaid', title: null },
  content: [{ type: 'text', text }],
});

describe('a formula', () => {
  it('is drawn, and spoken as MathML', async () => {
    const root = await read([paragraph(inline('x_1')), formula('E = mc^2')]);
    await waitFor(() => expect(root.querySelectorAll('.katex math')).toHaveLength(2));
    expect(root.querySelectorAll('[data-atom]')).toHaveLength(2);
    expect(root.querySelector('.katex-display')).toBeTruthy();
  });

  it('is shown as it was written where it cannot be read', async () => {
    const root = await read([formula('\\frac{1')]);
    await waitFor(() => expect(root.querySelector('.wrong')).toHaveTextContent('\\frac{1'));
    expect(root).toHaveTextContent('Cette formule ne se lit pas.');
  });

  it.each([
    ['\\href{javascript:alert(1)}{x}', 'a'],
    ['\\includegraphics{https://evil.example/x.png}', 'img'],
    ['\\htmlStyle{background:url(https://evil.example)}{x}', '[style*="evil"]'],
    ['<img src=x onerror=alert(1)>', 'img'],
  ])('does nothing but draw: %s', async (latex, active) => {
    const root = await read([formula(latex)]);
    await waitFor(() => expect(root.querySelector('.katex, .wrong')).toBeTruthy());
    expect(root.querySelector(active)).toBeNull();
  });
});

describe('somebody who is mentioned', () => {
  it('is named to whoever may know of her, and is somebody to all others', async () => {
    const content = [paragraph({ type: 'mention', attrs: { personId: NOEMIE.id } }, { type: 'mention', attrs: { personId: SECRET_ID } })];
    const root = await read(content);
    expect(screen.getByRole('link', { name: 'Noëmie Vasseur' })).toHaveAttribute('href', `/people/${NOEMIE.id}`);
    expect(root.querySelector('.unknown')).toHaveTextContent(/^personne$/);
    expect(pageText({ type: 'doc', content })).toBe('\ufffc\ufffc');
  });
});

describe('a diagram', () => {
  const frameOf = async () => {
    const root = await read([mermaid('graph TD; A-->B')]);
    const frame = root.querySelector('iframe')!;
    const tell = (data: object) =>
      act(() => {
        window.dispatchEvent(new MessageEvent('message', { data, source: frame.contentWindow }));
      });
    return { root, frame, tell };
  };

  it('is drawn in a frame without an origin, which only gets its source', async () => {
    const { frame, tell } = await frameOf();
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
    const sent = vi.spyOn(frame.contentWindow!, 'postMessage');
    tell({ kind: 'diagram-ready' });
    expect(sent).toHaveBeenCalledWith({ kind: 'diagram', source: 'graph TD; A-->B', dark: false }, '*');
    tell({ kind: 'diagram-height', height: 240.4 });
    expect(frame.getAttribute('height')).toBe('241');
    tell({ kind: 'diagram-height', height: 1e9 });
    expect(frame.getAttribute('height')).toBe('4000');
  });

  it('listens to no other frame', async () => {
    const { frame } = await frameOf();
    act(() => {
      window.dispatchEvent(new MessageEvent('message', { data: { kind: 'diagram-height', height: 900 }, source: window }));
    });
    expect(frame.getAttribute('height')).toBeNull();
  });

  it('shows what was written where it cannot be drawn', async () => {
    const { root, tell } = await frameOf();
    expect(root.querySelector('details')).not.toHaveAttribute('open');
    tell({ kind: 'diagram-failed', detail: 'x' });
    expect(root.querySelector('details')).toHaveAttribute('open');
    expect(root).toHaveTextContent('Ce schéma ne se lit pas.');
  });
});
