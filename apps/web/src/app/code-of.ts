import { lazyRouteComponent } from '@tanstack/react-router';

/**
 * The screen of that name, whose code is fetched on the way to it. Where it is not found, the router loads the page anew: the
 * workplace may have been updated. Without a network there would be nothing after that, so that it is told otherwise.
 */
export function codeOf(load: () => Promise<object>, name: string) {
  const fetched = () =>
    load().catch((error: unknown) => {
      throw navigator.onLine ? error : new Error('Without a network the code of a screen cannot be fetched.', { cause: error });
    });
  return lazyRouteComponent(fetched as () => Promise<Record<string, never>>, name);
}
