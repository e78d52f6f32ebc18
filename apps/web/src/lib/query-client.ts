import { QueryClient } from '@tanstack/react-query';
import { NetworkError, ProblemError } from './problem-error.ts';

const RETRIES = 2;

/** Asks again where asking again may help: not after a refusal. */
const retry = (failures: number, error: Error): boolean =>
  failures < RETRIES && (error instanceof NetworkError || (error instanceof ProblemError && error.status >= 500));

/** For what is asked anew by each word or each look: without a network that is said at once, not awaited; with it, asked again. */
export const SAID_OFFLINE = {
  networkMode: 'always',
  refetchOnReconnect: true,
  retry: (failures: number, error: Error) => navigator.onLine && retry(failures, error),
} as const;

/** Hints tell when something is stale, so that answers may be kept for a while. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { retry, staleTime: 60_000, gcTime: 10 * 60_000, refetchOnWindowFocus: false }, mutations: { retry: false } },
});
