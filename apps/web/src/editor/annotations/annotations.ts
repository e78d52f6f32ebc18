import { type Editor, Extension } from '@tiptap/core';
import type { Passage } from '@parvis/shared/anchoring';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { levelsOf } from '../../features/annotations/levels.ts';
import type { Services } from '../services.ts';
import { type PlacedBlock, type Range, passageIn, placedBlocks } from './page-places.ts';
import { type Anchor, BEING_WRITTEN, NO_PLACES, type Place, type Places, type Revisions, compared, heard, mapped } from './places.ts';
import classes from './annotations.module.css';

interface Drawn {
  places: Places;
  active: string | null;
  decorations: DecorationSet;
}
interface Told {
  heard?: { anchors: readonly Anchor[]; revisions: Revisions };
  active?: string | null;
  /** The passage that is about to be annotated. */
  written?: Range | null;
}
/** What the binding to the shared document says of a change that came from there. */
interface Synced {
  isChangeOrigin?: boolean;
  isUndoRedoOperation?: boolean;
}

const key = new PluginKey<Drawn>('annotations');
const KINDS: ReadonlySet<string> = new Set(['commenting', 'questioning', 'editing', 'highlighting', 'resolved', BEING_WRITTEN]);

/**
 * Annotations over the text that is written. They are drawn, never part of the document: they follow what is written
 * here letter by letter, and what others write as long as they still say the same (see `places.ts`).
 */
export const Annotations = Extension.create<{ services: Services }>({
  name: 'annotations',
  addProseMirrorPlugins() {
    const { services } = this.options;
    return [
      new Plugin<Drawn>({
        key,
        state: {
          init: () => ({ places: NO_PLACES, active: null, decorations: DecorationSet.empty }),
          apply: (transaction, before, _, { doc }) => applied(transaction, before, doc),
        },
        props: {
          decorations: (state) => key.getState(state)?.decorations,
          handleClick: (view, position) => {
            open(services, annotationAt(view.state, position));
            return false;
          },
          handleClickOn: (view, _position, node, at, _event, direct) => {
            if (direct && node.isAtom) open(services, annotationAt(view.state, at));
            return false;
          },
        },
      }),
    ];
  },
  addKeyboardShortcuts() {
    const { editor, options } = this;
    return {
      'Mod-Alt-m': () => {
        const { annotations } = options.services.given;
        if (!editor.state.selection.empty) annotations?.onAnnotate?.();
        else open(options.services, annotationAt(editor.state, editor.state.selection.from));
        return annotations !== undefined;
      },
    };
  },
});

function open({ given }: Services, id: string | null): void {
  if (id) given.annotations?.onOpen(id);
}

function applied(transaction: Transaction, before: Drawn, doc: Node): Drawn {
  const told = (transaction.getMeta(key) ?? {}) as Told;
  let { places } = before;
  if (transaction.docChanged) places = moved(transaction, places, doc);
  if (told.heard) places = heard(places, told.heard.anchors, blocksOf(doc), told.heard.revisions);
  if (told.written !== undefined) places = withWritten(places, told.written);
  const active = told.active === undefined ? before.active : told.active;
  if (places === before.places && active === before.active) return before;
  return { places, active, decorations: DecorationSet.create(doc, decorationsOf(doc, places.shown, active)) };
}

function moved(transaction: Transaction, places: Places, doc: Node): Places {
  if (places.shown.length === 0 && places.lost.size === 0) return places;
  const synced = transaction.getMeta(ySyncPluginKey) as Synced | undefined;
  if (synced?.isChangeOrigin) return compared(places, blocksOf(transaction.before), blocksOf(doc), synced.isUndoRedoOperation === true);
  return mapped(
    places,
    () => blocksOf(transaction.before),
    (position, side) => transaction.mapping.map(position, side),
  );
}

