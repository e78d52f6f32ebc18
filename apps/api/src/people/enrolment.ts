import { Injectable } from '@nestjs/common';
import type { Language, OrganizationKind, Role } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import { system } from '../platform/database/actor.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { Accounts, demandRolesOf } from './accounts.ts';
import { PasswordHasher } from './passwords/password-hasher.ts';
import { demandGoodPassword } from './passwords/password-policy.ts';

interface Enrolled {
  email: string;
  name: string;
  /** By name; the customer unless told. */
  organization?: string | undefined;
  roles: Role[];
  language: Language;
  password: string;
}

/** Accounts made by whoever runs the machine, without an invitation. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly db: Database,
    private readonly accounts: Accounts,
    private readonly hasher: PasswordHasher,
  ) {}

  /** Creates an account that can sign in at once. @throws Refusal with what is wrong. */
  async enrol({ email, name, organization, roles, language, password }: Enrolled): Promise<string> {
    await demandGoodPassword('password', password, { name, email, organization: organization ?? '' });
    const passwordHash = await this.hasher.hash(password);
    return this.db.write(system, async (tx) => {
      const { id: organizationId, kind } = await this.organization(tx, organization);
      demandRolesOf(kind, roles);
      return this.accounts.create(tx, { organizationId, email, name, language, roles, passwordHash }, { via: 'command' });
    });
  }

  /** The organization of this name; on an empty installation it becomes the customer. */
  private async organization(tx: Tx, name: string | undefined): Promise<{ id: string; kind: OrganizationKind }> {
    const found = await tx.one<{ id: string; kind: OrganizationKind }>(
      `SELECT id, kind FROM organization WHERE CASE WHEN $1::text IS NULL THEN kind = 'customer' ELSE folded(name) = folded($1) END`,
      [name ?? null],
    );
    if (found) return found;
    const created = await tx.one<{ id: string; kind: OrganizationKind }>(
      `INSERT INTO organization (id, kind, name) SELECT $1::uuid, 'customer', COALESCE($2::text, w.name) FROM workspace w
       WHERE NOT EXISTS (SELECT FROM organization WHERE kind = 'customer') RETURNING id, kind`,
      [uuidv7(), name ?? null],
    );
    if (!created) throw new Error(`There is no organization "${name}".`);
    return created;
  }
}
