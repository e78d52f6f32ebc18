import type { ReactNode } from 'react';
import classes from './drawings.module.css';

/** Small line drawings of the forecourt, for states. They say nothing that the words beside them do not. */
function Drawing({ children }: { children: ReactNode }) {
  return (
    <svg
      className={classes['drawing']}
      viewBox="0 30 140 76"
      width="140"
      height="76"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Nothing yet: a stone is about to be laid. */
export const MissingStone = () => (
  <Drawing>
    <path d="M14 70h28v14H14zM46 70h28v14H46zM110 70h16v14h-16zM6 88h40v16H6zM50 88h40v16H50zM94 88h40v16H94z" />
    <path strokeDasharray="3 4" d="M78 70h28v14H78z" />
    <path className={classes['accent']} d="M92 34v20M84 46l8 8 8-8" />
  </Drawing>
);

/** Something failed: a stone is cracked. */
export const BrokenWall = () => (
  <Drawing>
    <path d="M14 70h28v14H14zM46 70h28v14H46zM78 70h28v14H78zM110 70h16v14h-16zM6 88h40v16H6zM94 88h40v16H94z" />
    <path className={classes['accent']} d="M50 88h18l-4 7 6 4-3 5H50zM72 88h18v16H71l3-6-6-4z" />
  </Drawing>
);

/** Not open to this person. */
export const ClosedDoor = () => (
  <svg
    className={classes['drawing']}
    viewBox="0 8 140 98"
    width="140"
    height="98"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M38 84V46a32 32 0 0 1 64 0v38M48 84V46a22 22 0 0 1 44 0v38M14 84h112M6 88h40v16H6zM50 88h40v16H50zM94 88h40v16H94z" />
    <path className={classes['accent']} d="M70 24v60M64 56v6M76 56v6" />
  </svg>
);

/** The network is away: the path is interrupted. */
export const InterruptedPath = () => (
  <Drawing>
    <path d="M6 70h28v14H6zM38 70h18v14H38zM6 88h46v16H6zM84 70h18v14H84zM106 70h28v14h-28zM88 88h46v16H88z" />
    <path className={classes['accent']} strokeDasharray="3 5" d="M60 77h20M56 96h28" />
  </Drawing>
);
