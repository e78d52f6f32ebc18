import type { Attribute } from '@tiptap/core';
import { isSafeHref } from '@parvis/shared/document';

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;
const BLOCK_ID = /^[\w-]{1,64}$/;

/** An id from outside, or null where it is none. */
export const uuidOf = (value: string | null | undefined): string | null => {
  const id = value?.toLowerCase() ?? '';
  return UUID.test(id) ? id : null;
};

/** An address on the web that may be opened, or null. */
export function webAddress(value: string | null | undefined): string | null {
  if (!value || !isSafeHref(value) || !/^https?:/i.test(value)) return null;
  return value;
}

/** A number of HTML between two bounds, or null. */
export function wholeNumber(value: string | null | undefined, least: number, most: number): number | null {
  const number = Math.trunc(Number.parseFloat(value ?? ''));
  return Number.isFinite(number) && number >= least && number <= most ? number : null;
}

/** Text of one attribute, as the documents hold it. Empty is null. */
export const words = (value: string | null | undefined, most: number): string | null =>
  value?.normalize('NFC').slice(0, most).trim() || null;

/**
 * An attribute that HTML carries as `data-…`. Each says how it is read: left to itself, TipTap would take the HTML
 * attribute of the same name unseen (`src`, `href`).
 */
export function carried<T>(
  as: string,
  start: T,
  read: (value: string | null, element: HTMLElement) => T | null,
  more: Attribute = {},
): Attribute {
  return {
    default: start,
    parseHTML: (element) => read(element.getAttribute(as), element),
    renderHTML: (attributes) => {
      const value: unknown = attributes[nameOf(as)];
      return value === null || value === undefined || value === start ? {} : { [as]: String(value) };
    },
    ...more,
  };
}

/** `data-block-id` → `blockId`, `data-title` → `title`. */
const nameOf = (as: string): string => as.replace(/^data-/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What annotations hold on to. A block that is split off gets one of its own (`block-ids.ts`). */
export const blockId: Record<'id', Attribute> = {
  id: {
    default: null,
    keepOnSplit: false,
    parseHTML: (element) => {
      const id = element.getAttribute('data-block-id') ?? '';
      return BLOCK_ID.test(id) ? id : null;
    },
    renderHTML: ({ id }) => (typeof id === 'string' ? { 'data-block-id': id } : {}),
  },
};
