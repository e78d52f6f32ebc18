import classes from './carets.module.css';

/** How many colours there are for people who write. */
export const CARET_COLOURS = 6;

const colourClass = (user: Record<string, unknown>): string => {
  const colour = typeof user['colour'] === 'number' && Number.isInteger(user['colour']) ? Math.abs(user['colour']) : 0;
  return classes[`colour${colour % CARET_COLOURS}`] ?? '';
};

/** Where somebody else writes. Her name is text, whatever it holds. */
export function caretOf(user: Record<string, unknown>): HTMLElement {
  const caret = document.createElement('span');
  caret.className = `${classes['caret']} ${colourClass(user)}`;
  const name = document.createElement('span');
  name.className = classes['name'] ?? '';
  name.textContent = typeof user['name'] === 'string' ? user['name'].slice(0, 80) : '';
  caret.append(name);
  return caret;
}

export const selectionOf = (user: Record<string, unknown>) => ({ class: `${classes['selection']} ${colourClass(user)}` });
