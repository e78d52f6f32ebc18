import { beforeEach, describe, expect, it } from 'vitest';
import { ANA, LEO, PAGE_ID } from './annotation.fixture.ts';
import { Desk } from './desk.ts';
import { noteOf } from './note.ts';

const note = (text: string) =>
  noteOf({ type: 'doc', content: [{ type: 'paragraph', attrs: { id: null }, content: [{ type: 'text', text }] }] });
const target = { exact: 'mots', start: 3 };
let desk: Desk;
/** Begins an annotation and types into it. */
const type = (text: string) => {
  desk.begin(target, 'questioning');
  desk.write({ ...desk.read().composing!, ...note(text) });
  return desk.read().composing!;
};

beforeEach(() => {
  localStorage.clear();
  desk = new Desk(PAGE_ID, ANA.id);
});

describe('what is being written', () => {
  it('is there again on this device, for this person and this page alone', () => {
    type('À vérifier');
    expect(new Desk(PAGE_ID, ANA.id).read().composing).toMatchObject({ text: 'À vérifier', target, motivation: 'questioning' });
    expect(new Desk(PAGE_ID, LEO.id).read().composing).toBeNull();
    desk.write(null);
    expect(new Desk(PAGE_ID, ANA.id).read().composing).toBeNull();
  });

  it('is not kept while nothing was said', () => {
    desk.begin(target, 'commenting');
    expect(localStorage).toHaveLength(0);
  });

  it('goes along to another passage', () => {
    const { id } = type('À vérifier');
    desk.begin(null, 'commenting');
    expect(desk.read().composing).toMatchObject({ id, text: 'À vérifier', target: null, motivation: 'commenting' });
  });
});

describe('whom one names', () => {
  const naming = (document: object) => document as Parameters<typeof noteOf>[0];
  const mention = { type: 'mention', attrs: { personId: LEO.id } };
  const written = noteOf(naming({ type: 'doc', content: [{ type: 'paragraph', content: [mention] }] }), { people: [ANA, LEO], files: [] });

  it('is kept with what one writes, and is there after a reload without being asked for', () => {
    expect(written.mentions).toEqual([LEO]);
    desk.begin(target, 'commenting');
    desk.write({ ...desk.read().composing!, ...written });
    expect(new Desk(PAGE_ID, ANA.id).read().composing).toMatchObject({ mentions: [LEO], files: [] });
  });

  it('is nobody in what was kept before names were', () => {
    const { mentions: _, files: __, ...kept } = type('À vérifier');
    localStorage.setItem(localStorage.key(0)!, JSON.stringify(kept));
    expect(new Desk(PAGE_ID, ANA.id).read().composing).toMatchObject({ text: 'À vérifier', mentions: [], files: [] });
  });
});

describe('what is on its way', () => {
  it('makes room for the next, which its arrival leaves alone', () => {
    const first = type('Premier');
    desk.write({ ...first, sending: true });
    const second = type('Second');
    expect(second.id).not.toBe(first.id);
    desk.arrived(first.id);
    expect(desk.read().composing).toMatchObject({ id: second.id, text: 'Second' });
    desk.arrived(second.id);
    expect(desk.read().composing).toBeNull();
  });

  it('comes back when it is not taken, and nothing of either is lost', () => {
    const first = type('Premier');
    desk.write({ ...first, sending: true });
    desk.giveBack(first);
    expect(desk.read().composing).toMatchObject({ id: first.id, text: 'Premier', sending: false });
    desk.write({ ...first, sending: true });
    type('Second');
    desk.giveBack(first);
    expect(desk.read().composing).toMatchObject({ id: first.id, text: 'Premier\nSecond', target });
  });

  it('is written on after a reload, as the same annotation', () => {
    const first = type('Premier');
    desk.write({ ...first, sending: true });
    expect(new Desk(PAGE_ID, ANA.id).read().composing).toMatchObject({ id: first.id, sending: false });
  });
});

it('gives the focus once, to the thread that a key led to', () => {
  desk.giveFocus('a');
  expect([desk.takeFocus('b'), desk.takeFocus('a'), desk.takeFocus('a')]).toEqual([false, true, false]);
});
