import type { OrganizationKind, Role } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import { accountPassword } from '../../src/people/passwords/password-hasher.ts';
import { newSecret } from '../../src/people/sign-in/secrets.ts';
import type { Database } from '../../src/platform/database/database.ts';

export interface TestPerson {
  id: string;
  name: string;
  email: string;
  organizationId: string;
  /** A `cookie` header with a session of hers. */
  cookie: string;
  sessionId: string;
}
interface Wanted {
  organization?: OrganizationKind;
  roles?: Role[];
  name?: string;
  email?: string;
  /** Hashed only when given: most tests sign nobody in. */
  password?: string;
  guestUntil?: Date;
  pendingApproval?: boolean;
  deactivatedAt?: Date;
}

const ORGANIZATION_NAMES: Record<OrganizationKind, string> = {
  customer: 'Ville de Montclair',
  vendor: 'Atelier du Parvis',
  partner: 'Bureau Lauzières',
};

/** SQL that begins a session; the parameters are its id, the person's and the hash of its secret. */
const beginSession = (id: string, personId: string, hash: string) =>
  `INSERT INTO session (id, person_id, token_hash, device, network, idle_seconds, idle_until, expires_at)
   VALUES (${id}, ${personId}, ${hash}, 'Firefox, Linux', '127.0.0.0/24', 43200, now() + interval '12 hours', now() + interval '7 days')`;
const cookieOf = (secret: string) => `parvis_session=${secret}`;

/** Makes people for tests, straight in the database. */
export function createPeople(db: Database) {
  const organizations = new Map<OrganizationKind, string>();
  let count = 0;

  /** The organization of this kind that tests share. Returns its id. */
  async function organization(kind: OrganizationKind = 'customer'): Promise<string> {
    const known = organizations.get(kind);
    if (known) return known;
    await db.many(`INSERT INTO organization (id, kind, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, [
      uuidv7(),
      kind,
      ORGANIZATION_NAMES[kind],
    ]);
    const row = await db.one<{ id: string }>(`SELECT id FROM organization WHERE kind = $1 ORDER BY id LIMIT 1`, [kind]);
    if (!row) throw new Error(`no organization of kind ${kind}`);
    organizations.set(kind, row.id);
    return row.id;
  }

  /** One more session of this person. */
  async function session(personId: string): Promise<{ id: string; cookie: string }> {
    const { secret, hash } = newSecret();
    const id = uuidv7();
    await db.many(beginSession('$1', '$2', '$3'), [id, personId, hash]);
    return { id, cookie: cookieOf(secret) };
  }

  /** A person with a session; an employee of the customer unless told. */
  async function create(wanted: Wanted = {}): Promise<TestPerson> {
    const id = uuidv7();
    const number = (count += 1);
    const name = wanted.name ?? `Personne ${number}`;
    const email = wanted.email ?? `personne-${number}-${id.slice(-6)}@montclair.test`;
    const organizationId = await organization(wanted.organization);
    const passwordHash = wanted.password === undefined ? null : await accountPassword(wanted.password, 'test');
    const { secret, hash } = newSecret();
    const sessionId = uuidv7();
    // Hundreds are made in some suites: one round trip each.
    await db.many(
      `WITH made AS (
         INSERT INTO person (id, organization_id, email, name, roles, password_hash, guest_until, pending_approval, deactivated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ) ${beginSession('$10', '$1', '$11')}`,
      [
        id,
        organizationId,
        email,
        name,
        wanted.roles ?? [],
        passwordHash,
        wanted.guestUntil ?? null,
        wanted.pendingApproval ?? false,
        wanted.deactivatedAt ?? null,
        sessionId,
        hash,
      ],
    );
    return { id, name, email, organizationId, cookie: cookieOf(secret), sessionId };
  }

  /** An API token of this person, to send as `authorization: Bearer …`. */
  async function token(person: TestPerson, scopes: ('read' | 'write')[] = ['read', 'write']): Promise<string> {
    const { secret, hash } = newSecret('prv_');
    await db.many(`INSERT INTO api_token (id, person_id, token_hash, name, scopes) VALUES ($1, $2, $3, 'test', $4)`, [
      uuidv7(),
      person.id,
      hash,
      scopes,
    ]);
    return secret;
  }

  return { organization, create, session, token };
}
