import { type Instruction, attachInstruction, extractInstruction } from '@atlaskit/pragmatic-drag-and-drop-hitbox/tree-item';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { Place } from './pages.queries.ts';

/** A page put down: where it goes, and where it stood, to go back. */
export interface Drop {
  id: string;
  title: string;
  place: Place;
  back: Place;
}

/** Pixels by which a level is indented, as in the tree's style sheet. */
const INDENT = 14;
/** How long something is held over a closed page until it opens. */
const OPEN_AFTER_MS = 600;

/** Makes a line of the tree one that can be dragged and dropped on. Returns what undoes it. */
export function armRow(row: HTMLElement, onDrop: (drop: Drop) => void, onOpen: (id: string) => void): () => void {
  const line = row.firstElementChild;
  if (!(line instanceof HTMLElement)) return () => undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const leave = () => {
    clearTimeout(waiting);
    waiting = undefined;
    delete row.dataset['drop'];
    delete row.dataset['dropLevel'];
  };
  return combine(
    draggable({
      element: line,
      getInitialData: () => ({ page: row.dataset['page'] }),
      onDragStart: () => (row.dataset['dragged'] = ''),
      onDrop: () => delete row.dataset['dragged'],
    }),
    dropTargetForElements({
      element: line,
      canDrop: ({ source }) => !isWithin(row, String(source.data['page'])),
      getData: ({ input, element }) =>
        attachInstruction(
          {},
          {
            input,
            element,
            currentLevel: levelOf(row) - 1,
            indentPerLevel: INDENT,
            mode: isOpen(row) ? 'expanded' : isLast(row) ? 'last-in-group' : 'standard',
          },
        ),
      onDrag: ({ self }) => {
        const instruction = extractInstruction(self.data);
        show(row, instruction);
        if (instruction?.type !== 'make-child') {
          clearTimeout(waiting);
          waiting = undefined;
        } else if (row.ariaExpanded === 'false') waiting ??= setTimeout(() => onOpen(idOf(row)), OPEN_AFTER_MS);
      },
      onDragLeave: leave,
      onDrop: ({ self, source }) => {
        leave();
        const dragged = rowOf(row, String(source.data['page']));
        const place = placeOf(row, extractInstruction(self.data));
        if (dragged && place)
          onDrop({ id: idOf(dragged), title: dragged.getAttribute('aria-label') ?? '', place, back: placeNow(dragged) });
      },
    }),
    leave,
  );
}

function show(row: HTMLElement, instruction: Instruction | null): void {
  const where = { 'reorder-above': 'above', 'reorder-below': 'below', reparent: 'below', 'make-child': 'child' } as const;
  if (!instruction || instruction.type === 'instruction-blocked') return void delete row.dataset['drop'];
  row.dataset['drop'] = where[instruction.type];
  const level = instruction.type === 'reparent' ? instruction.desiredLevel + 1 : levelOf(row);
  row.dataset['dropLevel'] = String(Math.min(level, 6));
}

/** Where a page goes that is put down so on this line. */
function placeOf(row: HTMLElement, instruction: Instruction | null): Place | null {
  switch (instruction?.type) {
    case 'make-child':
      return isOpen(row) ? { parentId: idOf(row), after: null } : { parentId: idOf(row) };
    case 'reorder-above':
      return { parentId: parentOf(row), before: idOf(row) };
    case 'reorder-below':
      return { parentId: parentOf(row), after: idOf(row) };
    case 'reparent': {
      const above = ancestorAt(row, instruction.desiredLevel + 1);
      return { parentId: parentOf(above), after: idOf(above) };
    }
    default:
      return null;
  }
}

/** Where a page stands now, said by its neighbour. */
function placeNow(row: HTMLElement): Place {
  const parentId = parentOf(row);
  for (let other = before(row); other && levelOf(other) >= levelOf(row); other = before(other)) {
    if (levelOf(other) === levelOf(row)) return { parentId, after: idOf(other) };
  }
  return { parentId, after: null };
}

const idOf = (row: HTMLElement): string => row.dataset['page'] ?? '';
const parentOf = (row: HTMLElement): string | null => row.dataset['parent'] || null;
const levelOf = (row: HTMLElement): number => Number(row.getAttribute('aria-level'));
const isOpen = (row: HTMLElement): boolean => row.ariaExpanded === 'true';
const before = (row: HTMLElement): HTMLElement | null => row.previousElementSibling as HTMLElement | null;
const rowOf = (near: HTMLElement, id: string): HTMLElement | null =>
  near.parentElement?.querySelector<HTMLElement>(`[data-page="${CSS.escape(id)}"]`) ?? null;

/** Below it stands something of a higher level, or nothing: it ends its group. */
function isLast(row: HTMLElement): boolean {
  const next = row.nextElementSibling as HTMLElement | null;
  return levelOf(row) > 1 && (!next || levelOf(next) < levelOf(row));
}

function ancestorAt(row: HTMLElement, level: number): HTMLElement {
  let found = row;
  for (let above: HTMLElement | null = row; above && levelOf(found) > level; above = before(above)) {
    if (levelOf(above) < levelOf(found)) found = above;
  }
  return found;
}

/** It is the page with this id, or lies below it. */
function isWithin(row: HTMLElement, id: string): boolean {
  for (let above: HTMLElement | null = row; above; above = levelOf(above) > 1 ? ancestorAt(above, levelOf(above) - 1) : null) {
    if (idOf(above) === id) return true;
  }
  return false;
}
