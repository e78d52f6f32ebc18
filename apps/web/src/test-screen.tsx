import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { act, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { speak } from './lib/i18n.ts';
import { theme } from './ui/theme.ts';

/** Shows a part of a screen in French, with addresses, a cache and, behind `/api`, these answers (`GET /api/me`: body). */
export async function show(part: ReactNode, answers: Record<string, unknown> = {}) {
  await speak('fr');
  const asked: string[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, init?: RequestInit) => {
      const question = `${init?.method ?? 'GET'} ${address}`;
      asked.push(question);
      if (question in answers) return new Response(JSON.stringify(answers[question]));
      return new Response(JSON.stringify({ type: 'about:blank', title: 'Not found', status: 404, code: 'not-found' }), { status: 404 });
    }),
  );
  const root = createRootRoute();
  const anywhere = createRoute({ getParentRoute: () => root, path: '$', component: () => part });
  const home = createRoute({ getParentRoute: () => root, path: '/', component: () => part });
  const router = createRouter({ routeTree: root.addChildren([home, anywhere]), history: createMemoryHistory({ initialEntries: ['/'] }) });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await act(() => router.load());
  return { router, client, asked };
}
