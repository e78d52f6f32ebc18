import type { Icon } from '@tabler/icons-react';
import classes from './toolbar.module.css';

export const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

interface ToolProps {
  words: string;
  Icon: Icon;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
}

export function Tool({ words, Icon: Drawn, pressed, disabled = false, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={classes['tool']}
      aria-label={words}
      title={words}
      aria-pressed={pressed}
      aria-disabled={disabled}
      // The text keeps its selection, and on phones its keyboard.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => !disabled && onClick()}
    >
      <Drawn {...icon} />
    </button>
  );
}
