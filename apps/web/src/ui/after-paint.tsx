import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { Apart } from './on-demand.tsx';

const AT_LATEST_MS = 1_000;

/** Shows its children once the screen is painted and their code is there; until then, and where it does not come, what stands in for them. */
export function AfterPaint({ children, standIn }: { children: ReactNode; standIn: ReactNode }) {
  const [painted, paint] = useState(false);
  useEffect(() => {
    if (!('requestIdleCallback' in window)) {
      const timer = setTimeout(() => paint(true));
      return () => clearTimeout(timer);
    }
    const request = requestIdleCallback(() => paint(true), { timeout: AT_LATEST_MS });
    return () => cancelIdleCallback(request);
  }, []);
  if (!painted) return standIn;
  return (
    <Apart instead={standIn}>
      <Suspense fallback={standIn}>{children}</Suspense>
    </Apart>
  );
}
