import classes from './emblem.module.css';

/** Six ways to lay slabs on a square of 20. */
const PATTERNS = [
  'M1 1h8v8H1zM11 1h8v8h-8zM1 11h18v8H1z',
  'M1 1h18v8H1zM1 11h5v8H1zM8 11h11v8H8z',
  'M1 1h8v18H1zM11 1h8v8h-8zM11 11h8v8h-8z',
  'M1 1h5v8H1zM8 1h11v8H8zM1 11h11v8H1zM14 11h5v8h-5z',
  'M1 1h11v11H1zM14 1h5v11h-5zM1 14h18v5H1z',
  'M1 1h8v8H1zM11 1h8v8h-8zM1 11h8v8H1zM11 11h8v8h-8z',
];

/** The paving of a community: `number` (0 to 35) gives pattern and colour. Its name stands beside it. */
export function Emblem({ number, size = 20 }: { number: number; size?: 20 | 28 | 48 }) {
  return (
    <svg
      className={`${classes['emblem']} ${classes[`colour${number % 6}`]}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <path d={PATTERNS[Math.floor(number / 6) % PATTERNS.length]} />
    </svg>
  );
}
