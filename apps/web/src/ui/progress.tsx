import classes from './progress.module.css';

const STONES = 20;

/** How far something long is (0 to 1), as paving and in words. */
export function Progress({ part, label }: { part: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, part)) * 100);
  return (
    <div className={classes['progress']}>
      <div
        role="progressbar"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-label={label}
        className={classes['paving']}
      >
        {Array.from({ length: STONES }, (_, index) => (
          <i key={index} data-on={index < part * STONES} />
        ))}
      </div>
      <p aria-live="polite">{label}</p>
    </div>
  );
}