function withWritten({ shown, lost, ...places }: Places, range: Range | null): Places {
  const others = shown.filter(({ id }) => id !== BEING_WRITTEN);
  const missed = new Map([...lost].filter(([id]) => id !== BEING_WRITTEN));
  return { ...places, lost: missed, shown: range ? [...others, { ...range, id: BEING_WRITTEN, motivation: BEING_WRITTEN }] : others };
}

/** Texts are asked for several times in a row: of the document before a change, and after it. */
const known = new WeakMap<Node, PlacedBlock[]>();
function blocksOf(doc: Node): PlacedBlock[] {
  const blocks = known.get(doc) ?? placedBlocks(doc);
  known.set(doc, blocks);
  return blocks;
}

function decorationsOf(doc: Node, shown: readonly Place[], active: string | null): Decoration[] {
  const levels = levelsOf(shown.map(({ from, to }) => ({ start: from, end: to })));
  return shown.flatMap(({ id, motivation, from, to }, index) => {
    const kind = KINDS.has(motivation) ? motivation : 'commenting';
    const look = {
      class: [classes['annotation'], classes[kind], classes[`level${levels[index]}`], id === active ? classes['active'] : '']
        .filter(Boolean)
        .join(' '),
      'data-annotation': id,
    };
    const atoms: Decoration[] = [];
    doc.nodesBetween(from, to, (node, position) => {
      if (node.isBlock && node.isLeaf) atoms.push(Decoration.node(position, position + node.nodeSize, look));
      return !node.isLeaf;
    });
    // An element for each, so that those that overlap are seen through each other.
    return [Decoration.inline(from, to, { ...look, nodeName: 'span' }), ...atoms];
  });
}

/** The annotation at a position: of several, the shortest, which is the one that is hardest to reach. */
function annotationAt(state: EditorState, position: number): string | null {
  const here = (key.getState(state)?.places.shown ?? []).filter(
    ({ id, from, to }) => id !== BEING_WRITTEN && from <= position && position <= to,
  );
  return here.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0]?.id ?? null;
}

/** What is known of the places of annotations now. */
export const placesIn = (state: EditorState): Places => key.getState(state)?.places ?? NO_PLACES;

/** Tells the editor what the server says of annotations. */
export function tellAnchors(editor: Editor, anchors: readonly Anchor[], revisions: Revisions): void {
  tell(editor, { heard: { anchors, revisions } });
}
export const showActive = (editor: Editor, active: string | null): void => tell(editor, { active });

/** Begins to annotate what is selected. The passage follows the text until `endWriting`. False when nothing is selected. */
export function beginWriting(editor: Editor): boolean {
  const { selection, doc } = editor.state;
  if (!passageIn(blocksOf(doc), selection)) return false;
  tell(editor, { written: { from: selection.from, to: selection.to } });
  return true;
}
export const endWriting = (editor: Editor): void => tell(editor, { written: null });

/** What is about to be annotated, as it reads now. Null when its text is gone, or when nothing is. */
export function passageBeingWritten({ state }: Editor): Passage | null {
  const place = placesIn(state).shown.find(({ id }) => id === BEING_WRITTEN);
  return place ? passageIn(blocksOf(state.doc), place) : null;
}

/** In pixels, and as a part of the window's height: what stands between them is in sight. */
const HIGHEST = 120;
const LOWEST = 0.7;

/** Brings an annotation into sight. False when it has no place here. */
export function goToAnnotation(editor: Editor, id: string): boolean {
  const place = placesIn(editor.state).shown.find((one) => one.id === id);
  if (!place) return false;
  const { top } = editor.view.coordsAtPos(place.from);
  if (top >= HIGHEST && top <= window.innerHeight * LOWEST) return true;
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  window.scrollBy({ top: top - window.innerHeight * 0.3, behavior: calm ? 'instant' : 'smooth' });
  return true;
}

function tell(editor: Editor, told: Told): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, told).setMeta('addToHistory', false));
}
