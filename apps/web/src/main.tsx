import './ui/styles.ts';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenWhenIdle } from './app/realtime.ts';
import { router } from './app/router.tsx';
import { myself } from './features/people/people.queries.ts';
import { guessedLanguage, speak } from './lib/i18n.ts';
import { queryClient } from './lib/query-client.ts';
import { ToastHost } from './ui/toast.tsx';
import { theme } from './ui/theme.ts';

/** How long the screen's own code may take before the frame is drawn without it. */
const FRAME_AFTER_MS = 300;

// For the few style elements that Mantine makes at run time.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Asked again, where that may help, on the way to the screen.
const me = await queryClient.fetchQuery({ ...myself, retry: false }).catch(() => null);
await speak(me?.language ?? guessedLanguage());

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
// Idle before the first screen is there, the browser only waits for its files: the socket would be one more among them.
const rendered = router.subscribe('onRendered', () => {
  rendered();
  if (me) listenWhenIdle();
});
const draw = () =>
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <ToastHost />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
// The screen is drawn once, when its code is there too: the frame around it, drawn before, would be drawn and laid out twice. On
// a slow network the frame comes first. Awaited by the module itself, that code would wait for this file, which waits for it.
const late = new Promise((resolve) => setTimeout(resolve, FRAME_AFTER_MS));
void Promise.race([router.load(), late]).then(draw, draw);
