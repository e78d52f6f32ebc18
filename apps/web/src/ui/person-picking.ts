import type { PersonChip } from '@parvis/shared';
import type { ComponentType } from 'react';

/** What finds somebody by name needs to know. A feature that lets people be chosen gets it from the screen (`app/`). */
export interface PersonPicking {
  /** What choosing somebody does, e.g. "Inviter", and the same with the name, for those who only hear it. */
  action: string;
  actionFor: (name: string) => string;
  /** Ids of people who are chosen already. */
  without?: ReadonlySet<string>;
  onPick: (person: PersonChip) => void;
}
export type PersonPickerType = ComponentType<PersonPicking>;
