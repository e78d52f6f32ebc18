import type { WatchLevel } from '@parvis/shared';
import { type Icon, IconBell, IconBellFilled, IconBellOff } from '@tabler/icons-react';

/** A bell that rings, one that waits, one that is silent. */
export const LEVEL_ICONS: Record<WatchLevel, Icon> = { all: IconBellFilled, mentions: IconBell, none: IconBellOff };
