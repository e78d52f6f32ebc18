import type { NotificationView } from '@parvis/shared';
import type { TFunction } from 'i18next';

export interface Words {
  /** Who did it: « Ana, Bob et 2 autres personnes »; empty where nobody did. */
  who: string;
  did: string;
  /** To what: the title of a page, the name of a community. */
  what: string;
}

/** What a notification says, in three parts, to be read one after the other. */
export function wordsOf(
  { kind, actors, actorCount, page, community }: NotificationView,
  t: TFunction<'notifications'>,
  language: string,
): Words {
  const what = page?.title ?? community?.name ?? '';
  if (kind === 'review-due') return { who: '', did: t('told.review-due'), what };
  const names = actors.map(({ name }) => name);
  const others = actorCount - names.length;
  const all = [...names, ...(others > 0 ? [t('others', { count: others })] : [])];
  const who = all.length === 0 ? t('somebody') : new Intl.ListFormat(language).format(all);
  return { who, did: t(`told.${kind}`, { count: Math.max(1, actorCount) }), what };
}
