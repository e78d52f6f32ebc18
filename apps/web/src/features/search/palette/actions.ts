import type { Icon } from '@tabler/icons-react';

/** Something that one can do or where one can go, which the palette offers by its name. Only what this person may do is made one. */
export interface PaletteAction {
  id: string;
  label: string;
  /** Other words to find it by, in both languages. */
  also: string;
  icon: Icon;
  /** Offered before anything is typed. */
  first: boolean;
  /** An address of the workplace, or what is done. */
  does: string | (() => void);
}
