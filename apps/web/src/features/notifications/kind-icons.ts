import type { NotificationKind } from '@parvis/shared';
import {
  type Icon,
  IconArrowBackUp,
  IconArrowsMove,
  IconAt,
  IconCalendarDue,
  IconCheck,
  IconDoorEnter,
  IconFilePlus,
  IconMessage2,
  IconPencil,
  IconUserPlus,
  IconUserQuestion,
} from '@tabler/icons-react';

/** The picture of what happened, beside who did it. */
export const KIND_ICONS: Record<NotificationKind, Icon> = {
  mentioned: IconAt,
  annotated: IconMessage2,
  replied: IconArrowBackUp,
  resolved: IconCheck,
  updated: IconPencil,
  published: IconFilePlus,
  moved: IconArrowsMove,
  invited: IconUserPlus,
  asked: IconUserQuestion,
  joined: IconDoorEnter,
  'review-due': IconCalendarDue,
};
