import { MENTION } from '../links.ts';
import type { Resolved, Resolver } from '../types.ts';
import type { Addresses, Hrefs } from './types.ts';

/** The addresses that a document uses, and the way back from them. */
export interface Book {
  hrefs: Hrefs;
  resolver: Resolver;
}

/** Notes each address as it is given out, so that what was written can be read again. */
export function bookOf(addresses: Addresses): Book {
  const given = new Map<string, Resolved>();
  const resolve = (href: string): Resolved =>
    given.get(href) ??
    (/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(href) ? { kind: 'external', href } : { kind: 'broken', reason: 'never given out' });
  return {
    hrefs: {
      page(pageId, anchor) {
        const target = addresses.page(pageId, anchor || null);
        if ('words' in target) return '';
        given.set(target.href, { kind: 'page', pageId, anchor: anchor || null });
        return target.href;
      },
      file(id) {
        const target = addresses.file(id);
        if ('words' in target) return '';
        given.set(target.href, { kind: 'file', file: { ...target.file, id } });
        return target.href;
      },
      person: (personId) => ({ href: `${MENTION}${personId}`, name: `@${addresses.person(personId)}` }),
    },
    resolver: { link: resolve, image: resolve, include: () => null },
  };
}
