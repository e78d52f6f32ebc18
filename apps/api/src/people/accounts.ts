import { Injectable } from '@nestjs/common';
import type { Language, OrganizationKind, Role } from '@parvis/shared';
import { v7 as uuidv7 } from 'uuid';
import type { Tx } from '../platform/database/database.ts';
import { conflict, invalid } from '../platform/http/refusal.ts';
import { rolesOf } from './organization.entity.ts';
import { PersonJoined } from './people.events.ts';
import { Ports } from './ports.ts';

/** Somebody who joins. */
export interface Newcomer {
  organizationId: string;
  email: string;
  name: string;
  language: Language;
  timeZone?: string;
  /** Made by `PasswordHasher`. */
  passwordHash: string | null;
  job?: string;
  roles?: readonly Role[];
  guestUntil?: Date | null;
  pendingApproval?: boolean;
  communityIds?: readonly string[];
}
interface Joining {
  via: 'set-up' | 'invitation' | 'registration' | 'command';
  invitationId?: string;
}

/** @throws Refusal (400, field `roles`) when an organization of this kind has no such role. */
export function demandRolesOf(kind: OrganizationKind, roles: readonly Role[]): void {
  const possible = rolesOf(kind);
  const wrong = roles.filter((role) => !possible.includes(role));
  if (wrong.length === 0) return;
  throw invalid('roles', `People of a ${kind} do not hold this role.`, {
    received: wrong.join(', '),
    expected: possible.join(', ') || 'no role',
  });
}

/** The one place that makes people. */
@Injectable()
export class Accounts {
  constructor(private readonly ports: Ports) {}

  /** Creates a person. Returns her id. @throws Refusal (409) when the address has an account. */
  async create(tx: Tx, newcomer: Newcomer, { via, invitationId }: Joining): Promise<string> {
    const id = uuidv7();
    const { organizationId, email, name, language, timeZone = 'Europe/Paris', passwordHash, job = '' } = newcomer;
    const created = await tx.one(
      `INSERT INTO person (id, organization_id, email, name, language, time_zone, password_hash, job, roles, guest_until, pending_approval)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (email) DO NOTHING RETURNING id`,
      [
        id,
        organizationId,
        email,
        name,
        language,
        timeZone,
        passwordHash,
        job,
        [...new Set(newcomer.roles ?? [])],
        newcomer.guestUntil ?? null,
        newcomer.pendingApproval ?? false,
      ],
    );
    if (!created) throw conflict('known-user', 'This address has an account already. Sign in with it.');
    tx.record(PersonJoined, { personId: id, via, invitationId: invitationId ?? null });
    if (newcomer.communityIds?.length) await this.ports.onAcceptance.accepted(tx, id, newcomer.communityIds);
    return id;
  }
}
