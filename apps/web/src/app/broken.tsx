import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { NetworkError, ProblemError } from '../lib/problem-error.ts';
import { Failed } from '../ui/states.tsx';

/**
 * What a screen, or the way to it, broke on; tried again, the whole way is gone again. Code that did not come is asked for anew
 * only by a page that is loaded anew, as after an update of the workplace; drafts outlive that.
 */
export function Broken({ error }: ErrorComponentProps) {
  const { invalidate } = useRouter();
  const answered = error instanceof ProblemError || error instanceof NetworkError;
  const again = () => {
    if (answered || !navigator.onLine) void invalidate();
    else window.location.reload();
  };
  return <Failed error={error} onRetry={again} whole />;
}
