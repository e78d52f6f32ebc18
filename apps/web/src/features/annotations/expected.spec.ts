import { describe, expect, it } from 'vitest';
import { ANA, LEO, PAGE_ID, idOf, thread } from './annotation.fixture.ts';
import { annotated, edited, replied, resolved, toggled, without } from './expected.ts';
import { emptyNote } from './note.ts';

const said = { ...emptyNote(), text: 'Nouveau' };
const { body, text } = said;
const reply = { id: idOf(20), author: LEO, body, text, createdAt: '', editedAt: null, reactions: [], can: { edit: true, delete: true } };

describe('what the screen shows before the server answers', () => {
  it('is a new thread at its place in the text', () => {
    const items = [thread(1), thread(2, { target: { start: 50 } })];
    const target = { exact: 'mots', start: 30 };
    const list = annotated(items, { id: idOf(9), sourceId: PAGE_ID, motivation: 'questioning', target, ...said }, ANA);
    expect(list.map(({ id }) => id)).toEqual([idOf(1), idOf(9), idOf(2)]);
    expect(list[1]).toMatchObject({ motivation: 'questioning', author: ANA, target: { start: 30, end: 34, state: 'SAFE', whole: false } });
  });

  it('is a thread about the whole page, at its beginning', () => {
    const [first] = annotated([thread(1)], { id: idOf(9), sourceId: PAGE_ID, ...said }, ANA);
    expect(first).toMatchObject({ id: idOf(9), target: { whole: true, start: null } });
  });

  it('is an answer, a change of either, and neither any more', () => {
    const answered = replied([thread(1), thread(2)], { id: reply.id, rootId: idOf(2), ...said }, LEO);
    expect(answered[1]?.replies.map(({ author, text }) => [author?.name, text])).toEqual([['Léo Martin', 'Nouveau']]);
    expect(edited(answered, { id: reply.id, said: { ...said, text: 'Mieux' } })[1]?.replies[0]?.text).toBe('Mieux');
    expect(edited(answered, { id: idOf(1), visibility: 'private' })[0]).toMatchObject({ visibility: 'private', text: 'Propos 1' });
    expect(without(answered, { id: reply.id })[1]?.replies).toEqual([]);
    expect(without(answered, { id: idOf(2) })).toHaveLength(1);
  });

  it('names and shows whom and what was written in, beside those of the thread', () => {
    const picture = { id: idOf(30), name: 'relevé.png', mediaType: 'image/webp', size: 900, width: 30, height: 20 };
    const naming = { ...said, mentions: [LEO], files: [picture] };
    expect(annotated([], { id: idOf(9), sourceId: PAGE_ID, ...naming }, ANA)[0]).toMatchObject({ mentions: [LEO], files: [picture] });
    const items = [thread(1, { mentions: [ANA] }), thread(2)];
    const answered = replied(items, { id: reply.id, rootId: idOf(1), ...naming }, LEO);
    expect(answered.map(({ mentions, files }) => [mentions, files])).toEqual([
      [[ANA, LEO], [picture]],
      [[], []],
    ]);
    for (const id of [idOf(1), reply.id])
      expect(edited([thread(1, { replies: [reply] }), thread(2)], { id, said: naming }).map(({ mentions }) => mentions)).toEqual([
        [LEO],
        [],
      ]);
  });

  it('is resolved by me, and open again', () => {
    const [done] = resolved([thread(1)], idOf(1), LEO);
    expect(done).toMatchObject({ status: 'resolved', resolvedBy: LEO });
    expect(resolved([done!], idOf(1), null)[0]).toMatchObject({ status: 'open', resolvedBy: null, resolvedAt: null });
  });

  it('counts my reaction once, and takes it away with the last one', () => {
    const items = [thread(1, { replies: [reply] })];
    const on = toggled(items, { id: reply.id, reaction: 'agree', on: true }, ANA);
    expect(on[0]?.replies[0]?.reactions).toEqual([{ reaction: 'agree', count: 1, mine: true, people: [ANA] }]);
    expect(toggled(on, { id: reply.id, reaction: 'agree', on: true }, ANA)).toEqual(on);
    expect(toggled(on, { id: reply.id, reaction: 'agree', on: false }, ANA)[0]?.replies[0]?.reactions).toEqual([]);
    const two = [thread(1, { reactions: [{ reaction: 'thanks', count: 1, mine: false, people: [LEO] }] })];
    expect(toggled(two, { id: idOf(1), reaction: 'thanks', on: true }, ANA)[0]?.reactions[0]).toMatchObject({ count: 2, mine: true });
  });
});
