import type { Motivation, Reaction } from '@parvis/shared';
import {
  type Icon,
  IconConfetti,
  IconHeart,
  IconHeartHandshake,
  IconHelpCircle,
  IconHighlight,
  IconMessage2,
  IconMoodConfuzed,
  IconMoodSurprised,
  IconPencilExclamation,
  IconThumbUp,
} from '@tabler/icons-react';

/** How each kind looks; its words are `kind.<motivation>`. */
export const KIND_ICONS: Record<Motivation, Icon> = {
  commenting: IconMessage2,
  questioning: IconHelpCircle,
  editing: IconPencilExclamation,
  highlighting: IconHighlight,
};
export const MOTIVATIONS = Object.keys(KIND_ICONS) as Motivation[];

/** How each reaction looks; its words are `reaction.<name>`. */
export const REACTION_ICONS: Record<Reaction, Icon> = {
  thanks: IconHeartHandshake,
  agree: IconThumbUp,
  love: IconHeart,
  celebrate: IconConfetti,
  surprised: IconMoodSurprised,
  unsure: IconMoodConfuzed,
};
export const REACTIONS = Object.keys(REACTION_ICONS) as Reaction[];
