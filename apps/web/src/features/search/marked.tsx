import type { MarkedText } from '@parvis/shared';
import classes from './marked.module.css';

/** Text with what was found in it marked. It is shown as text, whatever it looks like. */
export function Marked({ text }: { text: MarkedText }) {
  return text.map(({ text: part, hit }, index) =>
    hit ? (
      // oxlint-disable-next-line react/no-array-index-key -- pieces of one text: they never move.
      <mark key={index} className={classes['mark']}>
        {part}
      </mark>
    ) : (
      part
    ),
  );
}
