import { hash, randomBytes, randomInt } from 'node:crypto';

/** A secret that is handed out once, 256 bits (OWASP, session management), and what is kept of it. */
export function newSecret(prefix = ''): { secret: string; hash: Buffer } {
  const secret = prefix + randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret) };
}

/** SHA-256. Enough for what is random already; passwords go through Argon2id. */
export const hashOf = (text: string): Buffer => hash('sha256', text, 'buffer');

/** The same in base64: a key to look up with on each request, a third of the time. */
export const hashTextOf = (text: string): string => hash('sha256', text, 'base64');

/** What is kept of the address that somebody typed: enough to count and to find again, nothing to read. */
export const accountKey = (email: string): Buffer => hashOf(`account ${email.normalize('NFC').toLowerCase()}`);

/** Letters and digits that are not taken for one another (Crockford's base 32). */
const READABLE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Groups to read out or to type, e.g. `7F3-K2Q`. */
export const readableCode = (groups: number, length: number): string =>
  Array.from({ length: groups }, () => Array.from({ length }, () => READABLE[randomInt(READABLE.length)]).join('')).join('-');
