import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config/config.ts';

/**
 * True when the request comes from our own pages: `Origin` matches the host asked, or the public address.
 * Cookies travel with requests that other sites make, this header tells them apart (OWASP, CSRF prevention).
 */
export function originIsOurs(headers: IncomingHttpHeaders, config: Config): boolean {
  const { origin, host } = headers;
  if (!origin || origin === 'null' || !URL.canParse(origin)) return false;
  const given = new URL(origin);
  if (config.publicUrl) return given.origin === new URL(config.publicUrl).origin;
  return given.host === host && ['http:', 'https:'].includes(given.protocol);
}
