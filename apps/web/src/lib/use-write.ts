import { api } from '@parvis/shared';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from './api.ts';

type Input<R extends keyof typeof api> = Parameters<typeof call<(typeof api)[R]>>[1];

/** Asks the server to do something, then asks again for what it made stale (query keys, or their beginnings). */
export function useWrite<R extends keyof typeof api>(route: R, ...stale: string[][]) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<R>) => call(api[route], input),
    onSuccess: () => Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
