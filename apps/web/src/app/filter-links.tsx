import { Link } from '@tanstack/react-router';
import { useLayoutEffect, useRef } from 'react';
import classes from './filter-links.module.css';

interface Filter {
  to: string;
  search: object;
  label: string;
  current: boolean;
}

/** Ways to narrow a list, each with its address. */
export function FilterLinks({ label, filters }: { label: string; filters: Filter[] }) {
  const row = useRef<HTMLElement>(null);
  const chosen = filters.findIndex(({ current }) => current);
  // On a phone the row is scrolled: the one that is shown stands in it.
  useLayoutEffect(() => {
    const { current: nav } = row;
    const link = nav?.children[chosen];
    if (nav && link) nav.scrollLeft += centre(link) - centre(nav);
  }, [chosen]);
  return (
    <nav ref={row} className={classes['filters']} aria-label={label}>
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

function centre(element: Element): number {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
}
