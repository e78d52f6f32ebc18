import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './tab-links.module.css';

/** Parts of a screen with an address each. */
export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; label: string; current: boolean }[] }) {
  const bar = useRef<HTMLElement>(null);
  const open = tabs.findIndex(({ current }) => current);
  // Where they do not fit side by side, the one that is open is not left out of sight.
  useEffect(() => {
    const shown = bar.current?.children[open];
    if (bar.current && shown instanceof HTMLElement)
      bar.current.scrollLeft = shown.offsetLeft - (bar.current.clientWidth - shown.offsetWidth) / 2;
  }, [open]);
  return (
    <nav ref={bar} className={classes['tabs']} aria-label={label}>
      {tabs.map(({ to, label: name, current }) => (
        <Link key={to} to={to} {...(current ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })} activeProps={{}}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
