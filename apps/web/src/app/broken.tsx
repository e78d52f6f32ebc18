import { useWindowEvent } from '@mantine/hooks';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { NetworkError, ProblemError } from '../lib/problem-error.ts';
import { Failed } from '../ui/states.tsx';

/**
 * What a screen, or the way to it, broke on; tried again, the whole way is gone again. Code that did not come is asked for anew
 * only by a page that is loaded anew, as after an update of the workplace; drafts outlive that.
 */
export function Broken({ error }: ErrorComponentProps) {
  const router = useRouter();
  const answered = error instanceof ProblemError || error instanceof NetworkError;
  const [offline] = useState(!navigator.onLine);
  const again = () => {
    if (answered || !navigator.onLine) void router.invalidate();
    else window.location.reload();
  };
  // What broke for want of a network goes on with it.
  useWindowEvent('online', () => offline && again());
  return <Failed error={error} onRetry={again} whole />;
}
