import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageAnnotations } from './annotations.queries.ts';

interface Heard {
  items: PageAnnotations['items'];
  said: string | null;
}

/** Says for screen readers what others wrote while the page is open; null while nothing came. */
export function useArrivals(list: PageAnnotations | null, myId: string): string | null {
  const { t } = useTranslation('annotations');
  const [heard, hear] = useState<Heard | null>(null);
  const items = list?.items;
  if (items && heard?.items !== items) {
    const known = heard && new Set(saidIn(heard.items).map(({ id }) => id));
    const news = known ? saidIn(items).filter(({ id, author }) => !known.has(id) && author?.id !== myId) : [];
    const [first] = news;
    hear({ items, said: first ? t('arrived', { count: news.length, name: first.author?.name ?? t('nobody') }) : (heard?.said ?? null) });
  }
  return heard?.said ?? null;
}

const saidIn = (items: PageAnnotations['items']) => items.flatMap((item) => [item, ...item.replies]);
