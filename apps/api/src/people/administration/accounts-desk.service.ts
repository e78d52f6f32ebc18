import { Injectable } from '@nestjs/common';
import type { Language, OrganizationKind, PersonAccount, Role } from '@parvis/shared';
import type { Person } from '../../platform/database/actor.ts';
import { Database, type Tx } from '../../platform/database/database.ts';
import { ByName, keyIn, pageOf } from '../../platform/database/keyset.ts';
import type { Queries } from '../../platform/database/queries.ts';
import { conflict, notFound } from '../../platform/http/refusal.ts';
import { demandRolesOf } from '../accounts.ts';
import { Post } from '../mails/post.ts';
import { PersonApproved, PersonDeactivated, PersonReactivated, RolesChanged } from '../people.events.ts';
import { isActive, personAccountJson } from '../people.sql.ts';
import { demand } from '../person.policy.ts';
import { sought } from '../profile/sought.ts';
import { Sessions } from '../sign-in/sessions.service.ts';

interface Query {
  q?: string | undefined;
  state?: 'active' | 'deactivated' | 'pending' | undefined;
  role?: Role | undefined;
  cursor?: string | undefined;
  limit: number;
}
interface Account {
  id: string;
  email: string;
  language: Language;
  roles: Role[];
  deactivated: boolean;
  pending: boolean;
  kind: OrganizationKind;
}

const ADMINISTRATORS_LOCK = 7278473;

/** Accounts, as administrators keep them. */
@Injectable()
export class AccountsDesk {
  constructor(
    private readonly db: Database,
    private readonly sessions: Sessions,
    private readonly post: Post,
  ) {}

  async list(me: Person, { q, state, role, cursor, limit }: Query) {
    demand(me, 'administer');
    const [name, id] = keyIn(ByName, cursor) ?? [null, null];
    const rows = await this.db.many<{ account: PersonAccount; key: string }>(
      `SELECT ${personAccountJson('p')} AS account, folded(p.name) AS key FROM person p
       WHERE ($1::text IS NULL OR CASE WHEN p.deactivated_at IS NOT NULL THEN 'deactivated' WHEN p.pending_approval THEN 'pending' ELSE 'active' END = $1)
         AND ($2::text IS NULL OR p.roles @> ARRAY[$2::text]) AND ${sought('p', '$3')}
         AND ($4::text IS NULL OR (folded(p.name), p.id) > ($4::text, $5::uuid))
       ORDER BY folded(p.name), p.id LIMIT $6`,
      [state ?? null, role ?? null, q?.trim() || null, name, id, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (row) => row.account,
      (row) => [row.key, row.account.id],
    );
  }

  async setRoles(me: Person, id: string, roles: readonly Role[]): Promise<PersonAccount> {
    demand(me, 'administer');
    return this.db.write(me, async (tx) => {
      const account = await this.lock(tx, id);
      demandRolesOf(account.kind, roles);
      const after = [...new Set(roles)];
      if (account.roles.includes('admin') && !after.includes('admin')) await this.demandAnotherAdministrator(tx, id);
      if (after.toSorted().join() === account.roles.toSorted().join()) return this.read(tx, id);
      await tx.many(`UPDATE person SET roles = $2 WHERE id = $1`, [id, after]);
      tx.record(RolesChanged, { personId: id, before: account.roles, after });
      tx.revoke({ kind: 'person', personId: id });
      return this.read(tx, id);
    });
  }

  /** What they made stays; sessions, tokens, devices and open links end with the same commit. */
  async deactivate(me: Person, id: string): Promise<PersonAccount> {
    demand(me, 'administer');
    return this.db.write(me, async (tx) => {
      const account = await this.lock(tx, id);
      if (account.deactivated) return this.read(tx, id);
      if (account.roles.includes('admin')) await this.demandAnotherAdministrator(tx, id);
      await tx.many(`UPDATE person SET deactivated_at = now() WHERE id = $1`, [id]);
      await this.sessions.endAll(tx, id);
      for (const table of ['api_token', 'device', 'password_reset'] as const)
        await tx.many(`DELETE FROM ${table} WHERE person_id = $1`, [id]);
      tx.record(PersonDeactivated, { personId: id });
      tx.revoke({ kind: 'person', personId: id });
      return this.read(tx, id);
    });
  }

  async reactivate(me: Person, id: string): Promise<PersonAccount> {
    demand(me, 'administer');
    return this.db.write(me, async (tx) => {
      const account = await this.lock(tx, id);
      if (!account.deactivated) return this.read(tx, id);
      await tx.many(`UPDATE person SET deactivated_at = NULL WHERE id = $1`, [id]);
      tx.record(PersonReactivated, { personId: id });
      return this.read(tx, id);
    });
  }

  /** Opens an account that somebody asked for, and tells them. */
  async approve(me: Person, id: string): Promise<PersonAccount> {
    demand(me, 'administer');
    return this.db.write(me, async (tx) => {
      const account = await this.lock(tx, id);
      if (!account.pending) return this.read(tx, id);
      await tx.many(`UPDATE person SET pending_approval = false WHERE id = $1`, [id]);
      tx.record(PersonApproved, { personId: id });
      await this.post.tellApproved(tx, account);
      return this.read(tx, id);
    });
  }

  private async lock(tx: Tx, id: string): Promise<Account> {
    // One change of administrators at a time: two that demote each other must not both find the other one.
    await tx.many('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
    const account = await tx.one<Account>(
      `SELECT p.id, p.email, p.language, p.roles, p.deactivated_at IS NOT NULL AS deactivated, p.pending_approval AS pending, o.kind
       FROM person p JOIN organization o ON o.id = p.organization_id WHERE p.id = $1 FOR UPDATE OF p`,
      [id],
    );
    if (!account) throw notFound();
    return account;
  }

  /** A guest does not count: the day would come when nobody administers. */
  private async demandAnotherAdministrator(tx: Tx, but: string): Promise<void> {
    const another = await tx.one(
      `SELECT p.id FROM person p WHERE p.roles @> ARRAY['admin'] AND p.guest_until IS NULL AND p.id <> $1 AND ${isActive('p')} LIMIT 1`,
      [but],
    );
    if (!another) throw conflict('last-administrator', 'This is the last administrator. Name another one first.');
  }

  private async read(db: Queries, id: string): Promise<PersonAccount> {
    const row = await db.one<{ account: PersonAccount }>(`SELECT ${personAccountJson('p')} AS account FROM person p WHERE p.id = $1`, [id]);
    if (!row) throw notFound();
    return row.account;
  }
}
