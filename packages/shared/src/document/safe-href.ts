const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
/** Browsers skip these inside an address: `java\nscript:` would run. */
const IGNORED_BY_BROWSERS = /[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

/** True for addresses that a link may lead to: http, https, mailto, tel, or a place on the same page (`#…`). */
export function isSafeHref(href: string): boolean {
  if (href.length > 4_000 || IGNORED_BY_BROWSERS.test(href)) return false;
  if (href.startsWith('#')) return true;
  return URL.canParse(href) && SCHEMES.has(new URL(href).protocol);
}
