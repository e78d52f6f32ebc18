import { describe, expect, it } from '@jest/globals';
import { parseDocument } from '@parvis/shared/document-schema';
import * as Y from 'yjs';
import { MAX_LIVE_BYTES, UpdateJudge } from './update-judge.ts';
import { contentOf, openState, stateOf } from './yjs-document.ts';

function page(content: unknown[]): Y.Doc {
  const parsed = parseDocument({ type: 'doc', content }, 'x');
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return openState(stateOf(parsed.document));
}
const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const item = (text: string) => ({ type: 'listItem', content: [paragraph(text)] });

/** A copy in which something is written, and the update that tells of it. */
function written(from: Y.Doc, write: (fragment: Y.XmlFragment, copy: Y.Doc) => void): Uint8Array {
  const copy = openState(Y.encodeStateAsUpdate(from));
  const before = Y.encodeStateVector(copy);
  write(copy.getXmlFragment('default'), copy);
  return Y.encodeStateAsUpdate(copy, before);
}

describe('what is let through', () => {
  it('two people who empty a list at once, by nobody’s fault: the empty list goes, as in every editor', () => {
    const live = page([{ type: 'bulletList', content: [item('Un'), item('Deux')] }, paragraph('Suite')]);
    const judge = new UpdateJudge(live);
    const first = written(live, (fragment) => (fragment.get(0) as Y.XmlElement).delete(0, 1));
    const second = written(live, (fragment) => (fragment.get(0) as Y.XmlElement).delete(1, 1));
    for (const update of [first, second]) {
      const judgement = judge.judge(update);
      expect(judgement.ok).toBe(true);
      if (judgement.ok) Y.applyUpdate(live, judgement.update);
    }
    expect(contentOf(live)).not.toContain('bulletList');
    expect(contentOf(live)).toContain('Suite');
  });

  it('a full page may still be shortened', () => {
    const live = page([paragraph('court')]);
    const text = (live.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(0, 'x'.repeat(MAX_LIVE_BYTES));
    const judge = new UpdateJudge(live);
    const longer = written(live, (fragment) => ((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, 'y'.repeat(5_000)));
    expect(judge.judge(longer)).toMatchObject({ ok: false, code: 'too-large' });
    const shorter = written(live, (fragment) => ((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 5_000));
    expect(judge.judge(shorter).ok).toBe(true);
  });
});

describe('what is refused', () => {
  const live = page([paragraph('Réception')]);
  const before = contentOf(live);
  it.each<[string, (fragment: Y.XmlFragment, copy: Y.Doc) => void]>([
    ['an unknown block', (fragment) => fragment.push([new Y.XmlElement('iframe')])],
    ['text at the top', (fragment) => fragment.push([new Y.XmlText('nu')])],
    ['another root beside the text', (_, copy) => copy.getText('title').insert(0, 'x')],
    ['a block nested too deep', (fragment) => nest(fragment, 150)],
    ['an attribute that holds a shared type', (fragment) => (fragment.get(0) as Y.XmlElement).setAttribute('id', new Y.Map() as never)],
  ])('%s', (_, write) => {
    const update = written(live, write);
    const judge = new UpdateJudge(live);
    expect(judge.judge(update)).toMatchObject({ ok: false, code: 'schema' });
    expect(contentOf(live)).toBe(before);
    // And the next honest change is judged on what is really there.
    expect(judge.judge(written(live, (fragment) => fragment.push([new Y.XmlElement('paragraph')]))).ok).toBe(true);
  });

  it('what is no update at all', () => {
    expect(new UpdateJudge(live).judge(new Uint8Array([255, 1, 2, 3]))).toMatchObject({ ok: false, code: 'schema' });
  });
});

function nest(fragment: Y.XmlFragment, depth: number): void {
  let inside: Y.XmlFragment = fragment;
  for (let level = 0; level < depth; level++) {
    const quote = new Y.XmlElement('blockquote');
    inside.push([quote]);
    inside = quote;
  }
}
