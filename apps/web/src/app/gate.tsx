import type { ReactNode } from 'react';
import { useTitle } from '../ui/page.tsx';
import { Wordmark } from '../ui/wordmark.tsx';
import classes from './gate.module.css';

/** A screen before the door: sign-in, set-up, invitation, reset. */
export function Gate({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useTitle(title);
  return (
    <main className={classes['gate']}>
      <div className={classes['brand']}>
        <Wordmark />
      </div>
      <h1>{title}</h1>
      {lead && <p className={classes['lead']}>{lead}</p>}
      {children}
      <div className={classes['paving']} aria-hidden="true" />
    </main>
  );
}
