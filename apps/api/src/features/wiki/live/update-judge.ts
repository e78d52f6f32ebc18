import type { RefusalCode } from '@parvis/shared';
import { MAX_DOCUMENT_LENGTH } from '@parvis/shared/document-schema';
import * as Y from 'yjs';
import { checkBlock, takeOutMisplaced } from './live-blocks.ts';
import { ForeignContent, contentOf, fragmentOf } from './yjs-document.ts';

/** A page that is written live may grow to this many bytes of Yjs state; editors become slow well beyond it. */
export const MAX_LIVE_BYTES = MAX_DOCUMENT_LENGTH / 2;

export type Judgement = { ok: true; update: Uint8Array } | { ok: false; code: RefusalCode; detail: string };

/**
 * Looks at an update before anybody else sees it: it is applied to a shadow of the page, and the blocks that it
 * touches are checked. Unknown or unsafe nodes, attributes and marks are refused. Blocks that stand where they may
 * not are taken out, as every editor does (two people who write at once can bring that about by nobody's fault); an
 * update of which nothing is left then is refused too.
 */
export class UpdateJudge {
  private shadow = new Y.Doc();
  /** Bytes of the state when it was last measured, and of the updates since: never less than the truth. */
  private bytes = 0;

  constructor(private readonly page: Y.Doc) {
    this.startAgain();
  }

  /** How full the page is, from 0 to 1. */
  get share(): number {
    return Math.min(1, this.bytes / MAX_LIVE_BYTES);
  }

  /** Takes over what came by another way (the log, a change by the server) and needs no judging. */
  follow(update: Uint8Array): void {
    Y.applyUpdate(this.shadow, update);
    this.bytes += update.byteLength;
  }

  /** What to apply of this update: itself, with what was taken out after it; or why it is refused. */
  judge(update: Uint8Array): Judgement {
    try {
      if (this.growsTooLarge(update))
        return { ok: false, code: 'too-large', detail: `A page holds at most ${MAX_LIVE_BYTES} bytes. Split it into several pages.` };
      const touched = this.apply(update);
      this.checkRoots();
      for (const block of touched) checkBlock(block);
      const before = Y.encodeStateVector(this.shadow);
      if (!touched.map(takeOutMisplaced).includes(true)) return { ok: true, update };
      if (contentOf(this.shadow) === contentOf(this.page)) return this.refuse('The blocks of this change may not stand where they stand.');
      return { ok: true, update: Y.mergeUpdates([update, Y.encodeStateAsUpdate(this.shadow, before)]) };
    } catch (error) {
      return this.refuse(error instanceof ForeignContent ? error.message : 'This is not an update of a page.');
    }
  }

  private refuse(detail: string): Judgement {
    this.startAgain();
    return { ok: false, code: 'schema', detail };
  }

  private startAgain(): void {
    this.shadow.destroy();
    this.shadow = new Y.Doc();
    const state = Y.encodeStateAsUpdate(this.page);
    Y.applyUpdate(this.shadow, state);
    this.bytes = state.byteLength;
  }

  /** A page that is full may still be shortened. */
  private growsTooLarge(update: Uint8Array): boolean {
    if (this.bytes + update.byteLength > MAX_LIVE_BYTES) this.bytes = Y.encodeStateAsUpdate(this.page).byteLength;
    this.bytes += update.byteLength;
    if (this.bytes <= MAX_LIVE_BYTES || Y.decodeUpdate(update).structs.length === 0) return false;
    this.bytes -= update.byteLength;
    return true;
  }

  /** Applies it to the shadow. Returns the topmost blocks that it touched and that are still there. */
  private apply(update: Uint8Array): Y.XmlElement[] {
    const fragment = fragmentOf(this.shadow);
    const touched = new Set<Y.XmlElement>();
    const collect = (events: Y.YEvent<Y.XmlFragment>[]) => {
      for (const { target, changes } of events) {
        if ((target as unknown) !== fragment) touched.add(topmost(target, fragment));
        else for (const { content } of changes.added) if (content instanceof Y.ContentType) touched.add(content.type as Y.XmlElement);
      }
    };
    fragment.observeDeep(collect as never);
    try {
      Y.applyUpdate(this.shadow, update);
    } finally {
      fragment.unobserveDeep(collect as never);
    }
    return [...touched].filter((block) => block._item?.deleted === false);
  }

  private checkRoots(): void {
    const fragment = fragmentOf(this.shadow);
    if (this.shadow.share.size > 1 || fragment._map.size > 0) throw new ForeignContent('A page holds its text and nothing else.');
    if (fragment.toArray().some((child) => !(child instanceof Y.XmlElement))) throw new ForeignContent('A page is made of blocks.');
  }
}

function topmost(type: unknown, fragment: Y.XmlFragment): Y.XmlElement {
  let at = type as Y.XmlElement;
  while (at.parent && (at.parent as unknown) !== fragment) at = at.parent as Y.XmlElement;
  return at;
}
