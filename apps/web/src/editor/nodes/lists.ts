import { mergeAttributes } from '@tiptap/core';
import {
  BulletList as TiptapBulletList,
  ListItem as TiptapListItem,
  OrderedList as TiptapOrderedList,
  TaskItem as TiptapTaskItem,
  TaskList as TiptapTaskList,
} from '@tiptap/extension-list';
import parts from '../../features/wiki/reader/parts.module.css';
import { blockId, wholeNumber } from './attributes.ts';

const MOST = 1_000_000;

/** Items that begin with a box, as GitHub and many others write them. */
const isTasks = (list: HTMLElement): boolean =>
  list.matches('[data-tasks], .contains-task-list, .task-list') || list.querySelector(':scope > li > input[type=checkbox]') !== null;

export const BulletList = TiptapBulletList.extend({ addAttributes: () => blockId });

export const OrderedList = TiptapOrderedList.extend({
  addAttributes: () => ({
    ...blockId,
    start: {
      default: 1,
      parseHTML: (element) => wholeNumber(element.getAttribute('start'), 0, MOST) ?? 1,
      renderHTML: ({ start }) => (start === 1 ? {} : { start: String(start) }),
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ['ol', HTMLAttributes, 0],
});

export const ListItem = TiptapListItem.extend({ content: 'paragraph block*' });

export const TaskList = TiptapTaskList.extend({
  content: 'taskItem+',
  addAttributes: () => blockId,
  parseHTML: () => [{ tag: 'ul', priority: 60, getAttrs: (element) => isTasks(element) && null }],
  renderHTML: ({ HTMLAttributes }) => ['ul', mergeAttributes(HTMLAttributes, { 'data-tasks': '', class: parts['tasks'] ?? '' }), 0],
});

export const TaskItem = TiptapTaskItem.extend({
  content: 'paragraph block*',
  addAttributes: () => ({
    checked: {
      default: false,
      keepOnSplit: false,
      parseHTML: (element) =>
        element.dataset['checked'] === 'true' || element.querySelector(':scope > input[checked], :scope > label > input[checked]') !== null,
      renderHTML: ({ checked }) => ({ 'data-checked': String(checked === true) }),
    },
  }),
  parseHTML: () => [
    {
      tag: 'li',
      priority: 60,
      getAttrs: (element) => (element.parentElement !== null && isTasks(element.parentElement) ? null : false),
      contentElement: (element) => (element as HTMLElement).querySelector<HTMLElement>(':scope > div') ?? (element as HTMLElement),
    },
  ],
}).configure({ nested: true });
