import type { SuggestionProps } from '@tiptap/suggestion';
import type { ReactNode } from 'react';

/** One line of a list that opens while one types. */
export interface Choice {
  key: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  /** What one could type instead. */
  written?: string;
  /** The heading above it; lines of one group follow each other. */
  group?: string;
  /** Said beside it, e.g. that somebody cannot read the page. */
  warning?: string;
  run: () => void;
}

export type Trigger = 'slash' | 'page' | 'person';

export interface OpenList {
  trigger: Trigger;
  query: string;
  choices: readonly Choice[];
  loading: boolean;
  chosen: number;
  /** Where what is typed stands on the screen. */
  rect: () => DOMRect | null;
}

/** The list that is open, if any: the plugin writes, the screen shows, keys go through. One per editor. */
export class SuggestStore {
  private open: OpenList | null = null;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly read = (): OpenList | null => this.open;

  show(trigger: Trigger, { query, loading, items, clientRect, command }: SuggestionProps<Omit<Choice, 'run'>>): void {
    const before = this.open?.trigger === trigger ? this.open : null;
    // While the next lines are on their way, those before stay: nothing flickers.
    const choices = loading && before ? before.choices : items.map((item) => ({ ...item, run: () => command(item) }));
    const chosen = loading && before ? before.chosen : 0;
    this.set({ trigger, query, loading, choices, chosen, rect: () => clientRect?.() ?? null });
  }

  close(trigger: Trigger): void {
    if (this.open?.trigger === trigger) this.set(null);
  }

  choose(index: number): void {
    if (this.open) this.set({ ...this.open, chosen: index });
  }

  /** Arrows, Enter and Tab while a list is open. True when the key was meant for it. */
  onKey({ key, isComposing }: KeyboardEvent): boolean {
    const { open } = this;
    if (!open || isComposing || open.choices.length === 0) return false;
    const { length } = open.choices;
    const to = new Map([
      ['ArrowDown', (open.chosen + 1) % length],
      ['ArrowUp', (open.chosen - 1 + length) % length],
      ['PageDown', Math.min(length - 1, open.chosen + 6)],
      ['PageUp', Math.max(0, open.chosen - 6)],
    ]).get(key);
    if (to !== undefined) {
      this.choose(to);
      return true;
    }
    if (key !== 'Enter' && key !== 'Tab') return false;
    open.choices[open.chosen]?.run();
    return true;
  }

  private set(open: OpenList | null): void {
    this.open = open;
    for (const listener of this.listeners) listener();
  }
}
