import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

const TITLE_SETTLES_MS = 150;

/**
 * Says the title of the screen that one went to: a page that is exchanged in place is silent otherwise (WCAG 2.2, 4.1.3).
 * The first screen says it by itself.
 */
export function RouteAnnouncer() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const [first] = useState(path);
  const [said, say] = useState('');
  useEffect(() => {
    if (path === first && said === '') return;
    const timer = setTimeout(() => say(document.title), TITLE_SETTLES_MS);
    return () => clearTimeout(timer);
  }, [path, first, said]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {said}
    </p>
  );
}
