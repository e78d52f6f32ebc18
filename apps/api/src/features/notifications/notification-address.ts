import type { NotificationView } from '@parvis/shared';

interface Told extends Pick<NotificationView, 'kind' | 'page' | 'annotationId'> {
  community: { slug: string } | null;
}

/** Where somebody goes to see what she was told of, without the host. */
export function addressOf({ kind, page, annotationId, community }: Told): string {
  if (page) return `/p/${page.id}/${page.slug}${annotationId ? `?annotation=${annotationId}` : ''}`;
  if (!community) throw new Error('a notification about nothing');
  return kind === 'asked' ? `/c/${community.slug}/members` : `/c/${community.slug}`;
}
