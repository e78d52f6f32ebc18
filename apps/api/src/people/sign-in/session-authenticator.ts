import { fastifyCookie } from '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { OrganizationKind, Role } from '@parvis/shared';
import { LRUCache } from 'lru-cache';
import type { Person } from '../../platform/database/actor.ts';
import { Database } from '../../platform/database/database.ts';
import { Authenticator, type Credentials } from '../../platform/security/authenticator.ts';
import type { Revocation } from '../../platform/security/revocation.ts';
import { Revocations } from '../../platform/security/revocations.ts';
import { isActive } from '../people.sql.ts';
import { Cookies } from './cookies.ts';
import { hashTextOf } from './secrets.ts';

interface Known {
  personId: string;
  organizationKind: OrganizationKind;
  roles: Role[];
  sessionId: string | null;
  tokenId: string | null;
  scopes: string[] | null;
  /** The last use was written down long enough ago to be written again. */
  stale: boolean;
  /** When it ends by itself, in milliseconds; null: never. */
  ends: number | null;
}

const CACHED = 20_000;
const CACHED_MS = 20_000;
const SESSION_LENGTH = 43;
const SECRET = /^[\w-]{43}$/;
const BEARER = /^Bearer (prv_[\w-]{43})$/i;

const PERSON = `p.id AS "personId", o.kind AS "organizationKind", p.roles`;

/** Who is behind the session whose token has the hash $1. */
export const SESSION = `
  SELECT ${PERSON}, s.id AS "sessionId", NULL AS "tokenId", NULL AS scopes, s.last_seen_at < now() - interval '1 minute' AS stale,
    extract(epoch FROM LEAST(s.idle_until, s.expires_at, p.guest_until)) * 1000 AS ends
  FROM session s JOIN person p ON p.id = s.person_id JOIN organization o ON o.id = p.organization_id
  WHERE s.token_hash = $1 AND s.idle_until > now() AND s.expires_at > now() AND ${isActive('p')}`;

const TOKEN = `
  SELECT ${PERSON}, NULL AS "sessionId", t.id AS "tokenId", t.scopes,
    (t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute') AS stale,
    extract(epoch FROM p.guest_until) * 1000 AS ends
  FROM api_token t JOIN person p ON p.id = t.person_id JOIN organization o ON o.id = p.organization_id
  WHERE t.token_hash = $1 AND ${isActive('p')}`;

const SESSION_USED = `UPDATE session SET last_seen_at = now(), idle_until = now() + make_interval(secs => idle_seconds) WHERE id = $1`;
const TOKEN_USED = `UPDATE api_token SET last_used_at = now() WHERE id = $1`;
const SEEN = `UPDATE person SET last_seen_at = now() WHERE id = $1`;

/** Knows people by session cookie or API token. Answers are kept for seconds, and dropped as soon as somebody loses access. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  private readonly cache = new LRUCache<string, Known>({ max: CACHED, ttl: CACHED_MS });

  constructor(
    private readonly db: Database,
    private readonly cookies: Cookies,
    private readonly revocations: Revocations,
  ) {
    super();
    revocations.on((revocation) => this.forget(revocation));
  }

  async authenticate(credentials: Credentials): Promise<Person | null> {
    const secret = this.secretIn(credentials);
    const known = secret && (await this.know(secret));
    if (!known) return null;
    const { personId, organizationKind, roles, sessionId, tokenId, scopes } = known;
    return { id: personId, organizationKind, roles, sessionId, tokenId, scopes, requestId: credentials.requestId };
  }

  /** A request with an Authorization header stands on it alone: it was let through without a check of its origin. */
  private secretIn({ authorizationHeader, cookieHeader }: Credentials): string | null {
    if (authorizationHeader !== undefined) return BEARER.exec(authorizationHeader)?.[1] ?? null;
    const token = cookieHeader === undefined ? undefined : fastifyCookie.parse(cookieHeader)[this.cookies.sessionName];
    return token !== undefined && SECRET.test(token) ? token : null;
  }

  private async know(secret: string): Promise<Known | null> {
    const key = hashTextOf(secret);
    const cached = this.revocations.listening ? this.cache.get(key) : undefined;
    if (cached && (cached.ends === null || cached.ends > Date.now())) return cached;
    const before = this.revocations.generation;
    const found = await this.db.hot.one<Omit<Known, 'ends'> & { ends: string | null }>(secret.length > SESSION_LENGTH ? TOKEN : SESSION, [
      Buffer.from(key, 'base64'),
    ]);
    if (!found) return null;
    const known = { ...found, ends: found.ends === null ? null : Number(found.ends) };
    if (known.stale) await this.writeUse(known);
    if (this.revocations.listening && this.revocations.generation === before) this.cache.set(key, known);
    return known;
  }

  /** One row at a time: whoever deactivates locks the person first and her sessions then, which would meet us halfway. */
  private async writeUse({ personId, sessionId, tokenId }: Known): Promise<void> {
    await this.db.many(sessionId ? SESSION_USED : TOKEN_USED, [sessionId ?? tokenId]);
    await this.db.many(SEEN, [personId]);
  }

  private forget(revocation: Revocation | 'unknown'): void {
    if (revocation === 'unknown') return this.cache.clear();
    for (const [key, known] of this.cache.entries()) if (concerns(revocation, known)) this.cache.delete(key);
  }
}

function concerns(revocation: Revocation, known: Known): boolean {
  switch (revocation.kind) {
    case 'session':
      return revocation.sessionId === known.sessionId;
    case 'token':
      return revocation.tokenId === known.tokenId;
    case 'person':
      return revocation.personId === known.personId;
    case 'community':
    case 'content':
      return false;
  }
}
