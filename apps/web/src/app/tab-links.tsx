import { Link } from '@tanstack/react-router';
import classes from './tab-links.module.css';

/** Parts of a screen with an address each. */
export function TabLinks({ label, tabs }: { label: string; tabs: { to: string; label: string; current: boolean }[] }) {
  return (
    <nav className={classes['tabs']} aria-label={label}>
      {tabs.map(({ to, label: name, current }) => (
        <Link key={to} to={to} {...(current ? { 'aria-current': 'page' as const } : { 'aria-current': undefined })} activeProps={{}}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
