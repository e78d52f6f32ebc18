import { Link } from '@tanstack/react-router';
import classes from './filter-links.module.css';

interface Filter {
  to: string;
  search: object;
  label: string;
  current: boolean;
}

/** Ways to narrow a list, each with its address. */
export function FilterLinks({ label, filters }: { label: string; filters: Filter[] }) {
  return (
    <nav className={classes['filters']} aria-label={label}>
      {filters.map(({ to, search, label: name, current }) => (
        <Link
          key={name}
          to={to}
          search={search as never}
          activeProps={{}}
          // An address says which one is shown, with what it leaves out.
          activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
          {...(current ? { 'aria-current': 'true' as const } : { 'aria-current': undefined })}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
