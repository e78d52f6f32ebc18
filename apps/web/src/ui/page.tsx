import type { ReactNode } from 'react';
import { useEffect } from 'react';
import classes from './page.module.css';

/** A screen of work: its title (also the window's), what one can do, and its content. */
export function Page({
  title,
  lead,
  mark,
  actions,
  aside,
  children,
}: {
  title: string;
  lead?: ReactNode;
  mark?: ReactNode;
  actions?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}) {
  useTitle(title);
  return (
    <div className={aside ? classes['columns'] : classes['single']}>
      <div className={classes['primary']}>
        <header className={classes['header']}>
          {mark}
          <div className={classes['words']}>
            <h1>{title}</h1>
            {lead && <p>{lead}</p>}
          </div>
          {actions && <div className={classes['actions']}>{actions}</div>}
        </header>
        {children}
      </div>
      {aside && <aside className={classes['aside']}>{aside}</aside>}
    </div>
  );
}

/** The window's title, e.g. "Accueil · Parvis". */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Parvis`;
  }, [title]);
}

/** A part of a screen under its own heading and line. */
export function Section({
  id,
  title,
  note,
  action,
  children,
}: {
  id?: string;
  title: string;
  note?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section id={id} className={classes['section']}>
      <div className={classes['sectionHead']}>
        <h2>{title}</h2>
        {note && <span className="muted">{note}</span>}
        {action && <span className={classes['sectionAction']}>{action}</span>}
      </div>
      {children}
    </section>
  );
}
