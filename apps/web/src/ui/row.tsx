import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './row.module.css';

/** A list of rows with hairlines between. */
export function Rows({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul className={classes['rows']} {...(label && { 'aria-label': label })}>
      {children}
    </ul>
  );
}

/** One row: a mark, a title with a line below, and what one can do at its end. */
export function Row({ mark, title, detail, end }: { mark?: ReactNode; title: ReactNode; detail?: ReactNode; end?: ReactNode }) {
  return (
    <li className={classes['row']}>
      {mark}
      <div className={classes['words']}>
        <div className={classes['title']}>{title}</div>
        {detail && <div className={classes['detail']}>{detail}</div>}
      </div>
      {end && <div className={classes['end']}>{end}</div>}
    </li>
  );
}

/** The picture of a kind of thing, in the place where people have their portrait. */
export function RowIcon({ icon: Picture }: { icon: Icon }) {
  return (
    <span className={classes['icon']}>
      <Picture size={18} stroke={1.6} aria-hidden="true" />
    </span>
  );
}

/** A small square word: a state, a role. */
export function Chip({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'ok' | 'warn' | 'bad' | 'accent' }) {
  return <span className={`${classes['chip']} ${classes[tone]}`}>{children}</span>;
}
