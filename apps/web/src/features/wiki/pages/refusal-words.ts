import type { TFunction } from 'i18next';
import { ProblemError } from '../../../lib/problem-error.ts';

const KNOWN = new Set(['below-itself', 'holds-hidden-pages', 'too-many-pages', 'moved-meanwhile', 'forbidden', 'not-found']);

/** Why the server did not arrange a page so, in plain words. */
export function refusalWords(error: unknown, t: TFunction<'pages'>): string {
  if (!(error instanceof ProblemError)) return t('refused.offline');
  const { code, detail } = error.problem;
  if (code === 'holds-hidden-pages') return t('refused.holds-hidden-pages', { count: Number(/\d+/.exec(detail ?? '')?.[0] ?? 1) });
  return KNOWN.has(code) ? t(`refused.${code as 'forbidden'}`) : t('refused.other');
}
