import type { Stretch } from './levels.ts';
import type { TextPlaces } from './text-places.ts';
import { rectOf } from './use-text-places.ts';

/** Where passages begin on the page, in pixels from the top of the document. Those without a place there are not among them. */
export interface Tops {
  has: (id: string) => boolean;
  /** `exactly`: to the pixel; else to about a line, which costs next to nothing. */
  get: (id: string, exactly?: boolean) => number | undefined;
}

/**
 * The tops of many passages as the text lies now. To ask the browser for each costs more than all the rest that a page
 * with hundreds of them does: only those that are wanted exactly are asked for, others are told from their paragraph.
 */
export class PassageTops implements Tops {
  private readonly exact = new Map<string, number>();
  private readonly boxes = new Map<Element, DOMRect>();

  constructor(
    private readonly places: TextPlaces,
    private readonly stretches: ReadonlyMap<string, Stretch>,
  ) {}

  has(id: string): boolean {
    const stretch = this.stretches.get(id);
    return stretch !== undefined && stretch.start >= 0 && stretch.end <= this.places.length;
  }

  get(id: string, exactly = false): number | undefined {
    const stretch = this.stretches.get(id);
    if (!stretch || !this.has(id)) return undefined;
    return this.exact.get(id) ?? (exactly ? this.ask(id, stretch) : (this.estimate(stretch) ?? this.ask(id, stretch)));
  }

  private ask(id: string, { start, end }: Stretch): number | undefined {
    const rect = rectOf(this.places, start, end);
    if (!rect) return undefined;
    const top = rect.top + window.scrollY;
    this.exact.set(id, top);
    return top;
  }

  /** As far down in its paragraph as it stands in its words; null for what has no words, and for what is folded away. */
  private estimate({ start, end }: Stretch): number | null {
    const [first] = this.places.wordsOf(start, Math.min(end, start + 1));
    const node = first?.startContainer;
    if (!first || !node?.parentElement) return null;
    const { top, height } = this.boxOf(node.parentElement);
    if (height === 0) return null;
    return top + window.scrollY + (height * first.startOffset) / Math.max(1, node.textContent?.length ?? 1);
  }

  private boxOf(element: Element): DOMRect {
    const known = this.boxes.get(element);
    if (known) return known;
    const box = element.getBoundingClientRect();
    this.boxes.set(element, box);
    return box;
  }
}
